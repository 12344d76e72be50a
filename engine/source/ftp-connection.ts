import type { BlockList, Socket } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import type { Client, FTPResponse } from 'basic-ftp'
import { feedError } from '../errors/feed-error.ts'
import { checkCertificate } from './ftp-certificate.ts'
import { passiveTransfer } from './ftp-data.ts'
import { ftpFailure, isRefusal } from './ftp-failure.ts'
import { openSocket } from './socket.ts'
import { within } from './within.ts'

export interface FtpLogin {
  /** `ftp://HOST` or `ftps://HOST`, for errors. */
  readonly origin: string
  readonly host: string
  readonly port: number
  /** The host that the certificate must be for. */
  readonly name: string
  readonly user: string
  readonly password: string
  readonly tls: 'explicit' | 'implicit' | 'none'
  /** Fingerprints; a server that shows no certificate of these gets neither user nor password. Empty: authorities decide. */
  readonly certificates: readonly string[]
  readonly blocked: BlockList | undefined
  /** Milliseconds. */
  readonly timeouts: { readonly connect: number; readonly answer: number }
  readonly signal: AbortSignal
}

/** Connects, checks the certificate and logs in. Loads the FTP library. An abort cuts the connection. */
export async function openFtp(login: FtpLogin): Promise<Client> {
  const { origin, timeouts, signal } = login
  const { Client } = await import('./basic-ftp.ts')
  const socket = await openSocket({ ...login, timeout: timeouts.connect })
  const client = new Client(timeouts.answer, { maxListingBytes: mostListingBytes })
  client.prepareTransfer = passiveTransfer(login)
  const late = () =>
    feedError('SOURCE_TIMEOUT', { origin, waitedFor: 'the login', milliseconds: timeouts.connect })
  const patience = { milliseconds: timeouts.connect, signal, late }
  try {
    await within(enter(client, socket, login), patience)
    return client
  } catch (error) {
    client.close()
    socket.destroy()
    throw ftpFailure(error, { origin, phase: 'answer', timeout: timeouts.answer, signal })
  }
}

const mostListingBytes = 16 * 1024 * 1024

async function enter(client: Client, socket: Socket, login: FtpLogin): Promise<void> {
  const { origin, user, tls } = login
  const { ftp } = client
  const options = securityOf(login)
  ftp.socket = tls === 'implicit' ? await secured(socket, options) : socket
  if (tls === 'implicit') ftp.tlsOptions = options
  await greeting(client, origin)
  if (tls === 'explicit') await asked(client, options, origin)
  // The library forgets what listened to the socket below TLS, and an abort still reaches it.
  socket.on('error', () => undefined)
  if (tls !== 'none') checkCertificate(ftp.socket as TLSSocket, login)
  try {
    await client.login(user, login.password)
  } catch (error) {
    // Without the cause: nobody knows what a server repeats of what it was told.
    if (isRefusal(error)) throw feedError('SOURCE_LOGIN_REFUSED', { host: origin, user })
    throw error
  }
  await client.useDefaultSettings()
}

const greeting = (client: Client, origin: string): Promise<unknown> =>
  client.ftp.handle(undefined, (answer: Error | FTPResponse, task) => {
    if (answer instanceof Error) task.reject(answer)
    else if (answer.code >= 200 && answer.code < 300) task.resolve(answer)
    // "Ready in some minutes" is a promise; whoever makes it is asked again later.
    else task.reject(feedError('SOURCE_UNREACHABLE', { origin, reason: 'the server is not ready yet' }))
  })

async function asked(client: Client, options: ConnectionOptions, origin: string): Promise<void> {
  try {
    await client.useTLS(options)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const reason = 'the server does not offer TLS'
    throw feedError('SOURCE_CERTIFICATE_REFUSED', { origin, reason }, { cause: error })
  }
}

/** Given to every connection of the session, those of the files too. */
const securityOf = ({ name, certificates }: FtpLogin): ConnectionOptions => ({
  host: name,
  ...(!/^[\d.]+$|:/.test(name) && { servername: name }),
  minVersion: 'TLSv1.2',
  // A pinned certificate is compared below, and needs nobody's word.
  rejectUnauthorized: certificates.length === 0,
})

function secured(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connect({ ...options, socket }, () => {
      secure.off('error', reject)
      resolve(secure)
    }).once('error', reject)
  })
}

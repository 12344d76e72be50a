import type { BlockList, Socket } from 'node:net'
import type { SFTPWrapper } from 'ssh2'
import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { fingerprint } from './fingerprint.ts'
import { openSocket } from './socket.ts'
import { within } from './within.ts'

export interface SftpLogin {
  /** `sftp://HOST`, for errors. */
  readonly origin: string
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | undefined
  readonly privateKey:
    | { readonly name: string; readonly text: string; readonly passphrase: string | undefined }
    | undefined
  /** Fingerprints, `SHA256:…`; a server that shows no key of these gets neither user nor password. */
  readonly hostKeys: readonly string[]
  readonly blocked: BlockList | undefined
  /** Milliseconds until the login must be done. */
  readonly timeout: number
  readonly signal: AbortSignal
}
/** Disposing closes the connection; an abort cuts it. */
export interface SftpConnection extends AsyncDisposable {
  readonly files: SFTPWrapper
}

/** Connects, checks the host key and logs in. Loads the SFTP library. */
export async function openSftp(login: SftpLogin): Promise<SftpConnection> {
  const { origin, host, port, hostKeys, timeout, signal, privateKey } = login
  const { default: SftpClient } = await import('ssh2-sftp-client')
  const socket = await openSocket(login)
  const client = new SftpClient('sftp', { error: ignore, end: ignore, close: ignore })
  let seen = ''
  const entering = client.connect({
    sock: socket,
    username: login.user,
    ...(login.password !== undefined && { password: login.password }),
    ...(privateKey && { privateKey: privateKey.text }),
    ...(privateKey?.passphrase !== undefined && { passphrase: privateKey.passphrase }),
    hostVerifier: (key: Buffer) => {
      seen = fingerprint(key)
      return hostKeys.includes(seen)
    },
    // Time is kept here, not there; a firewall must not forget the connection while a file settles.
    readyTimeout: 0,
    keepaliveInterval: 15_000,
  })
  const late = () => feedError('SOURCE_TIMEOUT', { origin, waitedFor: 'the login', milliseconds: timeout })
  try {
    const files = await within(entering, { milliseconds: timeout, signal, late })
    files.on('error', ignore)
    return { files, [Symbol.asyncDispose]: () => close(client, socket, signal) }
  } catch (error) {
    socket.destroy()
    if (seen !== '' && !hostKeys.includes(seen))
      throw feedError(
        'SOURCE_HOST_KEY_CHANGED',
        { host: `${host}:${port}`, seen, expected: hostKeys.join(' or ') },
        { cause: error },
      )
    throw loginFailure(error, login)
  }
}

function loginFailure(error: unknown, { origin, user, privateKey, signal }: SftpLogin): unknown {
  if (signal.aborted || error instanceof FeedError) return error
  const reason = said(error).replace(/^\w+(->\w+)?: /, '')
  if (/authentication methods failed/.test(reason))
    return feedError('SOURCE_LOGIN_REFUSED', { host: origin, user }, { cause: error })
  if (privateKey && reason.startsWith('Cannot parse privateKey'))
    return feedError('SOURCE_SECRET_UNUSABLE', {
      name: privateKey.name,
      problem: 'it is no private key that opens with the passphrase given',
    })
  return feedError('SOURCE_UNREACHABLE', { origin, reason }, { cause: error })
}

const ignore = (): void => undefined
const noFarewell = (): Error => new Error('no farewell')

async function close(
  client: { end(): Promise<unknown> },
  socket: Socket,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (!socket.destroyed) await within(client.end(), { milliseconds: 1_000, signal, late: noFarewell })
  } catch {
    // Whatever the far side makes of it, the connection is over.
  } finally {
    socket.destroy()
  }
}

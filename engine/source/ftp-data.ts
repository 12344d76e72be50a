import type { Socket } from 'node:net'
import { connect, TLSSocket } from 'node:tls'
import type { FTPContext, TransferStrategy } from 'basic-ftp'
import { feedError } from '../errors/feed-error.ts'
import { checkCertificate, type Pinned } from './ftp-certificate.ts'
import { replyCode } from './ftp-failure.ts'
import { type Destination, openSocket } from './socket.ts'

interface Control extends Pinned, Pick<Destination, 'blocked' | 'signal'> {
  /** Milliseconds. */
  readonly timeouts: { readonly connect: number }
}

/**
 * Opens the connection on which a file or a listing comes: always from here, and always to the host of the control
 * connection. The address that the server names in its answer to PASV is not looked at: it would lead us wherever the
 * server likes, and behind a firewall it is wrong anyway.
 */
export function passiveTransfer(login: Control): TransferStrategy {
  let isExtended = true
  return async (ftp) => {
    const { socket: control } = ftp
    const host = control.remoteAddress
    const { origin, blocked, signal, timeouts } = login
    if (host === undefined)
      throw feedError('SOURCE_UNREACHABLE', { origin, reason: 'the connection was cut' })
    const answer = await ftp.request(isExtended ? 'EPSV' : 'PASV').catch((error: unknown) => {
      // Servers of before 1998 do not know it; what they do not know they refuse with a number of these.
      if (!isExtended || (replyCode(error) ?? 0) < 500) throw error
      isExtended = false
      return ftp.request('PASV')
    })
    const port = isExtended ? extendedPort(answer.message) : passivePort(answer.message)
    if (port === undefined) {
      const reason = `the server names no port for a transfer: ${JSON.stringify(answer.message.slice(0, 80))}`
      throw feedError('SOURCE_FAILED', { origin, reason })
    }
    const socket = await openSocket({ origin, host, port, blocked, signal, timeout: timeouts.connect })
    ftp.dataSocket = control instanceof TLSSocket ? securedAs(control, socket, ftp, login) : socket
    return answer
  }
}

/** Goes on with the session of the control connection: servers demand it, since nobody else can. */
function securedAs(control: TLSSocket, socket: Socket, ftp: FTPContext, login: Control): TLSSocket {
  const session = ftp.tlsSessionStore ?? control.getSession()
  const secure = connect({ ...ftp.tlsOptions, socket, ...(session && { session }) })
  secure.on('session', (next) => {
    ftp.tlsSessionStore = next
  })
  // Nobody waits for it: some servers begin with TLS only once they are asked for the file.
  secure.once('secureConnect', () => {
    try {
      checkCertificate(secure, login)
    } catch (error) {
      ftp.closeWithError(error as Error)
    }
  })
  return secure
}

/** RFC 2428 §3: `229 … (|||6446|)`. */
const extendedPort = (answer: string): number | undefined => portIn(/\|\|\|(\d{1,5})\|/.exec(answer)?.[1])

/** RFC 959 §4.1.2: `227 … (192,0,2,7,25,46)`, the last two of the port. */
function passivePort(answer: string): number | undefined {
  const [, high, low] = /(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})/.exec(answer) ?? []
  return portIn(high === undefined ? undefined : String(Number(high) * 256 + Number(low)))
}

function portIn(digits: string | undefined): number | undefined {
  const port = Number(digits)
  return port > 0 && port < 65_536 ? port : undefined
}

import { lookup } from 'node:dns/promises'
import type { BlockList, Socket } from 'node:net'
import { feedError } from '../errors/feed-error.ts'
import { isNonPublicAddress } from './address-policy.ts'
import { type Destination, openSocket } from './socket.ts'

/** An HTTP proxy that leads connections on (CONNECT, RFC 9110 §9.3.6). */
export interface Proxy {
  readonly host: string
  readonly port: number
  /** `Proxy-Authorization`, where it wants one. Nobody else is shown it. */
  readonly authorization?: string | undefined
  /** The secret behind it, by name. */
  readonly secret?: string | undefined
  /** Addresses that the proxy itself may not have. Undefined: whoever named it may name any. */
  readonly blocked?: BlockList | undefined
}

const mostBytes = 16_384

/**
 * A connection through a proxy to where it is wanted. The proxy looks names up by itself: what is refused here, too, is a
 * name or an address that is seen to be not public from where we stand.
 */
export async function openThrough(proxy: Proxy, there: Destination): Promise<Socket> {
  const { host, port, blocked, timeout, signal } = there
  if (blocked !== undefined) await refuseNonPublic(host)
  const shown = `${proxy.host}:${proxy.port}`
  const socket = await openSocket({
    origin: `the proxy ${shown}`,
    host: proxy.host,
    port: proxy.port,
    blocked: proxy.blocked,
    timeout,
    signal,
  })
  const target = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
  const credentials =
    proxy.authorization === undefined ? '' : `Proxy-Authorization: ${proxy.authorization}\r\n`
  const late = feedError('SOURCE_TIMEOUT', {
    origin: `the proxy ${shown}`,
    waitedFor: 'a connection',
    milliseconds: timeout,
  })
  const refused = (answer: string) =>
    feedError('SOURCE_PROXY_REFUSED', {
      proxy: shown,
      host: target,
      answer,
      ...(proxy.secret !== undefined && { secret: proxy.secret }),
    })
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${credentials}\r\n`)
  try {
    const { status, rest } = await answerOf(socket, timeout, late, refused)
    if (status < 200 || status > 299) throw refused(`HTTP status ${status}`)
    if (rest.byteLength > 0) socket.unshift(rest)
    return socket
  } catch (error) {
    socket.destroy()
    throw signal.aborted ? signal.reason : error
  }
}

async function refuseNonPublic(host: string): Promise<void> {
  const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  const address = found.map((one) => one.address).find(isNonPublicAddress)
  if (address !== undefined) throw feedError('SOURCE_ADDRESS_PRIVATE', { host, address })
}

function answerOf(
  socket: Socket,
  timeout: number,
  late: Error,
  refused: (answer: string) => Error,
): Promise<{ readonly status: number; readonly rest: Buffer }> {
  return new Promise((resolve, reject) => {
    const deadline = AbortSignal.timeout(timeout)
    let seen = Buffer.alloc(0)
    const leave = () => {
      socket.pause()
      socket.off('data', take).off('end', ended).off('error', failed)
      deadline.removeEventListener('abort', expire)
    }
    const expire = () => {
      leave()
      reject(late)
    }
    const ended = () => {
      leave()
      reject(refused('the end of the connection'))
    }
    const failed = (error: Error) => {
      leave()
      reject(error)
    }
    const take = (piece: Buffer) => {
      seen = Buffer.concat([seen, piece])
      const end = seen.indexOf('\r\n\r\n')
      if (end === -1 && seen.byteLength < mostBytes) return
      leave()
      const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(seen.subarray(0, 64).toString('latin1'))?.[1])
      if (end === -1 || !(status > 0)) reject(refused('no proper HTTP'))
      else resolve({ status, rest: seen.subarray(end + 4) })
    }
    socket.on('data', take).on('end', ended).on('error', failed)
    deadline.addEventListener('abort', expire)
  })
}

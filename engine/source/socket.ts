import { type BlockList, connect, type Socket } from 'node:net'
import { feedError, said } from '../errors/feed-error.ts'
import { refusedAddress } from './address-policy.ts'
import { errorCode } from './error-code.ts'

export interface Destination {
  /** The address as people know it, for errors. */
  readonly origin: string
  readonly host: string
  readonly port: number
  /** Addresses that are refused, however they are reached. Undefined: none. */
  readonly blocked: BlockList | undefined
  /** Milliseconds until the connection must stand. */
  readonly timeout: number
  /** Cuts the connection, now or later. */
  readonly signal: AbortSignal
}

/** The one way by which a source opens a connection: the addresses are checked here, after the name is resolved. */
export function openSocket(destination: Destination): Promise<Socket> {
  const { origin, host, port, blocked, timeout, signal } = destination
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal, ...(blocked && { blockList: blocked }) })
    const late = () =>
      socket.destroy(
        feedError('SOURCE_TIMEOUT', { origin, waitedFor: 'a connection', milliseconds: timeout }),
      )
    const fail = (error: Error) => {
      if (signal.aborted) return reject(signal.reason as Error)
      const address = refusedAddress(error)
      if (address !== undefined)
        return reject(feedError('SOURCE_ADDRESS_PRIVATE', { host, address }, { cause: error }))
      if (error.name === 'SOURCE_TIMEOUT') return reject(error)
      reject(feedError('SOURCE_UNREACHABLE', { origin, reason: networkReason(error) }, { cause: error }))
    }
    socket.setTimeout(timeout, late)
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      // Whoever takes the socket over adds a listener of its own; until then nothing may crash.
      socket.on('error', () => undefined)
      socket.setTimeout(0)
      socket.off('timeout', late)
      socket.setNoDelay(true)
      resolve(socket)
    })
  })
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'nothing answers on that port',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'no way leads to that host',
  ENETUNREACH: 'no way leads to that host',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
}

/** What went wrong on the network, in words. Of several failures the first. */
export function networkReason(error: unknown): string {
  if (error instanceof AggregateError) return networkReason(error.errors[0])
  return reasons[errorCode(error) ?? ''] ?? said(error)
}

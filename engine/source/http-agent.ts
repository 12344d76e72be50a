import type { BlockList, Socket } from 'node:net'
import { callbackify, promisify } from 'node:util'
import type { Agent, buildConnector } from 'undici'
import type { Timeouts } from './http-failure.ts'
import { openSocket } from './socket.ts'

export interface AgentOptions {
  readonly blocked: BlockList | undefined
  readonly timeouts: Timeouts
  readonly signal: AbortSignal
}
/** Connections of one poll. Disposing cuts whatever is still open. */
export interface HttpAgent extends AsyncDisposable {
  readonly dispatcher: Agent
}

/** Loads the HTTP library. Every connection goes through `openSocket`, that of a redirect too. */
export async function openAgent({ blocked, timeouts, signal }: AgentOptions): Promise<HttpAgent> {
  const { Agent, buildConnector } = await import('undici')
  const secure = buildConnector({ allowH2: false, timeout: timeouts.connect })

  const upgrade = promisify(secure) as (options: buildConnector.Options) => Promise<Socket>

  async function connectTo(options: buildConnector.Options): Promise<Socket> {
    const { protocol, hostname, host = hostname, port } = options
    const socket = await openSocket({
      origin: `${protocol}//${host}`,
      host: hostname,
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      blocked,
      timeout: timeouts.connect,
      signal,
    })
    return protocol === 'https:' ? upgrade({ ...options, httpSocket: socket }) : socket
  }
  const dispatcher = new Agent({
    connect: callbackify(connectTo) as unknown as buildConnector.connector,
    connections: 1,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
  })
  return {
    dispatcher,
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

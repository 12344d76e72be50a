import type { BlockList, Socket } from 'node:net'
import { callbackify, promisify } from 'node:util'
import type { Agent, buildConnector } from 'undici'
import type { Timeouts } from './http-failure.ts'
import type { Route } from './route.ts'
import { openSocket } from './socket.ts'

export interface AgentOptions {
  readonly blocked: BlockList | undefined
  readonly timeouts: Timeouts
  readonly signal: AbortSignal
  readonly route?: Route | undefined
}
/** Connections of one poll. Disposing cuts whatever is still open. */
export interface HttpAgent extends AsyncDisposable {
  readonly dispatcher: Agent
}

/** Loads the HTTP library. Every connection goes through `openSocket`, that of a redirect too. */
export async function openAgent({ blocked, timeouts, signal, route }: AgentOptions): Promise<HttpAgent> {
  const { Agent, buildConnector } = await import('undici')
  const secure = buildConnector({ allowH2: false, timeout: timeouts.connect })

  const upgrade = promisify(secure) as (options: buildConnector.Options) => Promise<Socket>

  async function connectTo(options: buildConnector.Options): Promise<Socket> {
    const { protocol, hostname, host = hostname, port } = options
    const there = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) }
    const detour = route?.(there.host, there.port)
    const socket = await openSocket({
      origin: `${protocol}//${host}`,
      host: detour?.host ?? there.host,
      port: detour?.port ?? there.port,
      // What the environment says of itself needs no protection from it.
      blocked: detour === undefined ? blocked : undefined,
      timeout: timeouts.connect,
      signal,
    })
    const plain = protocol !== 'https:' || detour?.plain === true
    return plain ? socket : upgrade({ ...options, httpSocket: socket })
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

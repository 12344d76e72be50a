import type { BlockList, Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { callbackify, promisify } from 'node:util'
import type { Agent, buildConnector } from 'undici'
import type { Timeouts } from './http-failure.ts'
import { openThrough, type Proxy } from './proxy.ts'
import type { Route } from './route.ts'
import { openSocket } from './socket.ts'

export interface AgentOptions {
  readonly blocked: BlockList | undefined
  readonly timeouts: Timeouts
  readonly signal: AbortSignal
  readonly route?: Route | undefined
  /** What leads to every host that has no route of its own. */
  readonly proxy?: Proxy | undefined
  /** Who we are and whom we trust, for the hosts that the spec names and for no other. */
  readonly identity?: { readonly context: SecureContext; readonly hosts: ReadonlySet<string> } | undefined
}
/** Connections of one poll. Disposing cuts whatever is still open. */
export interface HttpAgent extends AsyncDisposable {
  readonly dispatcher: Agent
}

/** Loads the HTTP library. Every connection goes through `openSocket`, that of a redirect too. */
export async function openAgent({
  blocked,
  timeouts,
  signal,
  route,
  proxy,
  identity,
}: AgentOptions): Promise<HttpAgent> {
  const { Agent, buildConnector } = await import('./undici.ts')
  const upgradeWith = (secureContext?: SecureContext) =>
    promisify(
      buildConnector({ allowH2: false, timeout: timeouts.connect, ...(secureContext && { secureContext }) }),
    ) as (options: buildConnector.Options) => Promise<Socket>
  const upgrade = upgradeWith()
  const upgradeAsOurselves = identity === undefined ? upgrade : upgradeWith(identity.context)

  async function connectTo(options: buildConnector.Options): Promise<Socket> {
    const { protocol, hostname, host = hostname, port } = options
    const there = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) }
    const detour = route?.(there.host, there.port)
    const destination = {
      origin: `${protocol}//${host}`,
      host: detour?.host ?? there.host,
      port: detour?.port ?? there.port,
      // What the environment says of itself needs no protection from it.
      blocked: detour === undefined ? blocked : undefined,
      timeout: timeouts.connect,
      signal,
    }
    const isThrough = proxy !== undefined && detour === undefined
    const socket = await (isThrough ? openThrough(proxy, destination) : openSocket(destination))
    if (protocol !== 'https:' || detour?.plain === true) return socket
    const secure = identity?.hosts.has(hostname) === true ? upgradeAsOurselves : upgrade
    return secure({ ...options, httpSocket: socket })
  }
  const dispatcher = new Agent({
    connect: callbackify(connectTo) as unknown as buildConnector.connector,
    // One is enough for what is asked one after the other; a fan-out may ask for several at one time.
    connections: 8,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
  })
  return {
    dispatcher,
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { errorOf, halfOf } from './fault-proxy-answers.ts'
import { type Fault, type FaultRules, faultRules } from './fault-proxy-rules.ts'

/** A proxy on a loopback port of its own. Disposing it cuts all connections. */
export interface FaultProxy extends FaultRules, AsyncDisposable {
  /** What a client is given instead of the server's endpoint. */
  readonly endpoint: string
  readonly port: number
  /** From now on connections are refused, and those that are open are gone; `up` is the end of it. */
  down(): Promise<void>
  up(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Buffer
}

/**
 * Stands before a server that speaks HTTP/1.1 without TLS: DynamoDB, S3, Kinesis, Secrets Manager. Requests are read
 * whole before they are passed on. `server` is its endpoint: `http://127.0.0.1:PORT`.
 */
export async function httpFaultProxy(server: string): Promise<FaultProxy> {
  const target = new URL(server)
  const rules = faultRules()
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })

  /** Undefined: the server was left in the middle of the request. */
  function ask(from: IncomingMessage, body: Buffer, isCut: boolean): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const { method = 'GET', url = '/', rawHeaders } = from
      const headers = passedOn(rawHeaders, body)
      const asked = httpRequest({
        host: target.hostname,
        port: target.port,
        method,
        path: url,
        headers,
        agent,
      })
      asked.on('error', (error) => (isCut ? resolve(undefined) : reject(error)))
      asked.on('response', (response) => {
        buffer(response).then(
          (whole) =>
            resolve({ status: response.statusCode ?? 502, headers: response.rawHeaders, body: whole }),
          reject,
        )
      })
      if (!isCut) asked.end(body)
      else asked.write(body.subarray(0, body.byteLength >> 1), () => asked.destroy())
    })
  }

  async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from)
    const call =
      String(from.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ||
      (from.method ?? '')
    const fault = rules.choose({ call, of: from.url ?? '', bytes: body.byteLength })
    await meet(fault, { from, to, body, call })
  }

  async function meet(
    fault: Fault | undefined,
    { from, to, body, call }: { from: IncomingMessage; to: ServerResponse; body: Buffer; call: string },
  ): Promise<void> {
    const gone = (): void => void from.socket.resetAndDestroy()
    if (fault?.kind === 'refuse') return gone()
    if (fault?.kind === 'error')
      return reply(to, errorOf(fault.name, from.headers['x-amz-target'] === undefined))
    if (fault?.kind === 'delay') await setTimeout(fault.milliseconds)
    const half = fault?.kind === 'partial' ? halfOf(call, body) : undefined
    const answer = await ask(from, half?.body ?? body, fault?.kind === 'cut request')
    if (answer === undefined || fault?.kind === 'lost answer') return gone()
    if (fault?.kind === 'cut answer') {
      to.writeHead(answer.status, passedOn(answer.headers, answer.body))
      to.write(answer.body.subarray(0, answer.body.byteLength >> 1), gone)
      return
    }
    reply(
      to,
      half === undefined || answer.status !== 200 ? answer : { ...answer, body: half.answer(answer.body) },
    )
  }

  const proxy = createServer((from, to) => {
    pass(from, to).catch(() => from.socket.destroy())
  })
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      proxy.once('error', reject)
      proxy.listen(port, '127.0.0.1', () => {
        proxy.off('error', reject)
        resolve((proxy.address() as AddressInfo).port)
      })
    })
  const down = async (): Promise<void> => {
    const closed = new Promise((resolve) => proxy.close(resolve))
    proxy.closeAllConnections()
    await closed
  }
  const port = await listen(0)
  return {
    ...rules,
    endpoint: `http://127.0.0.1:${port}`,
    port,
    down,
    async up() {
      if (!proxy.listening) await listen(port)
    },
    async [Symbol.asyncDispose]() {
      agent.destroy()
      if (proxy.listening) await down()
    },
  }
}

/** The headers as they came, with the length of what is sent instead of how it was cut into pieces. */
function passedOn(raw: readonly string[], body: Buffer): string[] {
  const kept: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    if (!/^(transfer-encoding|content-length|connection|keep-alive|expect)$/i.test(name))
      kept.push(name, raw[at + 1] ?? '')
  }
  return [...kept, 'Content-Length', String(body.byteLength)]
}

function reply(to: ServerResponse, { status, headers, body }: Answer): void {
  // A HEAD, a 204 and a 304 have no body, whatever their length says.
  const bodyless = to.req.method === 'HEAD' || status === 204 || status === 304
  to.writeHead(status, bodyless ? [...headers] : passedOn(headers, body))
  to.end(bodyless ? undefined : body)
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { feedError, said } from '../errors/feed-error.ts'

export interface HealthAnswer {
  readonly isHealthy: boolean
  /** JSON. */
  readonly body: unknown
  /** As Prometheus reads it. */
  readonly metrics: string
}

/** Answers whoever asks how the consumers are. Disposing stops it. */
export interface HealthServer extends AsyncDisposable {
  /** The port that it has: another one than was asked for, where that was 0. */
  readonly port: number
}

/**
 * `GET /health` (and `/`): 200 while all is well, else 503, with the same JSON; `GET /metrics`: the figures as text. Says
 * nothing of figures of an election. HEALTH_UNAVAILABLE: the port can not be had.
 */
export async function serveHealth(
  { host, port }: { readonly host: string; readonly port: number },
  answer: () => HealthAnswer,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    const { isHealthy, body, metrics } = answer()
    const end = (status: number, type: string, text: string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') end(405, 'text/plain', 'GET only\n')
    else if (path === '/metrics') end(200, 'text/plain; version=0.0.4; charset=utf-8', metrics)
    else if (path === '/' || path === '/health')
      end(isHealthy ? 200 : 503, 'application/json', `${JSON.stringify(body)}\n`)
    else end(404, 'text/plain', '/health or /metrics\n')
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw feedError('HEALTH_UNAVAILABLE', { where: `${host}:${port}`, why: said(error) }, { cause: error })
  }
  // Who asks keeps no process alive.
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

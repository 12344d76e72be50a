import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or https. */
  readonly url: string
  readonly port: number
  /** Every request so far, in order. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
}

/** A real server on a free loopback port; with a certificate it speaks TLS. Disposing cuts all connections. */
export async function startHttpServer(
  listener: RequestListener,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<TestServer> {
  const requests: { path: string; headers: IncomingHttpHeaders }[] = []
  const recording: RequestListener = (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers })
    listener(request, response)
  }
  const server =
    certificate === undefined ? createServer(recording) : createSecureServer(certificate, recording)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

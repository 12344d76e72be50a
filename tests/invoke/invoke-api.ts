import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What Lambda answers to one call of Invoke: what the function said, an error of the service, or nothing at all. */
export type Invoked =
  | { readonly payload: string; readonly functionError?: 'Unhandled' }
  | { readonly status: number; readonly type: string; readonly message: string }
  | 'silence'

export interface InvokeApi extends AsyncDisposable {
  readonly endpoint: string
  /** The functions that were asked for, with the bytes that they were given. */
  readonly asked: readonly { readonly name: string; readonly bytes: number }[]
}

/** What Lambda takes of an event. */
const mostBytes = 6_291_556

/** The Invoke API of Lambda on a loopback port, as the SDK speaks it; `run` is what the functions do. */
export async function startInvokeApi(
  run: (payload: string, name: string) => Promise<Invoked>,
): Promise<InvokeApi> {
  const asked: { readonly name: string; readonly bytes: number }[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const payload = await buffer(request)
      const [, name = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '') ?? []
      asked.push({ name: decodeURIComponent(name), bytes: payload.byteLength })
      answer(
        response,
        payload.byteLength > mostBytes ? tooLarge : await run(payload.toString(), decodeURIComponent(name)),
      )
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const tooLarge: Invoked = {
  status: 413,
  type: 'RequestTooLargeException',
  message: `Request must be smaller than ${mostBytes} bytes for the InvokeFunction operation`,
}
/** More invocations at once than the account, or the function, may have. */
export const throttled: Invoked = { status: 429, type: 'TooManyRequestsException', message: 'Rate Exceeded.' }

function answer(response: ServerResponse, invoked: Invoked): void {
  if (invoked === 'silence') return
  if ('status' in invoked) {
    response.writeHead(invoked.status, {
      'x-amzn-errortype': invoked.type,
      'content-type': 'application/json',
    })
    response.end(JSON.stringify({ Type: 'User', message: invoked.message }))
    return
  }
  const { payload, functionError } = invoked
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(functionError !== undefined && { 'x-amz-function-error': functionError }),
  })
  response.end(payload)
}

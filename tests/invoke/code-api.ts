import { startHttpServer } from '../helpers/http-server.ts'

export interface CodeApi extends AsyncDisposable {
  readonly endpoint: string
  /** What was asked of it, in order. */
  readonly asked: () => readonly string[]
}

/** Lambda as the SDK asks it for a function, which it has one of, and beside it the place where the code of that lies: a zip. */
export async function startCodeApi(name: string, zip: () => Uint8Array | undefined): Promise<CodeApi> {
  const server = await startHttpServer((request, response) => {
    if (request.url === '/code.zip') {
      const found = zip()
      response.writeHead(found === undefined ? 403 : 200).end(found)
      return
    }
    const isThere = request.url === `/2015-03-31/functions/${encodeURIComponent(name)}`
    const missing = { 'x-amzn-errortype': 'ResourceNotFoundException' }
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'application/json', ...(!isThere && missing) })
    const location = `${server.url}/code.zip`
    response.end(
      JSON.stringify(isThere ? { Code: { Location: location } } : { message: 'Function not found' }),
    )
  })
  return {
    endpoint: server.url,
    asked: () => server.requests.map(({ path }) => path),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

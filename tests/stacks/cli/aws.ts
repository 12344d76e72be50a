import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** Stands in for AWS as far as the command line of SST asks it: parameters of SSM, objects of S3. Loopback only. */
export async function standInAws(): Promise<
  { readonly url: string; readonly asked: readonly string[] } & Disposable
> {
  const asked: string[] = []
  const parameters = new Map([['/sst/bootstrap', JSON.stringify(bootstrap)]])
  const objects = new Map<string, Buffer>()
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const target = request.headers['x-amz-target']
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.push(String(target ?? `${request.method} ${path}`))
    const [status, text] =
      typeof target === 'string'
        ? parameter(target, JSON.parse(body.toString() || '{}') as Asked, parameters)
        : object(request.method, path, body, objects)
    response.statusCode = status
    response.setHeader(
      'content-type',
      typeof target === 'string' ? 'application/x-amz-json-1.1' : 'application/xml',
    )
    response.end(text)
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { readonly port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.dispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** As if an earlier deployment had made them. */
const bootstrap = {
  version: 99,
  asset: 'sst-asset',
  state: 'sst-state',
  assetEcrRegistryId: '123456789012',
  assetEcrUrl: '123456789012.dkr.ecr.us-east-1.amazonaws.com/sst-asset',
}

interface Asked {
  readonly Name?: string
  readonly Value?: string
}
type Answer = readonly [number, string | Buffer]

function parameter(target: string, { Name = '', Value = '' }: Asked, kept: Map<string, string>): Answer {
  if (target === 'AmazonSSM.PutParameter') {
    kept.set(Name, Value)
    return [200, '{"Version":1}']
  }
  const found = target === 'AmazonSSM.GetParameter' ? kept.get(Name) : undefined
  return found === undefined
    ? [
        400,
        JSON.stringify({ __type: 'ParameterNotFound', message: `nothing here answers ${target} ${Name}` }),
      ]
    : [200, JSON.stringify({ Parameter: { Name, Value: found, Type: 'String', Version: 1 } })]
}

function object(method: string | undefined, path: string, body: Buffer, kept: Map<string, Buffer>): Answer {
  if (method === 'PUT') kept.set(path, body)
  if (method === 'DELETE') kept.delete(path)
  if (method === 'PUT' || method === 'DELETE') return [method === 'PUT' ? 200 : 204, '']
  return [
    kept.has(path) ? 200 : 404,
    kept.get(path) ?? '<Error><Code>NoSuchKey</Code><Message>there is none</Message></Error>',
  ]
}

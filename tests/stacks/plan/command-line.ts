import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'

interface Asked {
  readonly method: string
  readonly params: readonly [{ readonly bundle?: string; readonly handler?: string } | undefined]
}

/** Answers what components ask the command line of SST while they plan. Whatever is asked else fails the plan. */
export async function answerAsCommandLine(): Promise<{ readonly url: string } & Disposable> {
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { readonly port: number }
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, params } = (await json(request)) as Asked
  const result = answers[method]?.(params[0] ?? {})
  const error = result === undefined ? `nothing here answers ${method}` : null
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ id: null, result, error }))
}

const answers: Record<string, (input: NonNullable<Asked['params'][0]>) => unknown> = {
  'Provider.Aws.Bootstrap': () => ({
    asset: 'sst-asset',
    assetEcrRegistryId: '123456789012',
    assetEcrUrl: '123456789012.dkr.ecr.us-east-1.amazonaws.com/sst-asset',
    state: 'sst-state',
  }),
  // Nothing of ours is bundled by SST: what it is given is what it deploys.
  'Runtime.Build': ({ bundle, handler }) =>
    bundle === undefined
      ? { errors: [`${handler} is to be bundled by SST`], sourcemaps: [] }
      : { handler, out: bundle, errors: [], sourcemaps: [] },
  'Runtime.AddTarget': () => true,
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import type { Invoker } from '../../engine/invoke/invoker.ts'
import { lambdaInvoker } from '../../engine/invoke/lambda.ts'
import { accessTo } from '../services/server-access.ts'
import { type InvokeApi, startInvokeApi } from './invoke-api.ts'
import { type FunctionOptions, type LambdaFunction, startFunction } from './runtime-api.ts'

export interface FunctionWorld extends AsyncDisposable {
  readonly invoker: Invoker
  readonly api: InvokeApi
  readonly function: LambdaFunction
  /** The function's own folder: what else its module looks for. */
  readonly root: string
}

const engine = (file: string): string => new URL(`../../engine/${file}`, import.meta.url).href

/** The handler of a processing Lambda, which does what a file in its folder asks for once its work is done. */
export const processing = `
import { existsSync, rmSync } from 'node:fs'
import { handler as real } from ${JSON.stringify(engine('entry/processing-handler.ts'))}
const once = (file) => existsSync(file) && (rmSync(file), true)
export const handler = async (event, context) => {
  const answer = await real(event, context)
  if (once('crash')) process.kill(process.pid, 'SIGKILL')
  if (once('linger')) await new Promise((resolve) => setTimeout(resolve, 1_000_000))
  return answer
}
`

/** A processor \`known\` that asks an address for its answer. */
export const asking = `
import { processingFunction } from ${JSON.stringify(engine('entry/processing-function.ts'))}
import { inProcessInvoker } from ${JSON.stringify(engine('invoke/in-process.ts'))}
const known = async (messages) => {
  const { left, failure } = await (await fetch(process.env.ASK, { method: 'POST', body: JSON.stringify(messages) })).json()
  if (failure !== undefined) throw new Error(failure)
  return left
}
export const handler = processingFunction(async () => ({
  invoker: inProcessInvoker({ known }),
  processors: ['known'],
  flush: async () => undefined,
}))
`

/** A module at work as a function, and an invoker that asks for it as a consumer does: SDK, Invoke API, Runtime API, client. */
export async function functionWorld(
  module: string,
  options: Omit<FunctionOptions, 'root'>,
  patience?: number,
): Promise<FunctionWorld> {
  const opened = new AsyncDisposableStack()
  const root = mkdtempSync(join(tmpdir(), 'canvass-function-'))
  opened.defer(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'index.mjs'), module)
  const started = opened.use(await startFunction({ root, ...options }))
  const api = opened.use(await startInvokeApi((payload) => started.invoke(payload)))
  const client = new LambdaClient(clientOptions(accessTo({ lambda: api.endpoint }), 'lambda'))
  opened.defer(() => client.destroy())
  const invoker = lambdaInvoker({
    client,
    name: 'canvass',
    meter: newMeter(),
    ...(patience !== undefined && { patience }),
  })
  return {
    invoker,
    api,
    function: started,
    root,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

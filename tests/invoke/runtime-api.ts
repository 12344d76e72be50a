import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { whyAbsent } from '../services/artifacts.ts'
import type { Invoked } from './invoke-api.ts'

const client = fileURLToPath(new URL('../../node_modules/aws-lambda-ric/', import.meta.url))

/** Why no function can run here, or what else is missing for a suite; the name of a suite says it where it is skipped. */
export function lambdaNeeds(others?: string): {
  readonly missing: string | undefined
  readonly named: (title: string) => string
} {
  const absent = existsSync(`${client}rapid-client.node`) ? undefined : whyAbsent('lambda-ric')
  const missing = others ?? absent
  return { missing, named: (title) => (missing === undefined ? title : `${title} (${missing})`) }
}

export interface FunctionOptions {
  /** The folder with the module of the handler. */
  readonly root: string
  /** As Lambda is told it; `index.handler` if not said. */
  readonly handler?: string
  readonly environment: Readonly<Record<string, string>>
  /** After so many seconds its process is killed. */
  readonly seconds: number
  /** What it is told of that; the same if not said. */
  readonly told?: number
}

export interface LambdaFunction extends AsyncDisposable {
  /** One after the other, as with a reserved concurrency of one. */
  invoke(payload: string): Promise<Invoked>
  /** Its time is over, whatever its limit says. */
  expire(): void
  /** How many processes there were. */
  readonly starts: number
  /** From the start of each process to when it asked for its first event, in milliseconds. */
  readonly inits: readonly number[]
  /** What they wrote. */
  readonly output: string
}

interface Running {
  readonly id: string
  readonly payload: string
  readonly done: (invoked: Invoked) => void
  timer?: NodeJS.Timeout
}

/** A function as Lambda runs it: the real runtime interface client in a process of its own, behind the Runtime API. */
export async function startFunction(options: FunctionOptions): Promise<LambdaFunction> {
  const { root, handler = 'index.handler', environment, seconds, told = seconds } = options
  let child: ChildProcess | undefined
  let running: Running | undefined
  let polling: ServerResponse | undefined
  let last: Promise<unknown> = Promise.resolve()
  let starts = 0
  let began = 0
  const inits: number[] = []
  let output = ''

  const unhandled = (content: object): Invoked => ({
    payload: JSON.stringify(content),
    functionError: 'Unhandled',
  })
  function finish(invoked: Invoked): void {
    clearTimeout(running?.timer)
    running?.done(invoked)
    running = undefined
  }
  function expire(): void {
    child?.kill('SIGKILL')
    child = undefined
    const why = `Task timed out after ${seconds.toFixed(2)} seconds`
    const errorMessage = `RequestId: ${running?.id} Error: ${why}`
    finish(unhandled({ errorType: 'Sandbox.Timedout', errorMessage }))
  }
  /** The time counts from when the function is given its event. */
  function give(): void {
    if (polling === undefined || running === undefined || running.timer !== undefined) return
    const { id, payload } = running
    running.timer = setTimeout(expire, seconds * 1_000)
    polling.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(Date.now() + told * 1_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:local',
    })
    polling.end(payload)
    polling = undefined
  }
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const [, what = ''] = /^\/2018-06-01\/runtime\/(?:invocation\/)?(.*)$/.exec(request.url ?? '') ?? []
    if (what === 'next') {
      if (inits.length < starts) inits.push(performance.now() - began)
      polling = response
      return give()
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}')
    if (what === 'init/error') return finish(unhandled(JSON.parse(body) as object))
    const [id, kind] = what.split('/')
    if (id === running?.id)
      finish(kind === 'error' ? unhandled(JSON.parse(body) as object) : { payload: body })
  }
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function start(): void {
    starts += 1
    began = performance.now()
    polling = undefined
    const own = spawn(process.execPath, [`${client}index.mjs`, handler], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        LAMBDA_TASK_ROOT: root,
        _HANDLER: handler,
        AWS_LAMBDA_FUNCTION_NAME: 'local',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/local',
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        ...environment,
      },
    })
    child = own
    for (const stream of [own.stdout, own.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => (output += piece))
    own.on('exit', (code, signal) => {
      if (child !== own) return
      child = undefined
      const why =
        signal === null ? `exit status ${code}` : `signal: ${signal === 'SIGKILL' ? 'killed' : signal}`
      const errorMessage = `RequestId: ${running?.id} Error: Runtime exited with error: ${why}`
      finish(unhandled({ errorType: 'Runtime.ExitError', errorMessage }))
    })
  }
  function invokeNow(payload: string): Promise<Invoked> {
    const { promise, resolve } = Promise.withResolvers<Invoked>()
    running = { id: randomUUID(), payload, done: resolve }
    if (child === undefined) start()
    give()
    return promise
  }
  return {
    invoke(payload) {
      const next = last.then(() => invokeNow(payload))
      last = next
      return next
    },
    expire,
    get starts() {
      return starts
    },
    inits,
    get output() {
      return output
    },
    async [Symbol.asyncDispose]() {
      const own = child
      own?.kill('SIGKILL')
      if (own !== undefined && own.exitCode === null) await once(own, 'exit')
      server.closeAllConnections()
      server.close()
    },
  }
}

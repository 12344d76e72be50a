import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { artifacts, whyAbsent } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { startServer } from './process.ts'

export interface Moto extends AsyncDisposable {
  readonly endpoint: string
}

const program = join(artifacts('moto'), 'bin', 'moto_server')

/** Why there can be no such server here. Undefined: there can. */
export const noMoto = (): string | undefined =>
  existsSync(join(artifacts('moto'), '.complete')) ? undefined : whyAbsent('moto')

/** A call of each service: it loads one when it is first asked for, which takes longer than clients wait. */
const calls = [
  ['kinesis', 'Kinesis_20131202.ListStreams'],
  ['secretsmanager', 'secretsmanager.ListSecrets'],
  ['ssm', 'AmazonSSM.DescribeParameters'],
] as const

async function answered(endpoint: string, [service, call]: (typeof calls)[number]): Promise<boolean> {
  const credential = `test/20240101/us-east-1/${service}/aws4_request`
  const { ok } = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': call,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
    },
    body: '{}',
  })
  return ok
}

/** Starts moto (Kinesis, Secrets Manager and Parameter Store) on a free loopback port; disposing stops it. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const server = await startServer({
    name: 'moto',
    program,
    args: ['-H', '127.0.0.1', '-p', String(port)],
    ready: async () => (await Promise.all(calls.map((call) => answered(endpoint, call)))).every(Boolean),
  })
  return { endpoint, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

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

/** Starts moto (Kinesis, Secrets Manager and Parameter Store) on a free loopback port; disposing stops it. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const server = await startServer({
    name: 'moto',
    program,
    args: ['-H', '127.0.0.1', '-p', String(port)],
    ready: async () => (await fetch(`${endpoint}/moto-api/data.json`)).ok,
  })
  return { endpoint, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

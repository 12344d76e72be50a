import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { artifacts, briefJava, noJavaServer } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

export interface S3Mock extends AsyncDisposable {
  readonly endpoint: string
}

/** Why there can be no such server here. Undefined: there can. */
export const noS3Mock = (): string | undefined => noJavaServer('s3mock')

/** Starts Adobe's S3Mock on a free loopback port, with buckets in a folder of its own; disposing stops it. */
export async function startS3Mock(): Promise<S3Mock> {
  const folder = await scratchFolder('s3mock')
  const [http, https] = [await freePort(), await freePort()]
  const endpoint = `http://127.0.0.1:${http}`
  const server = await startServer({
    name: 's3mock',
    program: 'java',
    args: [...briefJava, `-Djava.io.tmpdir=${folder.path}`, '-jar', jar()],
    environment: {
      SERVER_ADDRESS: '127.0.0.1',
      SERVER_PORT: String(https),
      COM_ADOBE_TESTING_S3MOCK_HTTPPORT: String(http),
    },
    scratch: folder,
    ready: async () => (await fetch(endpoint)).ok,
  })
  return {
    endpoint,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function jar(): string {
  const folder = artifacts('s3mock')
  const name = readdirSync(folder).find((file) => file.endsWith('-exec.jar'))
  if (name === undefined) throw new Error(`no jar of S3Mock in ${folder}`)
  return join(folder, name)
}

import { join } from 'node:path'
import { artifacts, noJavaServer } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { startServer } from './process.ts'

export interface DynamodbLocal extends AsyncDisposable {
  readonly endpoint: string
}

/** Why there can be no such server here. Undefined: there can. */
export const noDynamodbLocal = (): string | undefined => noJavaServer('dynamodb-local')

/** Starts Amazon's DynamoDB Local on a free loopback port, with its tables in memory; disposing stops it. */
export async function startDynamodbLocal(): Promise<DynamodbLocal> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const libraries = artifacts('dynamodb-local')
  const server = await startServer({
    name: 'dynamodb-local',
    program: 'java',
    args: [
      '-Xmx512m',
      '-XX:+UseSerialGC',
      `-Djava.library.path=${libraries}`,
      '-cp',
      join(libraries, '*'),
      'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    // Without a signed request it answers 400; that it answers is enough.
    ready: async () => (await fetch(endpoint)).status === 400,
  })
  return { endpoint, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

import { noDynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts'
import { noKafka, startKafka } from './kafka.ts'
import { noMoto, startMoto } from './moto.ts'
import { noS3Mock, startS3Mock } from './s3-mock.ts'

/** Where a server of the tests is (a URL; for Kafka `host:port`), or why there is none. */
export type Place = { readonly endpoint: string } | { readonly missing: string }

export const serviceNames = ['dynamodb', 's3', 'moto', 'kafka'] as const
export type ServiceName = (typeof serviceNames)[number]

/** The servers that the suites of one run share. Each test makes its own tables, buckets, topics and streams. */
export type Services = Readonly<Record<ServiceName, Place>>

export interface RunningServices extends AsyncDisposable {
  readonly services: Services
}

type Running = { readonly endpoint: string } & AsyncDisposable

const kinds: Record<ServiceName, { missing(): string | undefined; start(): Promise<Running> }> = {
  dynamodb: { missing: noDynamodbLocal, start: startDynamodbLocal },
  s3: { missing: noS3Mock, start: startS3Mock },
  moto: { missing: noMoto, start: startMoto },
  kafka: { missing: noKafka, start: startKafka },
}

/** Starts every server that can run here, all at once. One that can but does not start is an error, and stops the others. */
export async function startServices(): Promise<RunningServices> {
  const stack = new AsyncDisposableStack()
  const started = await Promise.allSettled(
    serviceNames.map(async (name): Promise<[ServiceName, Place]> => {
      const missing = kinds[name].missing()
      if (missing !== undefined) return [name, { missing }]
      const { endpoint } = stack.use(await kinds[name].start())
      return [name, { endpoint }]
    }),
  )
  const failed = started.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await stack.disposeAsync()
    throw failed.reason
  }
  const places = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  return {
    services: Object.fromEntries(places) as Services,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

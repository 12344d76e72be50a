import { noDynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts'
import { type KafkaOptions, noKafka, startKafka } from './kafka.ts'
import { noMoto, startMoto } from './moto.ts'
import { noS3Mock, startS3Mock } from './s3-mock.ts'

/** Where a server of the tests is (a URL; for Kafka `host:port`), why there can be none here, or why it did not start. */
export type Place = { readonly endpoint: string } | { readonly missing: string } | { readonly failed: string }

const kinds = {
  dynamodb: { missing: noDynamodbLocal, start: startDynamodbLocal },
  s3: { missing: noS3Mock, start: startS3Mock },
  moto: { missing: noMoto, start: startMoto },
  kafka: { missing: noKafka, start: startKafka },
}
export type ServiceName = keyof typeof kinds

/** The servers that the suites of one run share. Each test makes its own tables, buckets, topics and streams. */
export type Services = Readonly<Record<ServiceName, Place>>

export interface RunningServices extends AsyncDisposable {
  readonly services: Services
}

/** Starts every server that can run here, all at once, a Kafka of these options; disposing stops them. */
export async function startServices(options: KafkaOptions = {}): Promise<RunningServices> {
  const stack = new AsyncDisposableStack()
  const place = async (name: ServiceName): Promise<Place> => {
    const missing = kinds[name].missing()
    if (missing !== undefined) return { missing }
    try {
      const { endpoint } = stack.use(await kinds[name].start(options))
      return { endpoint }
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) }
    }
  }
  const [dynamodb, s3, moto, kafka] = await Promise.all([
    place('dynamodb'),
    place('s3'),
    place('moto'),
    place('kafka'),
  ])
  return { services: { dynamodb, s3, moto, kafka }, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

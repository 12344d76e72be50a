import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { s3Archive } from '../archive/s3.ts'
import { s3Client } from '../archive/s3-client.ts'
import { clientOptions } from '../aws/client-options.ts'
import { type AwsSettings, awsSettings } from '../aws/settings.ts'
import type { Cloud, Config } from '../config.ts'
import { type Meter, newMeter } from '../flow/meter.ts'
import { kafkaCluster } from '../log/kafka-cluster.ts'
import { kafkaPublisher } from '../log/kafka-publisher.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Surroundings } from '../source/source.ts'
import { dynamoStateHome } from '../state/dynamo.ts'
import { stateStore } from '../state/protocol.ts'
import { systemClock } from '../time/system-clock.ts'
import { kinesisTrace } from '../trace/kinesis.ts'
import type { PollHomes } from './every-port.ts'

/** The homes in the cloud, as far as a poll needs them. Nothing connects before its first call. */
export function cloudPollHomes(
  cloud: Cloud,
  config: Pick<Config, 'environment'>,
  surroundings: Surroundings,
): PollHomes {
  const opened = new AsyncDisposableStack()
  const settings = awsSettings(config, cloud.region)
  const meter = newMeter()
  const kept = <Client extends { destroy(): void }>(client: Client): Client =>
    opened.adopt(client, (one) => one.destroy())
  const dynamodb = kept(new DynamoDBClient(clientOptions(settings, 'dynamodb')))
  const kinesis = kept(new KinesisClient(clientOptions(settings, 'kinesis')))
  const trace = kinesisTrace({ stream: cloud.traceStream, clock: systemClock, client: kinesis, meter })
  opened.defer(() => trace.flush())
  const { heads, items } = cloud.tables
  return {
    state: opened.use(stateStore(dynamoStateHome({ client: dynamodb, tables: { heads, items }, meter }))),
    archive: s3Archive({ client: kept(s3Client(settings)), bucket: cloud.bucket, meter }),
    log: opened.use(
      kafkaPublisher({
        cluster: kafkaCluster(cloud, settings),
        topicPrefix: cloud.topicPrefix,
        meter,
        clock: systemClock,
      }),
    ),
    trace,
    secrets: secretsIn(cloud, settings, meter, kept),
    clock: systemClock,
    ...surroundings,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** The client of the service is loaded with the first secret: most feeds have none. */
function secretsIn(
  { secrets: { service, prefix } }: Cloud,
  settings: AwsSettings,
  meter: Meter,
  kept: <Client extends { destroy(): void }>(client: Client) => Client,
): Secrets {
  const parts = { prefix, meter, clock: systemClock }
  const open = async (): Promise<Secrets> => {
    if (service === 'ssm') {
      const [{ SSMClient }, { parameterStore }] = await Promise.all([
        import('@aws-sdk/client-ssm'),
        import('../secrets/parameter-store.ts'),
      ])
      return parameterStore({ client: kept(new SSMClient(clientOptions(settings, 'ssm'))), ...parts })
    }
    const [{ SecretsManagerClient }, { secretsManager }] = await Promise.all([
      import('@aws-sdk/client-secrets-manager'),
      import('../secrets/secrets-manager.ts'),
    ])
    const client = kept(new SecretsManagerClient(clientOptions(settings, 'secrets-manager')))
    return secretsManager({ client, ...parts })
  }
  let opened: Promise<Secrets> | undefined
  return {
    async get(name, signal) {
      opened ??= open()
      return (await opened).get(name, signal)
    },
  }
}

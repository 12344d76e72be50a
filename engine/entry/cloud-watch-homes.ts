import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { clientOptions } from '../aws/client-options.ts'
import { awsSettings } from '../aws/settings.ts'
import type { Cloud, Config } from '../config.ts'
import { newMeter } from '../flow/meter.ts'
import { kafkaCluster } from '../log/kafka-cluster.ts'
import { kafkaLags } from '../log/kafka-lags.ts'
import { routes } from '../process/routes.ts'
import { dynamoRegister } from '../register/dynamo.ts'
import { everyHead } from '../state/dynamo-heads.ts'
import { systemClock } from '../time/system-clock.ts'
import type { WatchHomes } from './watch-facts.ts'

/** The homes in the cloud, as far as the watch looks at them. Nothing connects before its first call. */
export function cloudWatchHomes(
  cloud: Cloud,
  config: Pick<Config, 'environment' | 'alertWebhook'>,
): WatchHomes {
  const opened = new AsyncDisposableStack()
  const settings = awsSettings(config, cloud.region)
  const meter = newMeter()
  const client = opened.adopt(new DynamoDBClient(clientOptions(settings, 'dynamodb')), (one) => one.destroy())
  const { heads, register } = cloud.tables
  const cluster = kafkaCluster(cloud, settings)
  // Where people are told of nothing, nobody reads what they are told.
  const asked = routes.filter(
    ({ processors }) => config.alertWebhook !== undefined || !processors.includes('tell'),
  )
  return {
    heads: (see, signal) => everyHead({ client, table: heads, meter }, see, signal),
    register: opened.use(dynamoRegister({ client, table: register, meter })),
    lags: (signal) =>
      kafkaLags({ cluster, topicPrefix: cloud.topicPrefix, clock: systemClock }, asked, signal),
    clock: systemClock,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

import { s3Archive } from '../archive/s3.ts'
import type { Cloud, Config } from '../config.ts'
import { s3Target } from '../export/s3-target.ts'
import { type Meter, newMeter } from '../flow/meter.ts'
import { kafkaLog } from '../log/kafka.ts'
import { plainDesk } from '../plan/desk.ts'
import { webhookOver } from '../process/tell/webhook.ts'
import { dynamoRegister } from '../register/dynamo.ts'
import { dynamoResults } from '../results/dynamo.ts'
import { parameterStore } from '../secrets/parameter-store.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { secretsManager } from '../secrets/secrets-manager.ts'
import { dynamoStateHome } from '../state/dynamo.ts'
import { stateStore } from '../state/protocol.ts'
import { systemClock } from '../time/system-clock.ts'
import { kinesisTrace } from '../trace/kinesis.ts'
import { kinesisReader } from '../trace/kinesis-reader.ts'
import { severalTraces } from '../trace/several.ts'
import { type CloudClients, cloudClients } from './cloud-clients.ts'
import type { Homes, HomesParts } from './every-port.ts'
import { exportsTo } from './exports.ts'

/**
 * The homes in the cloud: state, results and register in DynamoDB, the archive in S3, the log in Kafka, the trace in Kinesis.
 * Nothing is asked before it is needed. Services live in real time: a night on another clock meets their limits as they
 * are. Closed in the order in which they need each other, the trace last, which takes five seconds at most.
 */
export function cloudHomes(
  cloud: Cloud,
  config: Pick<Config, 'environment' | 'alertWebhook'>,
  { clock = systemClock, trace: also, surroundings, desk = plainDesk, exports }: HomesParts = {},
): Homes {
  const meter = newMeter()
  const opened = new AsyncDisposableStack()
  const clients = opened.use(cloudClients(cloud, config))
  const { dynamodb, resultsDynamodb, s3, kinesis, promptKinesis, kafka: cluster } = clients
  const told = { stream: cloud.traceStream, clock: systemClock }
  const stream = kinesisTrace({ ...told, client: kinesis, meter })
  const trace = also === undefined ? stream : severalTraces([stream, also])
  opened.defer(() => trace.flush())
  const { heads, items } = cloud.tables
  const state = opened.use(stateStore(dynamoStateHome({ client: dynamodb, tables: { heads, items }, meter })))
  const results = opened.use(
    dynamoResults({ client: resultsDynamodb, table: cloud.tables.results, meter, clock: systemClock }),
  )
  const register = opened.use(
    dynamoRegister({ client: resultsDynamodb, table: cloud.tables.register, meter }),
  )
  const messages = kafkaLog({ cluster, topicPrefix: cloud.topicPrefix, meter, clock: systemClock })
  const log = opened.use(messages.log)
  const secrets = secretsOf(cloud, clients, meter)
  const address = config.alertWebhook
  const reader = (group: string) => opened.use(messages.reader(group))
  const below = { client: s3, bucket: cloud.bucket, prefix: 'exports', meter, clock: systemClock }
  opened.defer(() => exports?.target[Symbol.dispose]?.())
  return {
    state,
    archive: s3Archive({ client: s3, bucket: cloud.bucket, meter }),
    log,
    results,
    register,
    desk,
    trace,
    traces: kinesisReader({ ...told, client: promptKinesis }),
    meter,
    secrets,
    webhook: address === undefined ? undefined : webhookOver({ address, secrets, clock: systemClock }),
    clock,
    ...surroundings,
    exports: exportsTo(exports?.target ?? s3Target(below), exports?.formats, reader),
    reader,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

function secretsOf({ secrets }: Cloud, clients: CloudClients, meter: Meter): Secrets {
  const { service, prefix } = secrets
  return service === 'ssm'
    ? parameterStore({ client: clients.ssm(), prefix, meter, clock: systemClock })
    : secretsManager({ client: clients.secretsManager(), prefix, meter, clock: systemClock })
}

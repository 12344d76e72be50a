import { setUpBucket } from '../archive/s3-setup.ts'
import type { Finding } from '../aws/finding.ts'
import { setUpTable } from '../aws/set-up-table.ts'
import type { Cloud, Config } from '../config.ts'
import { FeedError } from '../errors/feed-error.ts'
import { setUpKafkaTopics } from '../log/kafka-setup.ts'
import { registerTable } from '../register/dynamo-table.ts'
import { resultsTable } from '../results/dynamo-table.ts'
import { hostsTable } from '../source/dynamo-turns.ts'
import { headsTable, itemsTable } from '../state/dynamo-tables.ts'
import { systemClock } from '../time/system-clock.ts'
import { setUpStream } from '../trace/kinesis-setup.ts'
import { type CloudClients, cloudClients } from './cloud-clients.ts'

/** Services live in real time. */
const clock = systemClock

/** One thing that the homes in the cloud lie in, as it was found or made. */
export interface SetUp extends Finding {
  readonly what: 'table' | 'bucket' | 'topic' | 'stream'
  readonly name: string
}

export interface SetUpOptions {
  /** Else it is only looked for. */
  readonly make: boolean
  readonly signal: AbortSignal
}

/**
 * Looks for everything that the homes in the cloud lie in and, with `make`, makes what is missing, in turn. It may be
 * done again, and by two at one time. What is there is not changed, but for backups and versions, which are switched on.
 * A service that can not be asked (AWS_FAILED, AWS_REFUSED, LOG_FAILED, LOG_REFUSED) does not hide the others.
 */
export async function* setUpCloud(
  cloud: Cloud,
  config: Pick<Config, 'environment'>,
  options: SetUpOptions,
): AsyncIterable<SetUp | FeedError> {
  using clients = cloudClients(cloud, config)
  for (const step of stepsOf(cloud, clients, options)) {
    try {
      yield* await step()
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      yield error
    }
  }
}

function stepsOf(
  { tables, hostsTable: hosts, bucket, region, brokerKind: kind, topicPrefix, traceStream }: Cloud,
  { dynamodb, s3, promptKinesis: kinesis, kafka: cluster }: CloudClients,
  options: SetUpOptions,
): readonly (() => Promise<readonly SetUp[]>)[] {
  const wanted = [
    headsTable(tables.heads),
    itemsTable(tables.items),
    resultsTable(tables.results),
    registerTable(tables.register),
    ...(hosts === undefined ? [] : [hostsTable(hosts)]),
  ]
  return [
    ...wanted.map((table) => async () => {
      const found = await setUpTable(table, { ...options, client: dynamodb, clock })
      return [{ what: 'table', name: table.TableName, ...found }] as const
    }),
    async () => {
      const found = await setUpBucket(bucket, { ...options, client: s3, region })
      return [{ what: 'bucket', name: bucket, ...found }]
    },
    async () => {
      const found = await setUpKafkaTopics({ cluster, topicPrefix, clock, kind }, options)
      return found.map(({ topic, ...one }) => ({ what: 'topic', name: topic, ...one }))
    },
    async () => {
      const found = await setUpStream(traceStream, { ...options, client: kinesis, clock })
      return [{ what: 'stream', name: traceStream, ...found }]
    },
  ]
}

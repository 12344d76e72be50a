import { createHash, randomUUID } from 'node:crypto'
import { s3Archive } from '../../engine/archive/s3.ts'
import { newMeter, type Usage } from '../../engine/flow/meter.ts'
import { kafkaLog } from '../../engine/log/kafka.ts'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome, PollPorts } from '../../engine/poll/ports.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'
import { newBucket } from './archive-bucket.ts'
import { stateTables } from './dynamo-tables.ts'

export type Costs = Readonly<Partial<Record<Usage, number>>>

/** A feed of many precincts behind a real HTTP server, polled on real homes that count what they are asked. */
export interface CostWorld extends AsyncDisposable {
  readonly clock: ManualClock
  /** Status codes of the source, in order. */
  readonly answered: readonly number[]
  /** So many precincts have one vote more. */
  count(changed: number): void
  /** How the source answers from now on: as it should, always with the whole file and nothing to compare, or not at all. */
  answer(how: 'well' | 'without validators' | 'with an error'): void
  /** One poll, and what it cost. */
  poll(): Promise<{ readonly outcome: PollOutcome; readonly costs: Costs }>
}

const signal = AbortSignal.timeout(600_000)

export async function costWorld(
  endpoints: { readonly dynamodb: string; readonly s3: string; readonly kafka: string },
  precincts: number,
): Promise<CostWorld> {
  const opened = new AsyncDisposableStack()
  const votes = Array.from({ length: precincts }, (_, n) => 100 + n)
  const answered: number[] = []
  let how: Parameters<CostWorld['answer']>[0] = 'well'
  const source = opened.use(
    await startHttpServer(({ headers }, response) => {
      const body = precinctsFile(votes)
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
      const status = how === 'with an error' ? 500 : headers['if-none-match'] === etag ? 304 : 200
      answered.push(status)
      const validators = how === 'without validators' ? {} : { etag }
      response
        .writeHead(status, { 'content-type': 'text/csv', ...validators })
        .end(status === 200 ? body : undefined)
    }),
  )
  const clock = manualClock({ start: '2024-11-06T02:00:00Z', auto: true })
  const meter = newMeter()
  const tables = opened.use(await stateTables(endpoints.dynamodb))
  const bucket = opened.use(await newBucket(endpoints.s3))
  const topicPrefix = `${randomUUID().slice(0, 8)}.`
  const cluster = kafkaCluster({ brokers: [endpoints.kafka], brokerAccess: 'open' }, { region: 'us-east-1' })
  await setUpKafkaTopics({ cluster, topicPrefix, clock: systemClock }, { make: true, signal })
  const { log } = kafkaLog({ cluster, topicPrefix, meter })
  opened.use(log)
  const plan = precinctsPlan('precincts', `${source.url}/results.csv`)
  const ports: PollPorts = {
    state: stateStore(dynamoStateHome({ ...tables, meter })),
    archive: s3Archive({ client: bucket.client, bucket: bucket.bucket, meter }),
    log,
    trace: { emit: () => undefined, flush: async () => undefined },
    secrets: { get: async () => 'none' },
    clock,
  }
  let polls = 0
  let next = 0
  return {
    clock,
    answered,
    count(changed) {
      for (let n = 0; n < changed; n++) {
        votes[next % precincts] = (votes[next % precincts] ?? 0) + 1
        next += 1
      }
    },
    answer(as) {
      how = as
    },
    async poll() {
      const before = meter.read()
      const outcome = await poll(plan, ports, { poll: `poll-${(polls += 1)}`, build: 1 }, signal)
      const costs = Object.entries(meter.read()).flatMap(([usage, count]) => {
        const spent = count - (before[usage as Usage] ?? 0)
        return spent === 0 ? [] : [[usage, spent] as const]
      })
      return { outcome, costs: Object.fromEntries(costs) }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

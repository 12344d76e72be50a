import { randomUUID } from 'node:crypto'
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { kinesisTrace } from '../../engine/trace/kinesis.ts'
import { traceStream } from '../../engine/trace/kinesis-stream.ts'
import { eventsIn, type SentEvent } from '../../engine/trace/otlp-events.ts'
import type { TraceSink } from '../../engine/trace/sink.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import { accessTo } from './server-access.ts'

/** A stream of its own, and a proxy before it that sinks write through. */
export interface TestStream extends AsyncDisposable {
  readonly stream: string
  /** Past the proxy. */
  readonly client: KinesisClient
  readonly proxy: FaultProxy
  readonly meter: Meter
  sink(clock?: Clock): TraceSink
  create(): Promise<void>
  /** The text of every record, shard by shard in order. */
  records(): Promise<readonly string[]>
  /** Every event as it arrived, repeats included. */
  sent(): Promise<readonly SentEvent[]>
}

export async function newStream(
  endpoint: string,
  { exists = true }: { readonly exists?: boolean } = {},
): Promise<TestStream> {
  const stream = `canvass-${randomUUID()}`
  const proxy = await httpFaultProxy(endpoint)
  const [client, through] = [clientAt(endpoint), clientAt(proxy.endpoint)]
  const meter = newMeter()
  const home: TestStream = {
    stream,
    client,
    proxy,
    meter,
    sink: (clock = systemClock) => kinesisTrace({ client: through, stream, meter, clock }),
    async create() {
      await client.send(new CreateStreamCommand({ StreamName: stream, ...traceStream }))
      await waitUntilStreamExists({ client, maxWaitTime: 20, minDelay: 1 }, { StreamName: stream })
    },
    async records() {
      const texts: string[] = []
      const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }))
      for (const { ShardId } of Shards) texts.push(...(await textsIn(client, stream, ShardId)))
      return texts
    },
    sent: async () => (await home.records()).flatMap((text) => eventsIn(text) ?? []),
    async [Symbol.asyncDispose]() {
      client.destroy()
      through.destroy()
      await proxy[Symbol.asyncDispose]()
    },
  }
  if (exists) await home.create()
  return home
}

const clientAt = (endpoint: string): KinesisClient =>
  new KinesisClient(clientOptions(accessTo({ kinesis: endpoint }), 'kinesis'))

async function textsIn(
  client: KinesisClient,
  stream: string,
  ShardId: string | undefined,
): Promise<readonly string[]> {
  const texts: string[] = []
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamName: stream, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  )
  let iterator = ShardIterator
  while (iterator !== undefined) {
    const answer = await client.send(new GetRecordsCommand({ ShardIterator: iterator }))
    for (const { Data = [] } of answer.Records ?? []) texts.push(Buffer.from(Data).toString())
    iterator = (answer.MillisBehindLatest ?? 0) > 0 ? answer.NextShardIterator : undefined
  }
  return texts
}

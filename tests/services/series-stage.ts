import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { s3Client } from '../../engine/archive/s3-client.ts'
import { awsSettings } from '../../engine/aws/settings.ts'
import { type Config, readConfig } from '../../engine/config.ts'
import { type Consumer, consumersOf } from '../../engine/entry/consume.ts'
import { type Homes, openHomes } from '../../engine/entry/homes.ts'
import { setUpCloud } from '../../engine/entry/setup.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import type { Progress, Reader } from '../../engine/log/log.ts'
import { topics } from '../../engine/model/envelope.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import type { OpenStage } from '../real/series/stage.ts'
import { cloudEnvironment } from './cloud-home.ts'

/** How soon is seen that a group has come to the end. */
const lookMilliseconds = 100

/**
 * In the cloud: Kafka, DynamoDB and S3, tables and topics as `feed setup` makes them. One consumer of each group and a member
 * of each topic stay in their groups from the first look to the last, as they would, and go on while feeds are polled.
 */
export const cloudStage: OpenStage = async (parts) => {
  await using opened = new AsyncDisposableStack()
  const folder = opened.adopt(madeFolder('series'), (path) => rmSync(path, { recursive: true, force: true }))
  const config = readConfig(
    { ...cloudEnvironment(folder), CANVASS_FEEDS: 'feeds', CANVASS_EXPORT_FORMATS: 'compact-json' },
    'aws',
  )
  await makeAll(config)
  const homes = opened.use(await openHomes(config, parts))
  const following = opened.use(follow(homes))
  const files = opened.adopt(s3Client(awsSettings(config, config.cloud?.region ?? '')), (one) =>
    one.destroy(),
  )
  const ended = opened.move()
  return {
    homes,
    processed: (signal) => following.processed(signal),
    heard: (topic, signal) => following.heard(topic, signal),
    async exported(path, signal) {
      const named = { Bucket: config.cloud?.bucket, Key: `exports/${path}` }
      const { Body: body } = await files.send(new GetObjectCommand(named), { abortSignal: signal })
      return (await body?.transformToString()) ?? ''
    },
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

async function makeAll(config: Config): Promise<void> {
  if (config.cloud === undefined) throw new Error('these are no homes in the cloud')
  for await (const made of setUpCloud(config.cloud, config, {
    make: true,
    signal: AbortSignal.timeout(60_000),
  }))
    if (made instanceof FeedError) throw made
}

/** What processors publish themselves comes after what they read. */
const made: ReadonlySet<string> = new Set([topics.current, topics.alerts])

/** Everybody who follows the log; leaves when disposed. Whatever fails for one of them fails whoever waits next. */
function follow(homes: Homes) {
  const end = new AbortController()
  const running: Promise<void>[] = []
  let failure: unknown
  const run = (work: () => Promise<unknown>): void => {
    const failed = (error: unknown): void => {
      if (!end.signal.aborted) failure ??= error
    }
    running.push(work().then(() => failed(new Error('it has ended by itself')), failed))
  }
  /** Asks until the group has settled everything that is published by then. */
  async function caughtUp(progress: () => Promise<readonly Progress[]>, signal: AbortSignal): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- it is waited for
      const all = await progress()
      if (failure !== undefined) throw failure
      if (all.every(({ settled, end: last }) => settled >= last)) return
      // oxlint-disable-next-line no-await-in-loop -- it is waited for
      await pause(lookMilliseconds, undefined, { signal })
    }
  }

  const consumers = consumersOf(homes)
  for (const consumer of consumers) run(() => consumer.run({ drain: false, signal: end.signal }))
  const isMade = ({ route: { topic } }: Consumer): boolean => made.has(topic)
  const inOrder = [consumers.filter((one) => !isMade(one)), consumers.filter(isMade)]

  const members = new Map<string, { readonly reader: Reader; readonly said: string[] }>(
    [topics.changes, topics.current, topics.alerts, topics.dead].map((topic) => {
      const reader = homes.reader(`member of ${topic}`)
      const said: string[] = []
      run(async () => {
        for await (const delivery of reader.read([topic], { drain: false, signal: end.signal })) {
          for (const { value } of delivery.messages) said.push(value)
          await delivery.settle()
        }
      })
      return [topic, { reader, said }] as const
    }),
  )
  return {
    async processed(signal: AbortSignal): Promise<void> {
      for (const some of inOrder)
        await Promise.all(some.map((one) => caughtUp(() => one.progress(signal), signal)))
    },
    async heard(topic: string, signal: AbortSignal): Promise<readonly string[]> {
      const member = members.get(topic)
      if (member === undefined) throw new Error(`nobody follows ${topic}`)
      await caughtUp(() => member.reader.progress([topic], signal), signal)
      return member.said.splice(0)
    },
    async [Symbol.asyncDispose](): Promise<void> {
      end.abort()
      await Promise.all([
        ...running,
        ...[...members.values()].map(({ reader }) => reader[Symbol.asyncDispose]()),
      ])
    },
  }
}

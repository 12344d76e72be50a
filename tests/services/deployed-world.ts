import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../engine/config.ts'
import { bundleCode } from '../../engine/deploy/bundle-code.ts'
import { buildFile, type CodeName, type FunctionName, sourcesOf } from '../../engine/deploy/sources.ts'
import { writeDeployment } from '../../engine/deploy/write-deployment.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { type Envelope, topics } from '../../engine/model/envelope.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { hosts } from '../bundle/imported.ts'
import { feed } from '../helpers/feed-command.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { type FunctionOptions, type LambdaFunction, startFunction } from '../invoke/runtime-api.ts'
import { cloudEnvironment, keepSecret } from './cloud-home.ts'
import { type Offices, officeKey, openOffices } from './deployed-feeds.ts'

type Environment = Readonly<Record<string, string>>

/** Homes in the cloud that nobody else has, offices, and deployments whose functions run as Lambda runs them. */
export interface DeployedWorld extends AsyncDisposable {
  readonly folder: string
  readonly environment: Environment
  readonly offices: Offices
  readonly homes: Homes
  /** Writes a deployment, and answers with its folder. */
  deploy(build: number, plans: readonly Plan[]): Promise<string>
  /** The same, of which only the poller is wanted. */
  deployPoller(build: number, plans: readonly Plan[]): Promise<string>
  /** A deployment made again, of the same plans, later. */
  again(deployment: string, build: number): string
  /** A function of a deployment, which starts with its first event. */
  start(deployment: string, name: FunctionName, options?: Partial<FunctionOptions>): Promise<LambdaFunction>
  /** Everything in the topic of changes, in order for each key. */
  published(): Promise<readonly Envelope[]>
}

const { signal } = new AbortController()

/** The folder of code that a function runs. */
export const codeOf = (name: FunctionName): CodeName => (name === 'watch' ? 'poller' : name)

export async function deployedWorld(): Promise<DeployedWorld> {
  const opened = new AsyncDisposableStack()
  const folder = madeFolder('deployed')
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const offices = opened.use(await openOffices(join(folder, 'feeds')))
  const cloud = cloudEnvironment(folder)
  const hostsTable = `${cloud['CANVASS_HEADS_TABLE']}-hosts`
  const environment: Environment = { ...cloud, CANVASS_STAGE: 'test', CANVASS_HOSTS_TABLE: hostsTable }
  await feed(['setup', '--home', 'aws'], { environment })
  await keepSecret(environment, officeKey.name, officeKey.value)
  const homes = opened.use(await openHomes(readConfig(environment, 'aws')))
  const { CANVASS_HOME: _, CANVASS_FEEDS: __, CANVASS_PERSON: ___, ...ofFunctions } = environment
  return {
    folder,
    environment,
    offices,
    homes,
    async deploy(build, plans) {
      const to = join(folder, `deployment-${build}`)
      await writeDeployment(to, { plans, hosts, root: offices.root, files: offices.files, build, now: 0 })
      return to
    },
    async deployPoller(build, plans) {
      const to = join(folder, `deployment-${build}`)
      const { files } = await bundleCode('poller', sourcesOf(plans, hosts).poller)
      mkdirSync(join(to, 'poller'), { recursive: true })
      for (const [name, contents] of files) writeFileSync(join(to, 'poller', name), contents)
      writeFileSync(join(to, 'poller', buildFile), JSON.stringify({ build }))
      return to
    },
    again(deployment, build) {
      const to = join(folder, `deployment-${build}`)
      cpSync(deployment, to, { recursive: true })
      writeFileSync(join(to, 'poller', buildFile), JSON.stringify({ build }))
      return to
    },
    async start(deployment, name, { environment: more, ...options } = {}) {
      return opened.use(
        await startFunction({
          root: join(deployment, codeOf(name)),
          handler: `${name}.handler`,
          seconds: 60,
          ...options,
          environment: { ...ofFunctions, CANVASS_STORES: 'aws', ...more },
        }),
      )
    },
    async published() {
      const reader = homes.reader(`look-${randomUUID()}`)
      const all: Envelope[] = []
      for await (const { messages } of reader.read([topics.changes], { drain: true, signal }))
        all.push(...messages.map(({ value }) => JSON.parse(value) as Envelope))
      await reader[Symbol.asyncDispose]()
      return all
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** An event of a queue: one message for each tick, as the schedules of a deployment send them. */
export const tickEvent = (
  feeds: readonly string[],
  {
    due = new Date(),
    after = 0,
    every = 15,
  }: { readonly due?: Date; readonly after?: number; readonly every?: number } = {},
): string =>
  JSON.stringify({
    Records: feeds.map((id, n) => ({
      messageId: `message-${n}`,
      receiptHandle: `handle-${n}`,
      body: JSON.stringify({
        feed: `us-xx-${id}`,
        due: `${due.toISOString().slice(0, 19)}Z`,
        after,
        every,
      }),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(due.getTime()) },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:ticks-small',
      awsRegion: 'us-east-1',
    })),
  })

/** The figures of every line of metrics that a function has written. */
export const metricsIn = (output: string): readonly Readonly<Record<string, unknown>>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{"_aws":'))
    .map((line) => {
      const { _aws, ...figures } = JSON.parse(line) as Readonly<Record<string, unknown>>
      return figures
    })

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FunctionName, functionsIn } from '../../engine/deploy/sources.ts'
import { backlog } from '../../engine/entry/backlog.ts'
import type { TopicsMade } from '../../engine/entry/topics-function.ts'
import { topics as topicNames } from '../../engine/model/envelope.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { currentEntries } from '../../engine/register/current-entries.ts'
import { deskRights, type Holder, rights } from '../../stacks/rights.ts'
import { startInvokeApi } from '../invoke/invoke-api.ts'
import { lambdaNeeds } from '../invoke/runtime-api.ts'
import { cloudNeeds } from './cloud-home.ts'
import { bytesOf, filesBelow, initsOf, loadedWith, packagesIn, reachedFrom } from './deployed-code.ts'
import { openDesk } from './deployed-desk.ts'
import { codeOf, type DeployedWorld, deployedWorld, metricsIn, tickEvent } from './deployed-world.ts'
import { type Observation, observeCalls } from './observed-calls.ts'
import { startProgram } from './program.ts'
import { seldom, unasked } from './rights-told.ts'
import { allowedBy, commandsIn } from './rights-used.ts'

const { missing, named } = lambdaNeeds(cloudNeeds.missing)
const { signal } = new AbortController()
const ok = { payload: JSON.stringify({ batchItemFailures: [] }) }
const main = join(import.meta.dirname, '../../engine/cli/feed.js')
/** Of what is loaded before the first event. */
const mostEntryBytes = 100_000
/** Lambda takes so much of a function, unpacked. */
const mostBytes = 250_000_000
/** Readers of languages and of other formats, other protocols, the command line: no plan of delimited text needs one. */
const heavy =
  `yaml jsonata ajv typebox re2js jmespath css-select picomatch commander cheerio parse5 htmlparser2 saxes csv-parse
   yauzl tar-stream ssh2 ssh2-sftp-client basic-ftp`.split(/\s+/)
const feeds = ['elm', 'oak', 'ash']
const build = 7
const functionNames: readonly FunctionName[] = Object.values(functionsIn).flat()

describe.skipIf(missing)(named('what is deployed, on the runtime of Lambda'), () => {
  let world: DeployedWorld
  let deployment: string
  const observed = new Map<Holder, Observation>()
  beforeAll(async () => {
    world = await deployedWorld()
    for (const name of feeds) world.offices.count(name, [100, 200, 300])
    deployment = await world.deploy(
      build,
      feeds.map((name) => world.offices.plan(name)),
    )
  }, 180_000)
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    for (const one of observed.values()) await one[Symbol.asyncDispose]()
  })

  async function observe(holder: Holder): Promise<Observation> {
    const observation = await observeCalls(world.environment, join(world.folder, holder))
    observed.set(holder, observation)
    return observation
  }
  const folderOf = (name: FunctionName): string => join(deployment, codeOf(name))
  const entryOf = (name: FunctionName): string => join(folderOf(name), `${name}.mjs`)
  async function started(name: FunctionName) {
    const { environment } = await observe(name)
    return await world.start(deployment, name, { environment })
  }
  /** Groups that have not settled everything. */
  async function behind(): Promise<ReadonlySet<string>> {
    const found = await backlog(world.homes, [], world.homes.clock.now(), signal)
    return new Set(found.waiting.map(({ group }) => group))
  }
  /** Votes of each candidate of a contest in the state, as members see them. */
  async function current(contest: string): Promise<readonly number[]> {
    const election = 'us-2024-11-05-general'
    const found = await Array.fromAsync(
      currentEntries(world.homes.register, election, `xx/${contest}`, undefined, signal),
    )
    const whole = found.find(({ body }) => body.record?.unit.id.endsWith('state:xx') === true)
    return (whole?.body.record?.selections ?? []).map(({ votes }) => votes.total ?? 0)
  }

  test('topics are made by their function, and found again', async () => {
    const { environment } = await observe('topics')
    const prefix = { CANVASS_TOPIC_PREFIX: `${world.environment['CANVASS_TOPIC_PREFIX']}made.` }
    const topics = await world.start(deployment, 'topics', { environment: { ...environment, ...prefix } })
    const answers = [await topics.invoke('{}'), await topics.invoke('{}')] as readonly { payload: string }[]
    const made = answers.map(({ payload }) => (JSON.parse(payload) as TopicsMade).topics)
    expect(made.map((all) => new Set(all.map(({ is }) => is)))).toEqual([
      new Set(['made']),
      new Set(['there']),
    ])
    expect(made[0]).toHaveLength(5)
  })

  test('ticks go in, and captures, state, messages, and metrics of all of it come out', async () => {
    const { offices, homes } = world
    const poller = await started('poller')
    expect(await poller.invoke(tickEvent(['elm', 'oak']))).toEqual(ok)
    expect(metricsIn(poller.output)).toEqual([
      expect.objectContaining({
        Stage: 'test',
        PollsEnded: 2,
        PollsPublished: 2,
        PollsFailed: 0,
        ChangesPublished: 6,
        PollSeconds: [expect.any(Number), expect.any(Number)],
      }),
    ])
    offices.count('oak', [100, 200, 333])
    // Two ticks of one feed are one poll of it.
    expect(await poller.invoke(tickEvent(['elm', 'oak', 'oak']))).toEqual(ok)
    expect(metricsIn(poller.output)[1]).toMatchObject({
      PollsEnded: 2,
      TicksCoalesced: 1,
      PollsPublished: 1,
      ChangesPublished: 1,
    })
    // An office that does not let us in is an outcome: its tick does not come again.
    offices.refuse('ash')
    expect(await poller.invoke(tickEvent(['ash']))).toEqual(ok)
    expect(metricsIn(poller.output)[2]).toMatchObject({ PollsEnded: 1, PollsFailed: 1, PollsPublished: 0 })
    expect(poller.starts).toBe(1)
    const oak = 'us-xx-oak' as FeedId
    const head = await homes.state.peek(oak, signal)
    expect(head).toMatchObject({ build, revision: 2, pending: null, lease: null, failing: null })
    expect(await Array.fromAsync(homes.archive.captures(oak, signal))).toHaveLength(2)
  })

  test('consumers have the processing function make results of them, of what comes later too', async () => {
    const processing = await started('processing')
    await using api = await startInvokeApi((payload) => processing.invoke(payload))
    const { environment } = await observe('consumer')
    await using consumer = startProgram({
      command: [process.execPath, main, 'consume', '--home', 'aws'],
      environment: {
        PATH: process.env['PATH'] ?? '',
        ...world.environment,
        ...environment,
        AWS_ENDPOINT_URL_LAMBDA: api.endpoint,
        CANVASS_PROCESSING_FUNCTION: 'canvass-processing:live',
      },
    })
    await expect.poll(() => current('oak'), { timeout: 60_000 }).toEqual([633, 654])
    world.offices.count('elm', [100, 250, 300])
    const poller = await world.start(deployment, 'poller')
    await poller.invoke(tickEvent(['elm']))
    await expect.poll(() => current('elm'), { timeout: 30_000 }).toEqual([650, 671])
    const odd = { key: 'xx/elm|odd', id: 'us-xx-elm/9/odd', value: '{', headers: { feed: 'us-xx-elm' } }
    await world.homes.log.publish(topicNames.changes, [odd], signal)
    await expect.poll(async () => (await behind()).size, { timeout: 30_000 }).toBe(0)
    expect(await consumer.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
    expect(new Set(api.asked.map(({ name }) => name))).toEqual(new Set(['canvass-processing:live']))
    expect(processing.starts).toBe(1)
  }, 120_000)

  test('the desk has the feeds of the pollers, and what it releases is published at once, as of their build', async () => {
    const observation = await observeCalls(world.environment, join(world.folder, 'desk'))
    await using _ = observation
    await using desk = await openDesk(deployment, { ...world.environment, ...observation.environment })
    const held = await desk.ask('hold', 'us-xx-oak', '--who', 'Kim', '--why', 'the office asked us to wait')
    const [id = ''] = /h-\w+/.exec(held.stdout) ?? []
    world.offices.count('oak', [100, 200, 444])
    const released = await desk.ask('release', id, '--who', 'Kim', '--why', 'it is right', '--poll')
    expect(released.stderr).toBe('')
    expect(released.stdout).toMatch(/us-xx-oak {2}published {2}1 change/)
    expect(await world.homes.state.peek('us-xx-oak' as FeedId, signal)).toMatchObject({ build, holds: [] })
    const needed = observation.needed()
    expect(needed).toContain('dynamodb:PutItem heads')
    expect(needed.filter((one) => !allowedBy(deskRights).includes(one))).toEqual([])
  }, 120_000)

  test('the watch says how it stands', async () => {
    const watch = await started('watch')
    expect(await watch.invoke('{}')).toEqual({ payload: JSON.stringify({ lines: 4, troubles: [] }) })
    const [all, ...groups] = metricsIn(watch.output)
    expect(all).toMatchObject({
      LiveFeeds: 3,
      NewFeeds: 1,
      FailingFeeds: 1,
      StaleFeeds: 0,
      HeldFeeds: 0,
      DeadLetters: 1,
      WatchTrouble: 0,
    })
    expect(groups.map(({ Group, ConsumerLag }) => [Group, ConsumerLag])).toEqual([
      ['tally', 0],
      ['keep-status', 0],
      ['export', 0],
    ])
  })

  test('before its first event a function loads less than 100 KB and no library, and is there nearly as fast as one with nothing', async () => {
    for (const name of functionNames) {
      const loaded = loadedWith(entryOf(name))
      expect([name, bytesOf(loaded) < mostEntryBytes, [...packagesIn(loaded)]]).toEqual([name, true, []])
      expect(bytesOf(filesBelow(folderOf(name)))).toBeLessThan(mostBytes)
    }
    const folders = functionNames.map((name) => [name, folderOf(name)] as const)
    const areNear = ([bare = Number.NaN, ...others]: readonly number[]) =>
      others.every((one) => one < bare * 3)
    const inits = await initsOf(new Map(folders), world.folder, areNear)
    const told = [...inits].map(([name, init]) => {
      const files = name === 'bare' ? [] : filesBelow(folderOf(name as FunctionName))
      const megabytes = (bytesOf(files) / 1e6).toFixed(1)
      return `${name} ${init.toFixed(0)} ms${name === 'bare' ? '' : ` (${files.length} files, ${megabytes} MB)`}`
    })
    process.stdout.write(`init on the runtime of Lambda: ${told.join(', ')}\n`)
    expect(inits.size).toBe(functionNames.length + 1)
    expect([told, areNear([...inits.values()])]).toEqual([told, true])
  }, 240_000)

  test('a poll of delimited text loads no reader of languages or of other formats', () => {
    const loaded =
      observed
        .get('poller')
        ?.loaded()
        .filter((path) => path.startsWith(deployment)) ?? []
    const packages = packagesIn(loaded)
    expect(packages).toContain('kafkajs')
    expect(heavy.filter((one) => packages.has(one))).toEqual([])
    for (const path of loaded) expect(readFileSync(path, 'utf8')).not.toMatch(/\bnew Function\(|\beval\(/)
  })

  describe('each has the rights for what it does, and no other:', () => {
    test.each(Object.keys(rights) as readonly Holder[])('%s', (holder) => {
      const allowed = allowedBy(rights[holder])
      const needed = observed.get(holder)?.needed() ?? []
      expect(needed.length).toBeGreaterThan(3)
      expect(needed.filter((one) => !allowed.includes(one))).toEqual([])
      // What nobody was seen to need is told, each with what does it; some of it may be seen all the same.
      const told = seldom[holder]
      const without = allowed.filter((one) => !needed.includes(one) && told[one] === undefined)
      expect(without).toEqual([])
      expect(Object.keys(told).filter((one) => !allowed.includes(one))).toEqual([])
      expect(Object.values(told).filter(({ by }) => !existsSync(by))).toEqual([])
    })

    test.each(functionNames)(
      'whatever the code of %s can ask of AWS is allowed, or told why it is not asked',
      (name) => {
        const could = commandsIn(reachedFrom(entryOf(name)))
        const allowed = new Set(rights[name].flatMap(({ actions }) => actions))
        const others = [...could.keys()].filter((action) => !allowed.has(action))
        expect(others.toSorted()).toEqual(Object.keys(unasked[name]).toSorted())
        // Of Kafka and of what Lambda asks itself the code names nothing.
        const ofAws = [...allowed].filter((action) => !/^(kafka-cluster|sqs):/.test(action))
        expect(ofAws.filter((action) => !could.has(action))).toEqual([])
      },
    )
  })
})

import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { awsSettings } from '../../engine/aws/settings.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { type LambdaFunction, lambdaNeeds } from '../invoke/runtime-api.ts'
import { cloudNeeds } from './cloud-home.ts'
import { type DeployedWorld, deployedWorld, metricsIn, tickEvent } from './deployed-world.ts'
import { httpFaultProxy } from './fault-proxy.ts'

const { missing, named } = lambdaNeeds(cloudNeeds.missing)
const { signal } = new AbortController()
const ok = { payload: JSON.stringify({ batchItemFailures: [] }) }
const feeds = ['elm', 'oak', 'ash', 'fir']

describe.skipIf(missing)(named('pollers that are deployed'), () => {
  let world: DeployedWorld
  let old: string
  let next: string
  beforeAll(async () => {
    world = await deployedWorld()
    const { offices } = world
    for (const name of feeds) offices.count(name, [100, 200, 300])
    old = await world.deployPoller(
      11,
      feeds.map((name) => offices.plan(name)),
    )
    next = await world.deployPoller(12, [offices.plan('oak', { candidate: '$uppercase(Candidate)' })])
  }, 180_000)
  afterAll(() => world[Symbol.asyncDispose]())

  const headOf = (feed: string) => world.homes.state.peek(`us-xx-${feed}` as FeedId, signal)
  /** The newest metrics that it has written. */
  const said = ({ output }: LambdaFunction) => metricsIn(output).at(-1)
  /** Changes of a feed as members see them: each once, and the figures of the newest of each key. */
  async function published(feed: string) {
    const all = (await world.published()).filter((one) => one.feed === `us-xx-${feed}`)
    const byId = new Map(all.map((one) => [one.id, one]))
    for (const one of all) expect(one).toEqual(byId.get(one.id))
    const ordered = [...byId.values()].toSorted((one, other) => one.revision - other.revision)
    const stands = Object.entries(Object.fromEntries(ordered.map((one) => [one.key, one.record])))
    const records = stands.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, record]) => record)
    const names = records.flatMap((record) => record?.selections.map(({ name }) => name) ?? [])
    const votes = records.map((record) => record?.selections[0]?.votes.total)
    return { changes: byId.size, votes, names: [...new Set(names)] }
  }
  /** As if the time had passed that the lease of a poll is for. */
  async function leaseRunsOut(feed: string): Promise<void> {
    const settings = awsSettings({ environment: world.environment }, 'us-east-1')
    const client = new DynamoDBClient(clientOptions(settings, 'dynamodb'))
    await client.send(
      new UpdateItemCommand({
        TableName: world.environment['CANVASS_HEADS_TABLE'],
        Key: { feed: { S: `us-xx-${feed}` } },
        UpdateExpression: 'SET #until = :past',
        ConditionExpression: 'attribute_exists(#until)',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':past': { N: '1' } },
      }),
    )
    client.destroy()
  }

  test('two at one time, given the same ticks, poll each feed once', async () => {
    const both = [await world.start(old, 'poller'), await world.start(old, 'poller')] as const
    const answers = await Promise.all(both.map((one) => one.invoke(tickEvent(['elm', 'ash', 'elm']))))
    expect(answers).toEqual([ok, ok])
    const sum = (name: string): number => both.reduce((all, one) => all + Number(said(one)?.[name]), 0)
    expect([sum('PollsPublished'), sum('PollsFailed'), sum('ChangesPublished')]).toEqual([2, 0, 6])
    expect((await headOf('elm'))?.revision).toBe(1)
    expect(await published('ash')).toMatchObject({ changes: 3, votes: [100, 200, 300] })
  })

  test('one that meets its time limit gives its tick back in time, and the feed with it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    world.offices.wait('fir', promise)
    const poller = await world.start(old, 'poller', { seconds: 30, told: 4 })
    const answer = await poller.invoke(tickEvent(['fir']))
    expect(JSON.parse((answer as { readonly payload: string }).payload)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    })
    expect(await headOf('fir')).toMatchObject({ lease: null, revision: 0 })
    resolve()
    expect(await poller.invoke(tickEvent(['fir']))).toEqual(ok)
    expect(said(poller)).toMatchObject({ PollsPublished: 1, ChangesPublished: 3 })
    expect(poller.starts).toBe(1)
  })

  test.each([
    [1, 'before anything is committed'],
    [2, 'as it commits'],
    [3, 'once it has published, as it settles'],
  ])('one that is killed at its write %d, %s, loses nothing', async (nth) => {
    const votes = [100 + nth, 200, 300]
    const before = await published('ash')
    world.offices.count('ash', votes)
    await using line = await httpFaultProxy(world.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '')
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: line.endpoint }
    const poller = await world.start(old, 'poller', { environment })
    let puts = 0
    line.when(({ call }) => {
      if (call === 'PutItem') puts += 1
      if (call !== 'PutItem' || puts !== nth) return undefined
      poller.expire()
      return { kind: 'refuse' }
    })
    expect(await poller.invoke(tickEvent(['ash']))).toMatchObject({ functionError: 'Unhandled' })
    line.calm()
    // The message comes again, and the poll that was killed still has the feed.
    expect(await poller.invoke(tickEvent(['ash']))).toEqual(ok)
    expect(said(poller)).toMatchObject({ PollsEnded: 0, PollsSkipped: 1 })
    await leaseRunsOut('ash')
    expect(await poller.invoke(tickEvent(['ash']))).toEqual(ok)
    expect(await published('ash')).toEqual({ ...before, changes: before.changes + 1, votes })
    expect(await headOf('ash')).toMatchObject({ pending: null, lease: null })
    expect(poller.starts).toBe(2)
  })

  test('of an older deployment can not undo a newer one, and going back to its plans is a newer one too', async () => {
    const { offices } = world
    const [older, newer] = [await world.start(old, 'poller'), await world.start(next, 'poller')]
    // The old one is still at work as the new one comes.
    const { promise, resolve } = Promise.withResolvers<void>()
    offices.wait('oak', promise)
    const inFlight = older.invoke(tickEvent(['oak']))
    await expect.poll(() => offices.asked('oak'), { timeout: 20_000 }).toBe(1)
    expect(await newer.invoke(tickEvent(['oak']))).toEqual(ok)
    expect(said(newer)).toMatchObject({ PollsSkipped: 1, PollsEnded: 0 })
    resolve()
    expect(await inFlight).toEqual(ok)
    expect(await headOf('oak')).toMatchObject({ build: 11, revision: 1 })

    await newer.invoke(tickEvent(['oak']))
    expect(said(newer)).toMatchObject({ PollsPublished: 1 })
    const renamed = await published('oak')
    expect(renamed.names).toEqual(['ADA', 'BO'])
    offices.count('oak', [111, 200, 300])
    const asked = offices.asked('oak')
    await older.invoke(tickEvent(['oak']))
    expect(said(older)).toMatchObject({ PollsSkipped: 1, PollsEnded: 0 })
    expect(offices.asked('oak')).toBe(asked)
    expect(await published('oak')).toEqual(renamed)
    expect(await headOf('oak')).toMatchObject({ build: 12, revision: 2, lease: null })
    await newer.invoke(tickEvent(['oak']))
    expect(await published('oak')).toMatchObject({ votes: [111, 200, 300], names: ['ADA', 'BO'] })

    const back = await world.start(world.again(old, 13), 'poller')
    await back.invoke(tickEvent(['oak']))
    expect(said(back)).toMatchObject({ PollsPublished: 1 })
    expect(await published('oak')).toMatchObject({ votes: [111, 200, 300], names: ['Ada', 'Bo'] })
    await newer.invoke(tickEvent(['oak']))
    expect(said(newer)).toMatchObject({ PollsSkipped: 1 })
    expect(await headOf('oak')).toMatchObject({ build: 13, revision: 4 })
  })
})

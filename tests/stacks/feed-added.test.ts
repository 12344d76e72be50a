import { beforeAll, describe, expect, test } from 'vitest'
import type { DeployedFeed } from '../../engine/deploy/deployment.ts'
import { schedulesOf } from '../../engine/deploy/schedules.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { contextFiles } from './dockerfile.ts'
import { changesBetween } from './plan/changes.ts'
import { madeUpFeed, threeFeeds } from './plan/made-up.ts'
import { type Plan, planOf, sharedPlan } from './plans.ts'
import { missing, named, root } from './platform.ts'

const added = madeUpFeed('us-xx-added')
const alarm = 'aws:cloudwatch/metricAlarm:MetricAlarm'
const schedule = 'aws:scheduler/schedule:Schedule'
/** The code, and what points to it: both pollers, and the watch, which looks how fresh feeds are. */
const codeChanged = [
  ...['PollerLarge', 'PollerSmall', 'Watch'].map((name) => ({
    of: `aws:lambda/function:Function ${name}Function`,
    what: 'changed',
    where: ['s3Key'],
  })),
  { of: 'aws:s3/bucketObjectv2:BucketObjectv2 PollerSmallCode', what: 'changed', where: ['key'] },
]

describe.skipIf(missing)(named('a feed that a pull request adds'), () => {
  let before: Plan
  beforeAll(async () => {
    before = await sharedPlan('dev')
  })

  test('changes its own schedules and the one code of the functions that know the feeds, and nothing else', async () => {
    const folder = temporaryFolder('stacks')
    const after = await planOf(folder, { stage: 'dev', feeds: [...threeFeeds, added] })
    expect(after.errors).toEqual([])
    expect(changesBetween(before, after)).toEqual([
      ...codeChanged,
      { of: 'aws:scheduler/schedule:Schedule Feed-us-xx-added.usual', what: 'added', where: [] },
    ])
    const { key } = after.one('aws:s3/bucketObjectv2:BucketObjectv2', 'PollerSmallCode').inputs
    for (const name of ['PollerLarge', 'PollerSmall', 'Watch'])
      expect(after.one('aws:lambda/function:Function', `${name}Function`).inputs['s3Key']).toBe(key)
  })

  test('leaves the images as they are: of feeds they have what processors read, which knows a feed by its name in an election alone', () => {
    const contexts = before.of('docker-build:index:Image').map(({ inputs }) => inputs['context'])
    expect(contexts).toHaveLength(2)
    for (const { location, named: others } of contexts) {
      expect(location).toBe(root)
      expect(others).toEqual({ feeds: { location: expect.stringMatching(/\/made-up\/processing\/feeds$/) } })
    }
    expect(contextFiles().filter((file) => file.startsWith('feeds/'))).toEqual([])
  })

  test('takes away what is over since the last deployment, and the start of what has begun; no tick of another feed is changed', async () => {
    const window = { from: '2028-11-08T00:30:00Z', to: '2028-11-08T08:00:00Z', everyMilliseconds: 15_000 }
    const id = 'us-xx-night' as FeedId
    const at = (iso: string) =>
      madeUpFeed(id, {
        schedules: schedulesOf(
          { feed: id, schedule: { everyMilliseconds: 900_000, windows: [window] } },
          Date.parse(iso),
        ),
      })
    const [ordinary = added] = threeFeeds
    const planned = (feeds: Parameters<typeof planOf>[1]['feeds']) =>
      planOf(temporaryFolder('stacks'), { stage: 'dev', feeds })
    const weeksBefore = await planned([ordinary, at('2028-10-01T12:00:00Z')])
    const inTheNight = await planned([ordinary, at('2028-11-08T02:00:00Z'), added])
    const changes = changesBetween(weeksBefore, inTheNight)
    expect(changes.filter(({ of }) => !/Code$|Function$/.test(of))).toEqual([
      { of: 'aws:scheduler/schedule:Schedule Feed-us-xx-added.usual', what: 'added', where: [] },
      {
        of: 'aws:scheduler/schedule:Schedule Feed-us-xx-night.20281108T003000',
        what: 'changed',
        where: ['startDate'],
      },
      { of: 'aws:scheduler/schedule:Schedule Feed-us-xx-night.usual', what: 'removed', where: [] },
    ])
  })

  test('and one that is paused or goes change their schedules, and no resource of another kind', async () => {
    const folder = temporaryFolder('stacks')
    const [ordinary = added, night = added] = threeFeeds
    const after = await planOf(folder, { stage: 'dev', feeds: [ordinary, { ...night, status: 'paused' }] })
    expect(changesBetween(before, after).filter(({ of }) => !/Code$|Function$/.test(of))).toEqual([
      ...night.schedules.toReversed().map(({ name }) => ({
        of: `aws:scheduler/schedule:Schedule Feed-${name}`,
        what: 'changed',
        where: ['state'],
      })),
      { of: 'aws:scheduler/schedule:Schedule Feed-us-xx-paused.usual', what: 'removed', where: [] },
    ])
  })

  /** Every two hours, and every 7.5 minutes in its night: of two ticks that come with one firing the later is delayed by more than three minutes. */
  const slow = (values: Partial<DeployedFeed> = {}): DeployedFeed => {
    const feed = 'us-xx-slow' as FeedId
    const night = { from: '2028-11-08T00:30:00Z', to: '2028-11-08T08:00:00Z', everyMilliseconds: 450_000 }
    return madeUpFeed(feed, {
      schedules: schedulesOf(
        { feed, schedule: { everyMilliseconds: 7_200_000, windows: [night] } },
        Date.parse('2028-10-01T12:00:00Z'),
      ),
      ...values,
    })
  }
  const changesWith = async (one: DeployedFeed) => {
    const after = await planOf(temporaryFolder('stacks'), { stage: 'dev', feeds: [...threeFeeds, one] })
    expect(after.errors).toEqual([])
    return changesBetween(before, after)
  }
  const schedulesAdded = slow()
    .schedules.map(({ name }) => ({ of: `${schedule} Feed-${name}`, what: 'added', where: [] }))
    .toSorted((one, other) => (one.of < other.of ? -1 : 1))

  test('and is slow changes when two alarms ring, as docs/deploy.md says', async () => {
    expect(await changesWith(slow())).toEqual([
      { of: `${alarm} AlarmGiveThePollersMoreRoom`, what: 'changed', where: ['threshold'] },
      {
        of: `${alarm} AlarmLookAtTheFeedsThatWereNeverPolled`,
        what: 'changed',
        where: ['datapointsToAlarm', 'evaluationPeriods'],
      },
      ...codeChanged,
      ...schedulesAdded,
    ])
  })

  test('and is slow and paused changes its schedules and the code, and no alarm', async () => {
    expect(await changesWith(slow({ status: 'paused' }))).toEqual([...codeChanged, ...schedulesAdded])
  })

  test('and is the first that is live ends the silence of the alarm about polls, which told nobody until then', async () => {
    const [ordinary = added, , paused = added] = threeFeeds
    const planned = (feeds: readonly DeployedFeed[]) =>
      planOf(temporaryFolder('stacks'), { stage: 'dev', feeds })
    const none = await planned([paused])
    const name = 'AlarmFindOutWhyNothingIsPolled'
    expect(none.one(alarm, name).inputs['actionsEnabled']).toBe(false)
    const changes = changesBetween(none, await planned([paused, ordinary]))
    expect(changes.filter(({ of }) => !/Code$|Function$/.test(of))).toEqual([
      {
        of: `${alarm} ${name}`,
        what: 'changed',
        where: ['actionsEnabled', 'datapointsToAlarm', 'evaluationPeriods', 'period'],
      },
      { of: `${schedule} Feed-us-xx-ordinary.usual`, what: 'added', where: [] },
    ])
  })
})

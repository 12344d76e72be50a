import { beforeAll, describe, expect, test } from 'vitest'
import { schedulesOf } from '../../engine/deploy/schedules.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { changesBetween } from './plan/changes.ts'
import { madeUpFeed, threeFeeds } from './plan/made-up.ts'
import { type Plan, planOf, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const added = madeUpFeed('us-xx-added')

describe.skipIf(missing)(named('a feed that a pull request adds'), () => {
  let before: Plan
  beforeAll(async () => {
    before = await sharedPlan('dev')
  })

  test('changes its own schedules and the code of the functions that know the feeds, and nothing else', async () => {
    const folder = temporaryFolder('stacks')
    const after = await planOf(folder, { stage: 'dev', feeds: [...threeFeeds, added] })
    expect(after.errors).toEqual([])
    const code = (name: string) => [
      { of: `aws:s3/bucketObjectv2:BucketObjectv2 ${name}Code`, what: 'changed', where: ['key'] },
      { of: `aws:lambda/function:Function ${name}Function`, what: 'changed', where: ['s3Key'] },
    ]
    expect(changesBetween(before, after)).toEqual(
      [
        { of: 'aws:scheduler/schedule:Schedule Feed-us-xx-added.usual', what: 'added', where: [] },
        // The pollers poll by it, and the watch looks how fresh it is.
        ...['PollerSmall', 'PollerLarge', 'Watch'].flatMap(code),
      ].toSorted((one, other) => (one.of < other.of ? -1 : 1)),
    )
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
})

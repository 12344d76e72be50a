import { beforeAll, describe, expect, test } from 'vitest'
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

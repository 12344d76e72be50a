import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Costs, type CostWorld, costWorld } from './cost-world.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb', 's3', 'kafka')

describe.skipIf(missing)(named('what a poll costs (P6)'), () => {
  let large: CostWorld
  let small: CostWorld
  beforeAll(async () => {
    large = await costWorld(endpoints, 5_000)
    small = await costWorld(endpoints, 1_000)
    for (const world of [large, small]) {
      const { outcome } = await world.poll()
      if (outcome.kind !== 'published') throw new Error(`the first poll ended as ${outcome.kind}`)
    }
  })
  afterAll(async () => {
    await large[Symbol.asyncDispose]()
    await small[Symbol.asyncDispose]()
  })
  async function unchanged(): Promise<Costs> {
    const { outcome, costs } = await large.poll()
    expect(outcome.kind).toBe('unchanged')
    return costs
  }
  /** So many changes: what the poll that published them cost. */
  async function published(world: CostWorld, changes: number): Promise<Costs> {
    world.count(changes)
    const { outcome, costs } = await world.poll()
    expect(outcome).toMatchObject({ kind: 'published', changes })
    return costs
  }
  const units = (costs: Costs): number => costs['dynamodb.writeUnits'] ?? 0

  test('an unchanged source: one conditional request, two small writes, and nothing else', async () => {
    const asked = large.answered.length
    const costs = await unchanged()
    expect(large.answered.slice(asked)).toEqual([304])
    const { 'dynamodb.writeUnits': paid = 0, ...rest } = costs
    expect(rest).toEqual({ 'dynamodb.writes': 2 })
    expect(paid).toBeLessThanOrEqual(4)
  })

  test('at the pace of the status one message, and one look at what is archived and at what the state is made of', async () => {
    const polls: Costs[] = []
    for (let n = 0; n < 20; n++) {
      await large.clock.advance(15_000)
      polls.push(await unchanged())
    }
    const sum = (usage: keyof Costs): number => polls.reduce((all, costs) => all + (costs[usage] ?? 0), 0)
    expect(sum('kafka.messages')).toBe(5)
    expect(sum('dynamodb.writes')).toBe(40)
    expect(sum('dynamodb.reads')).toBe(5)
    // Names only: not the bytes of the state.
    expect(sum('dynamodb.readUnits')).toBeLessThanOrEqual(10)
    expect([sum('s3.lists'), sum('s3.puts')]).toEqual([5, 0])
    expect(polls.filter((costs) => costs['s3.lists'] === undefined)).toHaveLength(15)
  })

  test('k changes: messages and write units grow with k, requests do not', async () => {
    const costs = [await published(large, 1), await published(large, 10), await published(large, 100)]
    expect(costs.map((one) => one['kafka.messages'])).toEqual([2, 11, 101])
    // The lease, the delta, the commit, the settling.
    expect(costs.map((one) => one['dynamodb.writes'])).toEqual([4, 4, 4])
    // The body, the changeset, and an entry for each in the indexes of the archive.
    expect(costs.map((one) => one['s3.puts'])).toEqual([4, 4, 4])
    const [one = {}, ten = {}, hundred = {}] = costs
    expect(units(one)).toBeLessThanOrEqual(9)
    expect(units(ten)).toBeLessThanOrEqual(units(one) + 2)
    expect(units(hundred)).toBeLessThanOrEqual(units(one) + 10)
  })

  test('k changes cost the same in a file five times as large', async () => {
    for (const changes of [1, 20]) {
      const [ofLarge, ofSmall] = [await published(large, changes), await published(small, changes)]
      const same = ({ 'dynamodb.writes': writes, 's3.puts': puts, 'kafka.messages': messages }: Costs) => ({
        writes,
        puts,
        messages,
      })
      expect(same(ofLarge)).toEqual(same(ofSmall))
      expect(Math.abs(units(ofLarge) - units(ofSmall))).toBeLessThanOrEqual(1)
    }
  })

  test('many polls of one change each: none of them writes the state anew', {
    timeout: 180_000,
  }, async () => {
    const polls: number[] = []
    for (let n = 0; n < 33; n++) polls.push(units(await published(small, 1)))
    // One of them makes one delta of 32, which are swept: two units each.
    const [merging = 0, ...others] = polls.toSorted((a, b) => b - a)
    expect(Math.max(...others)).toBeLessThanOrEqual(9)
    // A new base, and the old one swept, would come to 60 units more.
    expect(merging).toBeGreaterThan(60)
    expect(merging).toBeLessThan(90)
  })

  test('a source without validators: its file is read again, and nothing is stored again', async () => {
    large.answer('without validators')
    await large.poll()
    const costs = await unchanged()
    large.answer('well')
    expect(costs).toMatchObject({ 'dynamodb.writes': 2 })
    expect(costs['s3.puts']).toBeUndefined()
    expect(costs['s3.bytesWritten']).toBeUndefined()
  })

  test('a source that fails: the lease, a look at the head, and the failure noted', async () => {
    await large.poll()
    large.answer('with an error')
    const { outcome, costs } = await large.poll()
    large.answer('well')
    expect(outcome).toMatchObject({ kind: 'failed' })
    expect(costs).toMatchObject({ 'dynamodb.writes': 2, 'dynamodb.reads': 1 })
    expect(Object.keys(costs).filter((usage) => usage.startsWith('s3'))).toEqual([])
  })
})

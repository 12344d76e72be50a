import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { startChild } from '../conformance/child.ts'
import { ask, at, feed, hash, signal, stateUnderTest } from '../conformance/state-samples.ts'
import { type StateTables, stateTables } from './dynamo-tables.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')

describe.skipIf(missing)(named('the state store on DynamoDB, among several'), () => {
  let its: StateTables
  /** Each as if in a process of its own: none knows what another remembers. */
  const home = (): StateHome => dynamoStateHome({ ...its, meter: newMeter() })
  beforeEach(async () => {
    its = await stateTables(endpoints.dynamodb)
  })
  afterEach(async () => {
    await its[Symbol.asyncDispose]()
  })

  test('of twenty pollers in four processes exactly one is given each feed', async () => {
    const script = new URL('./children/acquirer.ts', import.meta.url)
    const feeds = 25
    const given = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => {
        const child = startChild(script, endpoints.dynamodb, its.tables.heads, name, feeds)
        const lines = await Array.fromAsync(child.lines)
        expect(await child.ended).toEqual({ code: 0, complaint: '' })
        return lines
      }),
    )
    const wanted = Array.from({ length: feeds }, (_, n) => `us-xx-${n}`)
    expect(given.flat().toSorted()).toEqual(wanted.toSorted())
  })

  test('many who write at once are all heard, one after the other', async () => {
    await home().acquire(feed, ask('one', 0), signal)
    const homes = Array.from({ length: 10 }, home)
    // Everyone remembers the same head.
    await Promise.all(homes.map((one) => one.head(feed, signal)))
    const heads = await Promise.all(
      homes.map((one, n) => one.update(feed, { epoch: 1 }, { results: n }, signal)),
    )
    const versions = heads.map((head) => head?.version ?? 0)
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    const last = heads.find((head) => head?.version === 11)
    expect(await home().head(feed, signal)).toEqual(last)
  })

  test('what a process remembers refuses nothing: the head itself does', async () => {
    const [one, two] = [home(), home()]
    await one.acquire(feed, ask('one', 0), signal)
    const { head } = await two.acquire(feed, ask('two', 60), signal)
    expect(await one.update(feed, { epoch: head.epoch }, { results: 1 }, signal)).toMatchObject({
      results: 1,
      lease: { owner: 'two' },
    })
  })

  test('of many who write on condition of a version exactly one is heard', async () => {
    const { head } = await home().acquire(feed, ask('one', 0), signal)
    const when = { epoch: head.epoch, version: head.version }
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, n) => home().update(feed, when, { results: n }, signal)),
    )
    expect(written.filter((one) => one !== undefined)).toHaveLength(1)
  })

  test('a poller whose clock is fast takes a lease that stands, and the fence keeps the other from writing', async () => {
    const slow = stateUnderTest(home())
    const fast = stateUnderTest(home())
    const lease = await slow.leased('slow', 0)
    const taken = await fast.leased('fast', 45)
    expect((await slow.commit(lease, 'a', 10)).kind).toBe('lost')
    expect((await slow.store.settle(lease, {}, signal)).kind).toBe('lost')
    await slow.store.release(lease, {}, signal)
    expect(await fast.home.head(feed, signal)).toMatchObject({
      epoch: taken.epoch,
      lease: { owner: 'fast', until: at(75) },
    })
    expect((await fast.commit(taken, 'b', 20)).kind).toBe('written')
    expect((await fast.home.head(feed, signal))?.last).toBe(hash('b'))
  })

  test('a poller whose clock is slow waits for a lease that has run out elsewhere, and no longer', async () => {
    const slow = stateUnderTest(home())
    await stateUnderTest(home()).leased('fast', 60)
    expect(await slow.store.acquire(feed, ask('slow', 40), signal)).toEqual({ kind: 'busy', until: at(90) })
    expect((await slow.store.acquire(feed, ask('slow', 90), signal)).kind).toBe('lease')
  })

  test('an old deployment beside a new one is given nothing, whatever its clock says', async () => {
    const { head } = await home().acquire(feed, ask('new', 0, 7), signal)
    expect(await home().acquire(feed, ask('old', 3_600, 6), signal)).toEqual({ granted: false, head })
    expect(await home().head(feed, signal)).toEqual(head)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedId } from '../../../engine/model/ids.ts'
import { envelope, feed, minute, record, state, wake } from '../../conformance/results-samples.ts'
import { messageOf, newTallying, type Tallying } from './tallying.ts'

const durham = `${state}/county:durham`
const [one, two] = [`${wake}/precinct:01`, `${wake}/precinct:02`]
const inDurham = { unit: `${durham}/precinct:01`, within: durham }
const county = { unit: wake, within: state }

let tally: Tallying
beforeEach(() => {
  tally = newTallying()
})
afterEach(() => tally.close())

describe('sums', () => {
  test('go up the units, level by level, to the feed’s own unit and no further', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }), envelope(1, 5, inDurham))
    expect((await tally.votes()).sums).toEqual({ [wake]: 30, [durham]: 5, [state]: 35 })
  })

  test('of a county’s feed end with the county', async () => {
    await tally.take(envelope(1, 10, { feedUnit: wake }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 10 })
  })

  test('of a feed whose unit is not known go up as far as the ids say, below the country', async () => {
    const { feedUnit: _, ...unknown } = envelope(1, 10)
    await tally.take(unknown)
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [state]: 10 })
  })

  test('say how many units are in them, of which capture and revision the newest is', async () => {
    await tally.take(envelope(1, 10), envelope(4, 20, { unit: two, previous: null }))
    expect(await tally.sum(wake)).toMatchObject({ parts: 2, revision: 4, capturedAt: minute(4) })
    expect(await tally.sum(state)).toMatchObject({ parts: 1, revision: 4, capturedAt: minute(4) })
  })

  test('follow a revision, and a withdrawal', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }))
    await tally.take(envelope(2, 9))
    expect((await tally.votes()).sums).toEqual({ [wake]: 29, [state]: 29 })
    await tally.take(envelope(3, null))
    expect((await tally.votes()).sums).toEqual({ [wake]: 20, [state]: 20 })
  })

  test('are gone when the last part is, and come back with it', async () => {
    await tally.take(envelope(1, 10), envelope(2, null))
    expect(await tally.votes()).toEqual({ own: {}, sums: {} })
    await tally.take(envelope(3, 11))
    expect((await tally.votes()).sums).toEqual({ [wake]: 11, [state]: 11 })
  })

  test('do not change by what is older', async () => {
    await tally.take(envelope(3, 30))
    await tally.take(envelope(1, 10), envelope(2, null))
    expect((await tally.votes()).sums).toEqual({ [wake]: 30, [state]: 30 })
  })

  test('are those of the contest and feed only', async () => {
    await tally.take(envelope(1, 10), envelope(1, 500, { feed: 'us-nc-other' as FeedId }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [state]: 10 })
    expect((await tally.votes('us-nc-other' as FeedId)).sums).toEqual({ [wake]: 500, [state]: 500 })
  })

  test('of a unit that moved are right in both places', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }))
    await tally.take(envelope(2, 10, { within: durham }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 20, [durham]: 10, [state]: 30 })
  })
})

describe('a unit that has an own result and parts', () => {
  test('keeps both, and only its own counts above', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }), envelope(1, 31, county))
    expect(await tally.votes()).toEqual({
      own: { [one]: 10, [two]: 20, [wake]: 31 },
      sums: { [wake]: 30, [state]: 31 },
    })
  })

  test('counts by its parts again when its own is withdrawn', async () => {
    await tally.take(envelope(1, 10), envelope(1, 31, county), envelope(2, null, county))
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [state]: 10 })
  })

  test('leaves the place of its sum when its own lies elsewhere, and takes it again', async () => {
    const district = `${state}/cd:2`
    await tally.take(envelope(1, 10))
    await tally.take(envelope(1, 31, { unit: wake, within: district }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [district]: 31, [state]: 31 })
    await tally.take(envelope(2, null, { unit: wake, within: district }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [state]: 10 })
  })

  test('leaves and takes its place among the parts of a unit that is not above its own', async () => {
    const ward = { unit: `${wake}/ward:1`, within: durham }
    await tally.take(envelope(1, 10, { unit: `${wake}/ward:1/precinct:1`, within: `${wake}/ward:1` }))
    await tally.take(envelope(1, 31, ward))
    expect((await tally.votes()).sums).toEqual({ [ward.unit]: 10, [durham]: 31, [state]: 31 })
    await tally.take(envelope(2, null, ward))
    expect((await tally.votes()).sums).toEqual({ [ward.unit]: 10, [wake]: 10, [state]: 10 })
  })
})

describe('a crash', () => {
  test('between a change and its sums is made good when the change comes again', async () => {
    await tally.take(envelope(1, 10))
    await tally.results.apply([envelope(2, 25)], new AbortController().signal)
    expect((await tally.votes()).sums).toEqual({ [wake]: 10, [state]: 10 })
    await tally.take(envelope(2, 25))
    expect((await tally.votes()).sums).toEqual({ [wake]: 25, [state]: 25 })
  })

  test('between the move of a unit and its sums is made good in both places', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }))
    await tally.results.apply([envelope(2, 10, { within: durham })], new AbortController().signal)
    await tally.take(envelope(2, 10, { within: durham }))
    expect((await tally.votes()).sums).toEqual({ [wake]: 20, [durham]: 10, [state]: 30 })
  })

  test('between a withdrawal and its sums is made good', async () => {
    await tally.take(envelope(1, 10), envelope(1, 20, { unit: two }))
    await tally.results.apply([envelope(2, null)], new AbortController().signal)
    await tally.take(envelope(2, null))
    expect((await tally.votes()).sums).toEqual({ [wake]: 20, [state]: 20 })
  })
})

describe('a gap', () => {
  test('is told once per feed and batch, and what came is applied all the same', async () => {
    await tally.take(envelope(1, 10))
    await tally.take(
      envelope(5, 50, { previous: 3 }),
      envelope(6, 60, { unit: two, previous: 4 }),
      envelope(1, 1, { feed: 'us-nc-other' as FeedId, previous: null }),
    )
    expect(tally.told).toEqual([
      {
        event: 'consume.gap',
        feed,
        poll: 'tally',
        at: '2024-11-06T00:00:00.000Z',
        changes: 2,
        key: envelope(5, 50).key,
        revision: 5,
        previous: 3,
        held: 1,
      },
    ])
    expect((await tally.votes()).sums).toEqual({ [wake]: 110, [state]: 110 })
  })

  test('is not told where nothing is missing: in order, again, or late', async () => {
    await tally.take(envelope(1, 10), envelope(2, null), envelope(7, 70, { previous: 2 }))
    await tally.take(envelope(1, 10), envelope(7, 70, { previous: 2 }), envelope(2, null))
    expect(tally.told).toEqual([])
  })
})

test('a message that is no change stops the batch before anything of it is applied', async () => {
  const odd = { ...envelope(2, 5), revision: '2' } as unknown as ReturnType<typeof envelope>
  await expect(tally.take(envelope(1, 10), odd)).rejects.toMatchObject({
    code: 'CONSUME_UNREADABLE',
    message: expect.stringContaining(`${feed}/2/`) as string,
  })
  expect(await tally.votes()).toEqual({ own: {}, sums: {} })
})

test('a copy of a change whose votes were written over is never applied', async () => {
  const copy = { ...envelope(2, 5), record: record(one, 5_000, wake) }
  const message = { ...messageOf(copy), value: JSON.stringify(copy) }
  await expect(tally.read(message)).rejects.toMatchObject({
    code: 'CONSUME_UNREADABLE',
    retryable: false,
    message: expect.stringContaining('it has no usable digest') as string,
  })
  expect(await tally.votes()).toEqual({ own: {}, sums: {} })
  await tally.take(copy)
  expect((await tally.votes()).own).toEqual({ [one]: 5_000 })
})

test('what a sum is called comes from its id', async () => {
  await tally.take(envelope(1, 10, { unit: one, record: record(one, 10, wake) }))
  expect((await tally.sum(wake))?.record.unit).toEqual({
    id: wake,
    type: 'county',
    name: 'wake',
    within: state,
  })
  expect((await tally.sum(state))?.record.unit).toEqual({ id: state, type: 'state', name: 'nc' })
})

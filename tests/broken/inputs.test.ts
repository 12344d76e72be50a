import { describe, expect, test } from 'vitest'
import { inputs } from './inputs/inputs.ts'
import { csv, csvText } from './inputs/offices.ts'
import { polledOffice } from './inputs/polled.ts'

describe('what an office sends broken publishes nothing, and the last good figures stay, seen to be stale', () => {
  test.each(inputs)('$name', async ({ from, bytes, code, place, reason, hint }) => {
    await using office = polledOffice(from)
    office.publish(from.good())
    expect(await office.poll()).toMatchObject({ kind: 'published', revision: 1, holds: [] })
    const good = await office.seen()
    expect(good.figures.length).toBeGreaterThanOrEqual(40)
    expect(good.status?.holds).toEqual([])

    office.publish(bytes())
    expect(await office.poll()).toMatchObject({ kind: 'judged', holds: [{ code }] })
    const bad = await office.seen()
    expect(bad.figures).toEqual(good.figures)
    expect(bad.status).toMatchObject({ revision: 1, changedAt: good.status?.changedAt })
    // No units and no contests in its scope: every figure of the feed is stale.
    expect(bad.status?.holds).toMatchObject([{ code, scope: {} }])
    const [hold] = bad.status?.holds ?? []
    expect(hold?.places[0]).toBe(place)
    expect(hold?.reason).toMatch(reason)
    expect(hold?.hint).toMatch(hint)

    office.publish(from.good())
    expect(await office.poll()).toMatchObject({ kind: 'judged', holds: [] })
    expect((await office.seen()).status).toMatchObject({ revision: 1, holds: [] })
  })

  test('more bytes than the limit fail the poll before anything is kept', async () => {
    await using office = polledOffice(csv)
    office.publish(csv.good())
    await office.poll()
    const good = await office.seen()
    office.publish(Buffer.from(csvText().repeat(1_000)))
    const outcome = await office.poll()
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'SOURCE_TOO_LARGE' } })
    expect((await office.seen()).figures).toEqual(good.figures)
  })

  test('columns in another order do no harm where the file names them', async () => {
    await using office = polledOffice(csv)
    office.publish(csv.good())
    await office.poll()
    const good = await office.seen()
    office.publish(Buffer.from(csvText(['Votes', 'Ward', 'Candidate'])))
    expect(await office.poll()).toMatchObject({ kind: 'judged', holds: [] })
    expect((await office.seen()).figures).toEqual(good.figures)
  })
})

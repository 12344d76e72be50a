import { expect, test } from 'vitest'
import { planOf } from '../helpers/judged.ts'
import { heldIn } from './held-in.ts'
import { minnesotaFeed } from './minnesota-files.ts'
import { labelsOf } from './minnesota-labels.ts'
import { describeReal } from './real-files.ts'
import { looksOf } from './series.ts'

const series = 'series-mn-sos-2020-canvass'

describeReal('Minnesota, the canvass of 2020', () => {
  test('the same limits hold what the labels want a person to see in three weeks, and nothing else', async () => {
    const full = planOf(minnesotaFeed)
    const plan = { ...full, parts: full.parts.filter(({ request }) => request === 'president') }
    const held = await heldIn(plan, looksOf(series, { president: 'USPresCty' }), { release: true })
    const reviews = labelsOf(series).filter(({ expect: word }) => word === 'review')
    expect(reviews.map(({ unit }) => unit)).toEqual([
      'Wright (86)',
      'Mower (50)',
      'Dakota (19)',
      'St. Louis (69)',
    ])
    for (const { unitId, flagAt } of reviews) {
      expect(held.find(({ unit }) => unit === unitId)).toEqual({
        at: flagAt,
        code: 'CHECK_FALL',
        unit: unitId,
      })
    }
    // Wright corrects in two steps, and both are large.
    expect(held).toHaveLength(reviews.length + 1)
    expect(held.at(-1)).toMatchObject({ at: '2020-11-13T01:40:12Z', unit: reviews[0]?.unitId })
  })
})

import { expect, test } from 'vitest'
import type { Current } from '../../../engine/model/current.ts'
import { fitted } from '../../../engine/process/arbitrate/fitted.ts'
import { standingOf } from '../../../engine/process/arbitrate/standing.ts'
import { minute, record, wake } from '../../conformance/results-samples.ts'
import { election } from './arbitrating.ts'
import { key } from './two-feeds.ts'

/** A sum of so many selections. */
function sumOf(selections: number): Current {
  const all = Array.from({ length: selections }, (_, at) => ({
    id: `written-in-${at}`,
    name: `Written in ${at}`,
    writeIn: true,
    votes: { total: 1 },
  }))
  const whole = { ...record(wake, 0), selections: all }
  return {
    election,
    key,
    record: whole,
    source: { kind: 'units', units: 2, feeds: [], capturedAt: minute(1) },
    standing: standingOf(whole),
    completeness: {},
    stale: [],
    feeds: [],
    because: 'it is added up',
    switched: null,
  }
}

test('what fits is as it is', () => {
  const current = sumOf(200)
  expect(fitted(current, 1_000_000)).toBe(current)
})

test('what follows from the record gives way first', () => {
  const current = sumOf(2_000)
  const bytes = JSON.stringify(current).length
  expect(fitted(current, bytes + 20_000)).toEqual({ ...current, standing: null })
})

test('a sum that is too large for any message says so, and stops nobody', () => {
  const found = fitted(sumOf(20_000), 1_000_000)
  expect(found.record).toBeNull()
  expect(found.because).toContain('more selections than one message takes')
})

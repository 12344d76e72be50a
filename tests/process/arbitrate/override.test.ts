import { describe, expect, test } from 'vitest'
import { overridden, withoutPlace } from '../../../engine/process/arbitrate/override.ts'
import { record, wake } from '../../conformance/results-samples.ts'
import { key, set } from './two-feeds.ts'

const base = record(wake, 100)
const [harris] = base.selections
const other = { id: 'trump', name: 'Donald J. Trump', writeIn: false, votes: { total: 90, early: 40 } }

describe('figures that a person sets', () => {
  test('replace the total of the selections that they name, and of no other; modes of these are not known', () => {
    const given = {
      ...base,
      selections: [{ ...harris, votes: { total: 100, early: 60 } }, other],
    } as typeof base
    expect(overridden(given, set)).toEqual({
      ...base,
      selections: [{ ...harris, votes: { total: 77 } }, other],
    })
  })

  test('are known of a selection that was withheld', () => {
    const hidden = { id: 'harris', name: 'Kamala D. Harris', writeIn: false }
    const given = { ...base, selections: [other], suppressed: [hidden] }
    const found = overridden(given, set)
    expect(found.selections).toEqual([other, { ...hidden, votes: { total: 77 } }])
    expect(found.suppressed).toBeUndefined()
  })

  test('are of no selection that stands no longer: under another id it would count twice', () => {
    const given = { ...base, selections: [other] }
    expect(overridden(given, set).selections).toEqual([other])
    expect(withoutPlace(given, set)).toEqual(['harris'])
    expect([withoutPlace(base, set), withoutPlace(null, set)]).toEqual([[], []])
  })

  test('stand alone where nobody reports anything, under their ids', () => {
    expect(overridden(null, { ...set, key })).toMatchObject({
      contest: { id: 'nc/us-president', name: 'nc/us-president' },
      unit: { id: wake },
      selections: [{ id: 'harris', name: 'harris', votes: { total: 77 } }],
    })
  })
})

import { contestAndUnit } from '../model/ids.ts'
import { lastWord } from '../process/arbitrate/held-back.ts'
import { type CurrentResult, isLive, type LiveCurrent } from './current-results.ts'

/**
 * A result as tables show it: where no figures stand, and something is held back, without any. Nothing of what nobody
 * reports any more.
 */
export function shownCurrent(one: CurrentResult): readonly LiveCurrent[] {
  if (isLive(one)) return [one]
  if (one.stale.length === 0) return []
  const { election, key } = one
  const { contest, unit } = contestAndUnit(key)
  const { named = { contest, unit: lastWord(unit) } } = one
  const record = {
    election,
    contest: { id: contest, name: named.contest, type: 'candidate' as const },
    unit: { id: unit, type: 'other', name: named.unit },
    selections: [],
  }
  return [{ ...one, record }]
}

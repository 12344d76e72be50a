import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Examined } from './check.ts'

/** What people call the contest and the unit of a result, also of one that is gone: by its id only where nobody ever said. */
export function namesOf({ now, before }: Pick<Examined, 'now' | 'before'>): (key: ResultKey) => {
  readonly contest: string
  readonly unit: string
} {
  const contests = new Map<string, string>()
  const units = new Map<string, string>()
  for (const { record } of now.values()) {
    contests.set(record.contest.id, record.contest.name)
    units.set(record.unit.id, record.unit.name)
  }
  return (key) => {
    const { contest, unit } = contestAndUnit(key)
    return {
      contest: contests.get(contest) ?? contest,
      unit: units.get(unit) ?? before.get(key)?.unitName ?? unit,
    }
  }
}

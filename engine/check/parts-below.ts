import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/**
 * By contest and unit, the results that lie in it, however deep, with no other result of the contest between: what adds
 * up to the unit without counting anything twice.
 */
export function partsBelow({
  now,
}: Pick<Examined, 'now'>): (contest: string, unit: string) => readonly Result[] {
  const within = new Map<string, string | undefined>()
  const said = new Set<string>()
  for (const { record } of now.values()) {
    within.set(record.unit.id, record.unit.within)
    said.add(`${record.contest.id}|${record.unit.id}`)
  }
  const above = (unit: string): string | undefined => within.get(unit) ?? parentById(unit)
  const parts = new Map<string, Result[]>()
  for (const result of now.values()) {
    const contest = result.record.contest.id
    const passed = new Set<string>()
    for (
      let unit = above(result.record.unit.id);
      unit !== undefined && !passed.has(unit);
      unit = above(unit)
    ) {
      passed.add(unit)
      const key = `${contest}|${unit}`
      const listed = parts.get(key)
      if (listed === undefined) parts.set(key, [result])
      else listed.push(result)
      if (said.has(key)) break
    }
  }
  return (contest, unit) => parts.get(`${contest}|${unit}`) ?? []
}

/** `…/county:wake/precinct:01-01` → `…/county:wake`. */
function parentById(unit: string): string | undefined {
  const cut = unit.lastIndexOf('/')
  return cut === -1 ? undefined : unit.slice(0, cut)
}

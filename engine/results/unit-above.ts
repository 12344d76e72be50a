import type { Unit } from '../model/result.ts'

/**
 * The unit that directly contains this one: what its record says (`within`), else its id. `feedUnit` is the feed's
 * jurisdiction: it is the end, and whatever is no part of its id lies in it. Where it is not known, ids of OCD are read
 * up to the country.
 */
export function unitAbove(
  { id, within }: Pick<Unit, 'id' | 'within'>,
  feedUnit?: string,
): string | undefined {
  if (within !== undefined) return within
  const above = id.slice(0, Math.max(0, id.lastIndexOf('/')))
  if (feedUnit === undefined) return above.split('/').length > 2 && isOcd(id) ? above : undefined
  if (id === feedUnit || `${feedUnit}/`.startsWith(`${id}/`)) return undefined
  if (id.startsWith(`${feedUnit}/`)) return above
  return isOcd(id) ? undefined : feedUnit
}

/**
 * The unit that a unit lies in by its OCD id, up to the country. Only ids say it beyond the jurisdiction of every feed.
 */
export function aboveById(unit: string): string | undefined {
  const end = unit.lastIndexOf('/')
  const above = unit.slice(0, Math.max(0, end))
  return isOcd(unit) && above.includes('/') ? above : undefined
}

/** Is it this unit, or within it, as its id says? */
export const isInside = (unit: string, other: string): boolean =>
  unit === other || unit.startsWith(`${other}/`)

const isOcd = (id: string): boolean => id.startsWith('ocd-division/')

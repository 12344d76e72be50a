import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { totalOf } from './figures.ts'

/** By contest and number, the one result or those that have it; and all lists of several. */
interface Numbered {
  readonly byContest: Map<string, Map<number, ResultKey | Set<ResultKey>>>
  readonly several: Set<ReadonlySet<ResultKey>>
}

/**
 * Results with so many votes of which another of the contest has the same number by its figures, in the order of the
 * capture: all that are equal, and hardly any that are not. Writing the figures of every result out as a text would cost
 * more than all else here.
 */
export function perhapsAlike(
  { now, remembered }: Pick<Examined, 'now' | 'remembered'>,
  fromVotes: number,
): readonly Result[] {
  const known = remembered?.take(perhapsAlike) as Numbered | undefined
  const numbered: Numbered = known ?? { byContest: new Map(), several: new Set() }
  const isLarge = (result: Result | undefined): result is Result =>
    result !== undefined && totalOf(result) >= fromVotes
  if (known === undefined) {
    for (const result of now.values()) if (isLarge(result)) add(numbered, result)
  } else
    for (const { was, is } of remembered?.changed ?? []) {
      if (isLarge(was)) remove(numbered, was)
      if (isLarge(is)) add(numbered, is)
    }
  remembered?.keep(perhapsAlike, numbered)
  const keys = new Set([...numbered.several].flatMap((some) => [...some]))
  // What is remembered is in the order of the keys.
  if (known !== undefined) return [...keys].toSorted().flatMap((key) => now.get(key) ?? [])
  return keys.size === 0 ? [] : [...now.values()].filter(({ key }) => keys.has(key))
}

function add({ byContest, several }: Numbered, result: Result): void {
  const { id } = result.record.contest
  let own = byContest.get(id)
  if (own === undefined) {
    own = new Map()
    byContest.set(id, own)
  }
  const number = numberOf(result)
  const found = own.get(number)
  if (found === undefined) own.set(number, result.key)
  else if (typeof found === 'object') found.add(result.key)
  else {
    const some = new Set([found, result.key])
    own.set(number, some)
    several.add(some)
  }
}

function remove({ byContest, several }: Numbered, result: Result): void {
  const own = byContest.get(result.record.contest.id)
  const number = numberOf(result)
  const found = own?.get(number)
  if (typeof found !== 'object') {
    own?.delete(number)
    return
  }
  found.delete(result.key)
  if (found.size > 1) return
  several.delete(found)
  const [last] = found
  if (last === undefined) own?.delete(number)
  else own?.set(number, last)
}

/** The same for the same figures, in whatever order. */
function numberOf({ record: { selections } }: Result): number {
  let number = selections.length
  for (const { votes } of selections) number = (number + Math.imul(votes.total + 1, 0x9e3779b1)) | 0
  return number
}

import { feedError } from '../errors/feed-error.ts'
import { fitsPattern } from '../flow/id-pattern.ts'
import { near } from '../flow/near.ts'
import type { Pattern } from '../model/desk.ts'
import type { Election } from '../model/election.ts'
import type { Position } from '../model/position.ts'
import type { Compiling } from './compiling.ts'

/** Reports a pattern that fits none of the contests that the election lists. Of one that lists none, nothing is known. */
export function reportContest(
  pattern: Pattern,
  { contests }: Pick<Election, 'contests'>,
  at: Position,
  compiling: Compiling,
): void {
  const known = contests.map(({ id }) => id)
  if (known.length > 0 && !known.some((id) => fitsPattern(pattern, id)))
    notFound('contest that fits', pattern, known, at, compiling)
}

/** Reports a pattern of units in none of which polls close, nor in what is above or within them. */
export function reportUnits(
  pattern: Pattern,
  { pollsClose }: Pick<Election, 'pollsClose'>,
  at: Position,
  compiling: Compiling,
): void {
  const known = pollsClose.map(({ unit }) => unit)
  const [start = ''] = pattern.split('*')
  if (!known.some((one) => start.startsWith(one) || one.startsWith(start)))
    notFound('unit that fits', pattern, known, at, compiling)
}

/** Reports the id of a unit in which no polls close, nor in what is above or within it. */
export function reportUnit(
  unit: string,
  { pollsClose }: Pick<Election, 'pollsClose'>,
  at: Position,
  compiling: Compiling,
): void {
  const known = pollsClose.map((one) => one.unit)
  const isKnown = known.some(
    (one) => unit === one || unit.startsWith(`${one}/`) || one.startsWith(`${unit}/`),
  )
  if (known.length > 0 && !isKnown) notFound('unit of the election', unit, known, at, compiling)
}

function notFound(
  what: string,
  name: string,
  known: readonly string[],
  at: Position,
  { report }: Compiling,
): void {
  report(feedError('SPEC_NOT_FOUND', { what, name, near: near(name, known), known }, { at }))
}

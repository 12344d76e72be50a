import { type Reporter, reporters, theirs, unitOver } from './election.ts'
import type { Count, Saying } from './said.ts'

/** Votes by selection, jones and smith. */
export type Votes = NonNullable<Count>

/** What one feed says in the end: its own figures, and the sums of units within, by `CONTEST|UNIT` in its own words. */
export interface FeedFigures {
  readonly own: ReadonlyMap<string, Votes>
  readonly sums: ReadonlyMap<string, Votes>
}

/** What stands of each feed once every change was applied, computed from all that was said and from nothing of the engine. */
export function figuresOf(sayings: readonly Saying[]): ReadonlyMap<string, FeedFigures> {
  return new Map(reporters.map((reporter) => [reporter.feed, figuresOfOne(reporter, sayings)]))
}

function figuresOfOne(reporter: Reporter, sayings: readonly Saying[]): FeedFigures {
  const last = new Map<string, Saying>()
  for (const saying of sayings) {
    const key = `${saying.contest}|${saying.unit}`
    if (saying.reporter === reporter && saying.revision > (last.get(key)?.revision ?? 0))
      last.set(key, saying)
  }
  const own = new Map<string, Votes>()
  for (const [key, { votes }] of last) if (votes !== null) own.set(key, votes)
  const sums = new Map<string, Votes>()
  // From the deepest units up: a sum may contain sums.
  for (const contest of new Set([...last.values()].map((one) => one.contest))) {
    for (const within of unitsAbove(reporter)) {
      const parts = [...new Set([...reporter.units, ...unitsAbove(reporter)])]
        .filter((unit) => aboveOf(reporter, unit) === within)
        .map((unit) => own.get(`${contest}|${unit}`) ?? sums.get(`${contest}|${unit}`))
        .filter((votes) => votes !== undefined)
      if (parts.length > 0) sums.set(`${contest}|${within}`, addedUp(parts))
    }
  }
  return { own, sums }
}

const addedUp = (parts: readonly Votes[]): Votes => [
  parts.reduce((sum, [jones]) => sum + jones, 0),
  parts.reduce((sum, [, smith]) => sum + smith, 0),
]

/** The unit that one lies in, in the feed's own words; of its jurisdiction none. */
export function aboveOf(reporter: Reporter, unit: string): string | undefined {
  const over = unit === reporter.feedUnit ? undefined : unitOver(reporter.ours.units[unit] ?? unit)
  return over === undefined ? undefined : theirs(reporter, 'units', over)
}

/** Every unit that has others within, the deepest first. */
function unitsAbove(reporter: Reporter): readonly string[] {
  const above = new Set<string>()
  const climb = (unit: string): void => {
    const over = aboveOf(reporter, unit)
    if (over === undefined) return
    climb(over)
    above.delete(over)
    above.add(over)
  }
  for (const unit of reporter.units) climb(unit)
  return [...above].toSorted((one, other) => depthOf(reporter, other) - depthOf(reporter, one))
}

const depthOf = ({ ours }: Reporter, unit: string): number => (ours.units[unit] ?? unit).split('/').length

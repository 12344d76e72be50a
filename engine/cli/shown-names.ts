import type { Result, ResultRecord } from '../model/result.ts'
import { oneLine } from './words.ts'

/** Letters that a name may have in a table. */
const most = { contest: 60, unit: 40, selection: 40, id: 50 }

/** Names as a table of results shows them: short, and no two things by one name. */
export interface ShownNames {
  contest(record: ResultRecord): string
  unit(record: ResultRecord): string
  selection(name: string): string
}

/** A contest whose name as it is shown is that of another has its id beside it; such a unit what contains it before it. */
export function shownNames(results: readonly Result[]): ShownNames {
  const records = results.map(({ record }) => record)
  const contests = shared(records.map((record) => [contestOf(record), record.contest.id]))
  const units = shared(records.map((record) => [unitOf(record), record.unit.id]))
  const named = new Map(records.map(({ unit }) => [unit.id, unit.name]))
  return {
    contest(record) {
      const name = contestOf(record)
      return contests.has(name) ? `${name} (${end(record.contest.id, most.id)})` : name
    },
    unit(record) {
      const name = unitOf(record)
      const { within } = record.unit
      if (within === undefined || !units.has(name)) return name
      const container = named.get(within) ?? within.slice(Math.max(within.lastIndexOf(':'), 0) + 1)
      return `${begin(container, most.unit)} / ${name}`
    },
    selection: (name) => begin(name, most.selection),
  }
}

const contestOf = ({ contest }: ResultRecord): string => begin(contest.name, most.contest)
const unitOf = ({ unit }: ResultRecord): string => begin(unit.name, most.unit)

/** Names that stand for several ids. */
function shared(pairs: readonly (readonly [name: string, id: string])[]): ReadonlySet<string> {
  const ids = new Map<string, string>()
  const several = new Set<string>()
  for (const [name, id] of pairs) {
    const first = ids.get(name)
    if (first === undefined) ids.set(name, id)
    else if (first !== id) several.add(name)
  }
  return several
}

function begin(text: string, letters: number): string {
  const line = Array.from(oneLine(text))
  return line.length <= letters
    ? line.join('')
    : `${line
        .slice(0, letters - 1)
        .join('')
        .trimEnd()}…`
}

/** Ids of contests of one office differ where they end. */
const end = (text: string, letters: number): string =>
  text.length <= letters ? text : `…${text.slice(1 - letters)}`

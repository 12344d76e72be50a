import {
  type Ballots,
  type Mode,
  modes,
  type Reporting,
  type ResultRecord,
  type Selection,
  type Unit,
  type Votes,
} from '../../model/result.ts'
import { unitAbove } from './unit-above.ts'

/** A unit's result as the sum of its parts. Undefined: it has none. Figures that a part does not report are not in the sum either. */
export function sumOfParts(unit: string, parts: readonly ResultRecord[]): ResultRecord | undefined {
  const [first] = parts
  if (first === undefined) return undefined
  const reporting = progressOf(parts)
  const ballots = ballotsOf(parts)
  return {
    election: first.election,
    contest: first.contest,
    unit: unitOf(unit),
    ...(reporting === undefined ? {} : { reporting }),
    ...(ballots === undefined ? {} : { ballots }),
    selections: selectionsOf(parts),
  }
}

function unitOf(id: string): Unit {
  const [type = 'other', name = id] = id.split('/').at(-1)?.split(':') ?? []
  const within = unitAbove(id)
  return { id, type, name, ...(within === undefined ? {} : { within }) }
}

/** The same figure of every part, or nothing: a sum over some would look like a sum over all. */
function sumOf(figures: readonly (number | undefined)[]): number | undefined {
  if (figures.length === 0 || figures.includes(undefined)) return undefined
  return figures.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

function progressOf(parts: readonly ResultRecord[]): Reporting | undefined {
  const unitsReporting = sumOf(parts.map(({ reporting }) => reporting?.unitsReporting))
  const unitsTotal = sumOf(parts.map(({ reporting }) => reporting?.unitsTotal))
  if (unitsReporting === undefined || unitsTotal === undefined) return undefined
  const status = unitsTotal > 0 && unitsReporting >= unitsTotal ? 'unofficial-complete' : 'unofficial-partial'
  return { unitsReporting, unitsTotal, status }
}

function ballotsOf(parts: readonly ResultRecord[]): Ballots | undefined {
  const sums: Partial<Record<keyof Ballots, number>> = {}
  for (const word of ['cast', 'registered', 'overvotes', 'undervotes'] as const) {
    const sum = sumOf(parts.map(({ ballots }) => ballots?.[word]))
    if (sum !== undefined) sums[word] = sum
  }
  return Object.keys(sums).length === 0 ? undefined : sums
}

/** Selections in the order in which the parts bring them. */
function selectionsOf(parts: readonly ResultRecord[]): readonly Selection[] {
  const byId = Map.groupBy(
    parts.flatMap(({ selections }) => selections),
    ({ id }) => id,
  )
  return [...byId.values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, votes: votesOf(same.map(({ votes }) => votes)) }]
  })
}

function votesOf(all: readonly Votes[]): Votes {
  const byMode: Partial<Record<Mode, number>> = {}
  for (const mode of modes) {
    const sum = sumOf(all.map((votes) => votes[mode]))
    if (sum !== undefined) byMode[mode] = sum
  }
  return { total: all.reduce((sum, { total }) => sum + total, 0), ...byMode }
}

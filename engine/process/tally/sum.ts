import {
  type Ballots,
  type Contest,
  type Mode,
  modes,
  type Reporting,
  type ResultRecord,
  type Status,
  type Unit,
  type Votes,
} from '../../model/result.ts'
import type { Part, Sum } from '../../results/store.ts'

/**
 * A unit's result as the sum of its parts. Null: it has none. A figure that one of the parts does not report is left
 * out, except total votes: a sum over some would look like one over all. Parts that are not there yet can not be seen
 * from here, so that a sum never calls itself complete; `parts` says how many units are in it.
 */
export function sumOfParts(unit: string, within: string | undefined, parts: readonly Part[]): Sum | null {
  const [first] = parts
  if (first === undefined) return null
  const records = parts.map(({ record }) => record)
  const reporting = progressOf(records.map((record) => record.reporting))
  const ballots = ballotsOf(records.map((record) => record.ballots))
  const newest = parts.reduce((one, other) => (other.revision > one.revision ? other : one))
  return {
    record: {
      election: first.record.election,
      contest: contestOf(records.map(({ contest }) => contest)) ?? first.record.contest,
      unit: unitOf(unit, within),
      ...(reporting === undefined ? {} : { reporting }),
      ...(ballots === undefined ? {} : { ballots }),
      ...selectionsOf(records),
    },
    revision: newest.revision,
    capturedAt: newest.capturedAt,
    parts: parts.length,
  }
}

/** As the first part has it; how many a voter may mark, only where all parts say the same. */
function contestOf(contests: readonly Contest[]): Contest | undefined {
  const [first] = contests
  if (first === undefined) return undefined
  const { id, name, type, votesAllowed } = first
  const isAgreed = contests.every((contest) => contest.votesAllowed === votesAllowed)
  return { id, name, type, ...(isAgreed && votesAllowed !== undefined ? { votesAllowed } : {}) }
}

function unitOf(id: string, within: string | undefined): Unit {
  const last = id.split('/').at(-1) ?? id
  const colon = last.indexOf(':')
  const type = colon > 0 ? last.slice(0, colon) : 'other'
  return { id, type, name: last.slice(colon + 1) || id, ...(within === undefined ? {} : { within }) }
}

/** The same figure of every part, or nothing. */
function sumOf(figures: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const figure of figures) {
    if (figure === undefined) return undefined
    sum += figure
  }
  return sum
}

function progressOf(all: readonly (Reporting | undefined)[]): Reporting | undefined {
  const unitsReporting = sumOf(all.map((one) => one?.unitsReporting))
  const unitsTotal = sumOf(all.map((one) => one?.unitsTotal))
  const status = statusOf(all.map((one) => one?.status))
  const progress = {
    ...(unitsReporting === undefined ? {} : { unitsReporting }),
    ...(unitsTotal === undefined ? {} : { unitsTotal }),
    ...(status === undefined ? {} : { status }),
  }
  return Object.keys(progress).length === 0 ? undefined : progress
}

const isBefore = (status: Status | undefined): boolean => status === 'pre-election'

/** Only what holds of the sum whichever parts are missing. */
function statusOf(all: readonly (Status | undefined)[]): Status | undefined {
  if (all.every(isBefore)) return 'pre-election'
  return all.some((status) => isBefore(status) || status === 'unofficial-partial')
    ? 'unofficial-partial'
    : undefined
}

function ballotsOf(all: readonly (Ballots | undefined)[]): Ballots | undefined {
  const sums: Partial<Record<keyof Ballots, number>> = {}
  for (const word of ['cast', 'registered', 'overvotes', 'undervotes'] as const) {
    const sum = sumOf(all.map((one) => one?.[word]))
    if (sum !== undefined) sums[word] = sum
  }
  return Object.keys(sums).length === 0 ? undefined : sums
}

/**
 * In the order in which the parts bring them. A part that does not list a selection has no votes of it, unless it says that
 * they are withheld: then nobody knows the sum.
 */
function selectionsOf(records: readonly ResultRecord[]): Pick<ResultRecord, 'selections' | 'suppressed'> {
  const withheld = new Map(
    records.flatMap(({ suppressed = [] }) => suppressed.map((one) => [one.id, one] as const)),
  )
  const listed = records.flatMap(({ selections }) => selections).filter(({ id }) => !withheld.has(id))
  const selections = [...Map.groupBy(listed, ({ id }) => id).values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { suppressed: _, ...own } = first
    const hidden = modes.filter((mode) => same.some(({ suppressed }) => suppressed?.includes(mode)))
    const votes = votesOf(same.map((one) => one.votes))
    return [{ ...own, votes, ...(hidden.length === 0 ? {} : { suppressed: hidden }) }]
  })
  return { selections, ...(withheld.size === 0 ? {} : { suppressed: [...withheld.values()] }) }
}

function votesOf(all: readonly Votes[]): Votes {
  const byMode: Partial<Record<Mode, number>> = {}
  for (const mode of modes) {
    const sum = sumOf(all.map((votes) => votes[mode]))
    if (sum !== undefined) byMode[mode] = sum
  }
  return { total: all.reduce((sum, { total }) => sum + total, 0), ...byMode }
}

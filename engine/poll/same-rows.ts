import { hash } from 'node:crypto'
import { names } from '../assemble/ids.ts'
import type { SameRows, SameRowsOf } from '../check/check.ts'
import type { ErrorCode } from '../errors/feed-error.ts'
import type { Given } from '../map/given.ts'
import type { Mapped } from '../map/mapping.ts'
import type { CountLine, CountLineValue, LineBallots, LineVotes } from '../model/count-line.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { Hold } from '../model/hold.ts'
import type { Row } from '../model/row.ts'
import type { Part, Plan } from '../plan/plan.ts'

/** `row`: the same for lines of rows that say the very same, where their figures are added up. No mapping gives it. */
export type Marked = CountLineValue & { readonly row?: string }

/** What a part makes of rows, with the lines marked of which a second one would be added. */
export async function mappedRows(
  rows: readonly Row[],
  part: Pick<Part, 'map' | 'select'>,
  plan: Pick<Plan, 'assemble'>,
  given: Given,
  signal: AbortSignal,
): Promise<Mapped> {
  if (part.map === undefined) return { lines: [], rejected: [] }
  const { lines, rejected } = await part.map.map(rows, signal, given)
  return { lines: marked(lines, rows, plan, part), rejected }
}

/**
 * Marks the lines whose figures would be added to those of others (`assemble: add`, `pieces`) with a hash of all that their
 * row says: the lines of a row that was written twice have the same. What makes no difference to a sum is not marked: a
 * figure of zero. Numbers that a selector gives to rows that are alike (`number_repeats`) are left out.
 */
function marked(
  lines: readonly CountLine[],
  rows: readonly Row[],
  { assemble }: Pick<Plan, 'assemble'>,
  { select }: Pick<Part, 'select'>,
): readonly CountLine[] {
  if (!lines.some(({ value }) => isAdded(value, assemble))) return lines
  // Cells of one line may be rows of one place.
  const byPlace = Map.groupBy(rows, ({ place }) => place)
  const numbers = new Set(select.adds ?? [])
  let last = { place: '', row: '' }
  return lines.map(({ value, place }) => {
    if (!isAdded(value, assemble)) return { value, place }
    if (last.place !== place) last = { place, row: hashOf(byPlace.get(place) ?? [], numbers) }
    return { value: { ...value, row: last.row }, place }
  })
}

function isAdded({ votes, pieces, ballots }: CountLineValue, assemble: Plan['assemble']): boolean {
  if (ballots !== undefined && assemble?.repeated_ballots === 'add' && hasFigures(ballots)) return true
  return votes !== undefined && (pieces === true || assemble?.repeated === 'add') && hasFigures(votes)
}

const hasFigures = (figures: LineVotes | LineBallots): boolean =>
  Object.values(figures).some((figure) => figure !== 0 && figure !== 'suppressed')

const hashOf = (rows: readonly Row[], without: ReadonlySet<string>): string =>
  hash('sha256', JSON.stringify(rows.map(({ value }) => said(value, without))), 'base64').slice(0, 22)

const said = (value: Row['value'], without: ReadonlySet<string>): Row['value'] =>
  without.size === 0 || typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).filter(([name]) => !without.has(name)))

/** Finds marked lines of other rows of the same body that say the very same. */
export interface RowsSeen {
  /** A body begins: what stands in another one may honestly be the same. */
  begin(): void
  see(value: Marked, origin: string, place: string): void
  found(): SameRows
}

export function rowsSeen({ election, unit }: Pick<Plan, 'election' | 'unit'>): RowsSeen {
  const units = new Map<string, Found>()
  let named: ReturnType<typeof names> | undefined
  let rows = 0
  /** Where the row stands that was found last. */
  let last = ''
  let seen = new Map<string, string>()

  function note({ contest, unit: of }: CountLineValue, first: string, again: string): void {
    if (of === undefined) return
    named ??= names(election, unit)
    const { id } = named.unit(of, again)
    const one = units.get(id) ?? newFound(id, first, again)
    units.set(id, one)
    if (contest === undefined) one.isOfAll = true
    else one.contests.add(named.contest(contest, again).id)
    if (one.last !== again) one.rows += 1
    if (last !== again) rows += 1
    one.last = again
    last = again
  }

  return {
    begin() {
      seen = new Map()
    },
    see(value, origin, place) {
      if (value.row === undefined) return
      const first = seen.get(value.row)
      if (first === undefined) seen.set(value.row, place)
      else if (first !== place) note(value, `${origin}#${first}`, `${origin}#${place}`)
    },
    found: () => ({ rows, units: [...units.values()] }),
  }
}

/**
 * How many such rows have stood at most, once a capture was judged: with an item that is missing for one poll they are
 * fewer. Of a capture of which any is held none counts.
 */
export function sameRowsStood(
  { rows }: SameRows,
  holds: readonly Hold[],
  before: CaptureFacts | null,
): Pick<CaptureFacts, 'sameRows'> {
  const isHeld = holds.some(({ code }) => code === ('CHECK_SAME_ROWS' satisfies ErrorCode))
  const stood = Math.max(before?.sameRows ?? 0, isHeld ? 0 : rows)
  return stood === 0 ? {} : { sameRows: stood }
}

/** While rows come in. */
interface Found extends SameRowsOf {
  readonly contests: Set<string>
  isOfAll: boolean
  rows: number
  /** Where the one stands that was found last. */
  last: string
}

const newFound = (unit: string, first: string, again: string): Found => ({
  unit,
  contests: new Set(),
  isOfAll: false,
  rows: 0,
  first,
  again,
  last: '',
})

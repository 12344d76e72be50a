import { type Mode, modes } from '../model/result.ts'
import { aboveById } from '../results/unit-above.ts'
import type { ExportFormat, LiveResult } from './format.ts'

const snake = (word: string): string => word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The columns in order; docs/exports.md explains each. */
export const csvColumns = [
  'election contest_id contest contest_type votes_allowed unit_id unit unit_type unit_within',
  'selection_id selection party write_in total',
  ...modes.map(snake),
  'suppressed units_reporting units_total status as_of ballots_cast registered overvotes undervotes',
  'source stale revision decided_at set_within',
].flatMap((words) => words.split(' '))

type Cell = string | number | boolean | undefined
interface Line {
  readonly id?: string
  readonly name?: string
  readonly party?: string
  readonly writeIn?: boolean
  readonly votes?: Readonly<Partial<Record<Mode | 'total', number>>>
  readonly suppressed: readonly string[]
}

export const csv: ExportFormat = {
  name: 'csv',
  summary: 'one selection per line, modes of voting in columns (RFC 4180)',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  *ofContest({ results }) {
    yield csvRow(csvColumns)
    for (const result of results) for (const line of linesOf(result)) yield csvRow(cellsOf(result, line))
  },
}

/** A result without selections, as of ballots, is one line all the same. */
function linesOf({ record }: LiveResult): readonly Line[] {
  const lines = [
    ...record.selections.map((one) => ({ ...one, suppressed: (one.suppressed ?? []).map(snake) })),
    ...(record.suppressed ?? []).map((one) => ({ ...one, suppressed: ['total'] })),
  ]
  return lines.length > 0 ? lines : [{ suppressed: [] }]
}

function cellsOf(
  { record, source, stale, revision, decidedAt, setWithin }: LiveResult,
  line: Line,
): readonly Cell[] {
  const { election, contest, unit, reporting, ballots } = record
  return [
    election,
    contest.id,
    contest.name,
    contest.type,
    contest.votesAllowed,
    unit.id,
    unit.name,
    unit.type,
    unit.within ?? aboveById(unit.id),
    line.id,
    line.name,
    line.party,
    line.writeIn,
    line.votes?.total,
    ...modes.map((mode) => line.votes?.[mode]),
    line.suppressed.join(' '),
    reporting?.unitsReporting,
    reporting?.unitsTotal,
    reporting?.status,
    reporting?.asOf,
    ballots?.cast,
    ballots?.registered,
    ballots?.overvotes,
    ballots?.undervotes,
    source.kind === 'feed' ? source.feed : source.kind,
    stale.map(({ why }) => why).join(' '),
    revision,
    decidedAt,
    setWithin?.join('; '),
  ]
}

/** One line by RFC 4180; what is not known is empty. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`

/**
 * A text that a spreadsheet would take for a formula begins with an apostrophe, as does one that has one itself: who takes
 * one away from the beginning has what was there.
 */
const dangerous = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

function cell(value: Cell): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const plain = dangerous.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

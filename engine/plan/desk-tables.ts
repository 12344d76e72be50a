import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Baseline, Expected } from '../model/desk.ts'
import type { Election } from '../model/election.ts'
import { lacksColumn, type TableRow } from '../spec/table.ts'
import { type Compiling, placeText } from './compiling.ts'
import type { DeskPart } from './desk-part.ts'
import { reportContest, reportUnit } from './known-places.ts'
import { readBeside } from './read-beside.ts'

/** Votes that are expected, one table for each pattern of contests; those of any contest last. */
export function expectedOf(part: DeskPart, election: Election | undefined): readonly Expected[] {
  const rows = rowsOf(part, 'expected_votes', 'table of expected votes', ['unit', 'votes'], ['contest'])
  const { compiling } = part
  const taken = new Map<string, string>()
  const found = rows.flatMap((row) => {
    const { contest = '', unit = '' } = row.values
    claim(contest === '' ? unit : `${contest} in ${unit}`, row, taken, compiling)
    if (contest !== '') assertPattern(contest, row, compiling)
    if (election !== undefined) reportUnknown(row, election, compiling)
    const votes = votesIn(row, unit, compiling)
    return votes === undefined ? [] : [{ contest, unit, votes }]
  })
  const byContest = [...Map.groupBy(found, ({ contest }) => contest)]
  return byContest
    .toSorted(([one], [other]) => Number(one === '') - Number(other === ''))
    .map(([contest, own]) => ({
      ...(contest === '' ? {} : { contest }),
      votes: Object.fromEntries(own.map(({ unit, votes }) => [unit, votes])),
    }))
}

/** Votes by party of an earlier election, one table for each pattern of contests. */
export function baselinesOf(part: DeskPart, election: Election | undefined): readonly Baseline[] {
  const rows = rowsOf(part, 'baseline', 'baseline', ['contest', 'unit', 'party', 'votes'], [])
  const { compiling } = part
  const taken = new Map<string, string>()
  const found = rows.flatMap((row) => {
    const { contest = '', unit = '', party = '' } = row.values
    claim(`${party} for ${contest} in ${unit}`, row, taken, compiling)
    assertPattern(contest, row, compiling)
    if (election !== undefined) reportUnknown(row, election, compiling)
    if (party === '') wrong(row, 'it names no party', compiling)
    const votes = votesIn(row, unit, compiling)
    return votes === undefined ? [] : [{ contest, unit, party, votes }]
  })
  return [...Map.groupBy(found, ({ contest }) => contest)].map(([contest, own]) => ({
    contest,
    parties: Object.fromEntries(
      [...Map.groupBy(own, ({ unit }) => unit)].map(([unit, of]) => [
        unit,
        Object.fromEntries(of.map(({ party, votes }) => [party, votes])),
      ]),
    ),
  }))
}

/** The rows of a table that the election names; none where it names none, or where it can not be used. */
function rowsOf(
  { document, sections, compiling }: DeskPart,
  key: 'expected_votes' | 'baseline',
  what: string,
  wanted: readonly string[],
  optional: readonly string[],
): readonly TableRow[] {
  const name = sections[key]
  if (name === undefined) return []
  const at = document.position([key])
  const table = readBeside(name, what, at, compiling)
  if (table === undefined || lacksColumn(table, wanted, at, compiling.report)) return []
  const known = [...wanted, ...optional]
  for (const column of table.columns.filter((one) => !known.includes(one))) {
    const details = { key: column, inside: `The ${what}`, near: near(column, known), known }
    compiling.report(feedError('SPEC_UNKNOWN_KEY', details, { at: { file: table.file, line: 1, column: 1 } }))
  }
  return table.rows
}

function votesIn(row: TableRow, unit: string, compiling: Compiling): number | undefined {
  const { votes = '' } = row.values
  const isCount = /^\d{1,12}$/.test(votes)
  if (unit === '') wrong(row, 'it names no unit', compiling)
  if (!isCount) wrong(row, `votes is "${votes}", not a whole number`, compiling)
  return isCount && unit !== '' ? Number(votes) : undefined
}

function assertPattern(contest: string, row: TableRow, compiling: Compiling): void {
  if (!isPattern(contest))
    wrong(row, `"${contest}" is no pattern of contests: it has no white space and no bar`, compiling)
}

/** What fits nothing of the election is compared with nothing. */
function reportUnknown({ values, at }: TableRow, election: Election, compiling: Compiling): void {
  const { contest = '', unit = '' } = values
  if (isPattern(contest)) reportContest(contest, election, at, compiling)
  if (unit !== '') reportUnit(unit, election, at, compiling)
}

const isPattern = (text: string): boolean => /^[^\s|]+$/.test(text)

function claim(name: string, row: TableRow, taken: Map<string, string>, { report }: Compiling): void {
  const other = taken.get(name)
  if (other === undefined) taken.set(name, placeText(row.at))
  else report(feedError('SPEC_SAME_NAME', { what: 'row', name, other }, { at: row.at }))
}

const wrong = ({ at }: TableRow, problem: string, { report }: Compiling): void =>
  report(feedError('SPEC_TABLE', { problem, remedy: 'Correct this row of the table.' }, { at }))

import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Election, ExpectedContest } from '../model/election.ts'
import type { Position } from '../model/position.ts'
import { contestTypes } from '../model/result.ts'
import { lacksColumn, type TableRow } from '../spec/table.ts'
import { type Compiling, placeText } from './compiling.ts'
import { reportUnit } from './known-places.ts'
import { readBeside } from './read-beside.ts'

const contestColumns = ['id', 'name', 'names', 'type', 'votes_allowed', 'major_parties']

/** The crosswalk that feeds of several sources share: names of contests → one id. */
export function readContests(file: string, at: Position, compiling: Compiling): readonly ExpectedContest[] {
  const table = readBeside(file, 'table of contests', at, compiling)
  if (table === undefined || lacksColumn(table, ['id', 'name'], at, compiling.report)) return []
  for (const column of table.columns.filter((one) => !contestColumns.includes(one))) {
    const known = contestColumns
    const details = { key: column, inside: 'A table of contests', near: near(column, known), known }
    compiling.report(feedError('SPEC_UNKNOWN_KEY', details, { at: { file: table.file, line: 1, column: 1 } }))
  }
  const taken = new Map<string, string>()
  const namesOf = new Map<string, Map<string, string>>()
  return table.rows.map((row) => {
    const {
      id = '',
      name = '',
      names: others = '',
      type = '',
      votes_allowed: allowed = '',
      major_parties = '',
    } = row.values
    const all = [name, ...others.split('|').map((one) => one.trim())].filter((one) => one !== '')
    claim(id, row, taken, compiling)
    // Contests of different jurisdictions may have one name: a feed means that of its own.
    const of = id.split('/').slice(0, -1).join('/')
    const names = namesOf.get(of) ?? new Map<string, string>()
    namesOf.set(of, names)
    for (const one of new Set(all.map((text) => text.toLowerCase()))) claim(one, row, names, compiling)
    if (id === '' || /[\s|]/.test(id))
      wrong(row, `"${id}" is no id of a contest: it has no white space and no bar`, compiling)
    if (type !== '' && !contestTypes.some((one) => one === type))
      wrong(row, `"${type}" is no type of contest; there are ${contestTypes.join(', ')}`, compiling)
    const isNumber = /^[1-9]\d{0,2}$/.test(allowed)
    if (allowed !== '' && !isNumber)
      wrong(row, `votes_allowed is "${allowed}", not a number from 1`, compiling)
    const parties = major_parties.split(/[\s|]+/).filter((one) => one !== '')
    return {
      id,
      names: all,
      ...(type === '' ? {} : { type }),
      ...(isNumber ? { votesAllowed: Number(allowed) } : {}),
      ...(parties.length === 0 ? {} : { majorParties: parties }),
    }
  })
}

/** Registered voters by unit. */
export function readRegistration(
  file: string,
  { at, pollsClose }: Pick<Election, 'pollsClose'> & { readonly at: Position },
  compiling: Compiling,
): Election['registration'] {
  const table = readBeside(file, 'table of registered voters', at, compiling)
  if (table === undefined || lacksColumn(table, ['unit', 'registered'], at, compiling.report)) return {}
  const taken = new Map<string, string>()
  return Object.fromEntries(
    table.rows.flatMap((row) => {
      const { unit = '', registered = '' } = row.values
      claim(unit, row, taken, compiling)
      reportUnit(unit, { pollsClose }, row.at, compiling)
      if (/^\d{1,12}$/.test(registered)) return [[unit, Number(registered)]]
      wrong(row, `registered is "${registered}", not a whole number`, compiling)
      return []
    }),
  )
}

/** Which units lie in which others: a unit has a row for each. */
export function readUnits(file: string, at: Position, compiling: Compiling): NonNullable<Election['liesIn']> {
  const table = readBeside(file, 'table of units', at, compiling)
  if (table === undefined || lacksColumn(table, ['unit', 'within'], at, compiling.report)) return {}
  const taken = new Map<string, string>()
  const liesIn = new Map<string, readonly string[]>()
  for (const row of table.rows) {
    const { unit = '', within = '' } = row.values
    claim(`${unit} within ${within}`, row, taken, compiling)
    if (unit === '' || within === '' || unit === within)
      wrong(row, `"${unit}" within "${within}" says nothing: two different units are needed`, compiling)
    else liesIn.set(unit, [...(liesIn.get(unit) ?? []), within])
  }
  return Object.fromEntries(liesIn)
}

function claim(name: string, row: TableRow, taken: Map<string, string>, { report }: Compiling): void {
  const other = taken.get(name)
  if (other === undefined) taken.set(name, placeText(row.at))
  else report(feedError('SPEC_SAME_NAME', { what: 'name', name, other }, { at: row.at }))
}

function wrong({ at }: TableRow, problem: string, { report }: Compiling): void {
  report(feedError('SPEC_TABLE', { problem, remedy: 'Correct this row of the table.' }, { at }))
}

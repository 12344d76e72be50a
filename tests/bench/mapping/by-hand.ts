import type { PrecinctRow } from '../data/precinct-file.ts'

/** A row as a decoder gives it: a column may be missing. */
export type Cells = Partial<PrecinctRow>

const folding = /[\t\n\r]|^ | {2}| $/

/** White space folded and taken off the ends, as `$trim` does; mostly there is nothing to do. */
export function trimmed(text: string): string {
  return folding.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '') : text
}

const numeral = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i
/** Fewer digits than these are exact as they are added up. */
const fewDigits = 15

/** A decimal number as `$number` reads it: anything else is a mistake of the row. Mostly it is a few digits. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const { length } = text
  if (length === 0 || length > fewDigits) return otherNumber(text)
  let value = 0
  for (let at = 0; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return otherNumber(text)
    value = value * 10 + digit
  }
  return value
}

function otherNumber(text: string): number {
  const value = Number(text)
  if (!numeral.test(text) || !Number.isFinite(value)) throw new TypeError(`no number: ${text}`)
  return value
}

const lower = (text: string | undefined): string | undefined => text?.toLowerCase()
const partyNames: Readonly<Record<string, string>> = {
  DEM: 'Democratic',
  REP: 'Republican',
  LIB: 'Libertarian',
  GRE: 'Green',
}
const partyOf = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(partyNames, code) ? partyNames[code] : undefined

/** A member that is not there is not written. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== undefined) object[key] = value
}

export function renamed(row: Cells): object {
  const { County, Precinct, Choice } = row
  const made: Record<string, unknown> = {}
  if (County !== undefined) made['county'] = County
  if (Precinct !== undefined) made['precinct'] = Precinct
  const contest = row['Contest Name']
  if (contest !== undefined) made['contest'] = contest
  if (Choice !== undefined) made['choice'] = Choice
  const party = row['Choice Party']
  if (party !== undefined) made['party'] = party
  const votes = row['Total Votes']
  if (votes !== undefined) made['votes'] = votes
  return made
}

export function withFunctions(row: Cells): object {
  const { Precinct, Choice } = row
  const made: Record<string, unknown> = {}
  const contest = row['Contest Name']
  if (contest !== undefined) made['contest'] = trimmed(contest)
  put(made, 'votes_allowed', numberOf(row['Vote For']))
  if (Precinct !== undefined) made['precinct'] = Precinct.toUpperCase()
  if (Choice !== undefined) made['choice'] = trimmed(Choice)
  put(made, 'party', lower(row['Choice Party']))
  put(made, 'total', numberOf(row['Total Votes']))
  return made
}

/** The count line of fifteen fields: `countLineMapping`. */
export function countLineOf(row: Cells): object {
  const { County, Precinct, Choice } = row
  const title = row['Contest Name']
  const day = numberOf(row['Election Day'])
  const early = numberOf(row['Early Voting'])
  const mail = numberOf(row['Absentee by Mail'])
  const provisional = numberOf(row.Provisional)
  const contest: Record<string, unknown> = { id: `zz/${row['Contest Group ID'] ?? ''}` }
  if (title !== undefined) contest['name'] = title.replace(/ \(VOTE FOR \d+\)$/g, '')
  contest['type'] = title !== undefined && /REFERENDUM|AMENDMENT/.test(title) ? 'ballot-measure' : 'candidate'
  put(contest, 'votes_allowed', numberOf(row['Vote For']))
  const unit: Record<string, unknown> = { type: 'precinct' }
  if (Precinct !== undefined) unit['name'] = trimmed(Precinct)
  unit['within'] =
    `ocd-division/country:us/state:zz/county:${County === undefined ? '' : County.toLowerCase().replace(/\s+/g, '-')}`
  const selection: Record<string, unknown> = {}
  if (Choice !== undefined) selection['name'] = trimmed(Choice.replace(/\s*\(.*\)$/g, ''))
  put(selection, 'party', partyOf(row['Choice Party']))
  if (Choice !== undefined && /write-?in/i.test(Choice)) selection['write_in'] = true
  const votes: Record<string, unknown> = {}
  put(votes, 'election_day', day)
  put(votes, 'early', early)
  put(votes, 'absentee_mail', mail)
  put(votes, 'provisional', provisional)
  votes['total'] = (day ?? 0) + (early ?? 0) + (mail ?? 0) + (provisional ?? 0)
  return { contest, unit, selection, votes }
}

export function lookedUp(row: Cells): object {
  const made: Record<string, unknown> = { id: `${row['Contest Group ID'] ?? ''}/${row.Choice ?? ''}` }
  put(made, 'party', partyOf(row['Choice Party']))
  made['votes'] =
    (numberOf(row['Election Day']) ?? 0) +
    (numberOf(row['Early Voting']) ?? 0) +
    (numberOf(row['Absentee by Mail']) ?? 0)
  return made
}

import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Crosswalk } from '../model/desk.ts'
import type { Election } from '../model/election.ts'
import type { FeedId } from '../model/ids.ts'
import { lacksColumn, type TableRow } from '../spec/table.ts'
import { type Compiling, placeText } from './compiling.ts'
import type { DeskPart } from './desk-part.ts'
import { feedIdsIn } from './feed-ids.ts'
import { reportContest, reportUnit } from './known-places.ts'
import { readBeside } from './read-beside.ts'

const wanted = ['feed', 'kind', 'theirs', 'ours']
const columns = [...wanted, 'contest']
const kinds = ['contest', 'unit', 'selection'] as const

type Names = Record<string, string>
interface Made {
  readonly contests: Names
  readonly units: Names
  readonly selections: Record<string, Names>
}

/** How the ids of feeds read in those of the election: one to one, or it is an error at its row. */
export function crosswalksOf(
  { document, sections, compiling }: DeskPart,
  election: Election | undefined,
): Readonly<Record<FeedId, Crosswalk>> {
  const name = sections.crosswalk
  if (name === undefined) return {}
  const at = document.position(['crosswalk'])
  const table = readBeside(name, 'crosswalk', at, compiling)
  if (table === undefined || lacksColumn(table, wanted, at, compiling.report)) return {}
  for (const column of table.columns.filter((one) => !columns.includes(one))) {
    const details = { key: column, inside: 'A crosswalk', near: near(column, columns), known: columns }
    compiling.report(feedError('SPEC_UNKNOWN_KEY', details, { at: { file: table.file, line: 1, column: 1 } }))
  }
  const feeds = feedIdsIn(document.file, compiling.files)
  const made = none<Made>()
  const taken = new Map<string, string>()
  for (const row of table.rows) {
    const { feed = '', kind = '', theirs = '', ours = '', contest = '' } = row.values
    if (!feeds.includes(feed)) {
      const details = { what: 'feed', name: feed, near: near(feed, feeds), known: feeds }
      compiling.report(feedError('SPEC_NOT_FOUND', details, { at: row.at }))
    }
    if (!isSound(row, compiling)) continue
    if (election !== undefined) reportUnknown(row, election, compiling)
    const of = `${feed} ${kind} ${contest}`
    claim(`${of} theirs ${theirs}`, `id of ${feed}`, theirs, row, taken, compiling)
    claim(`${of} ours ${ours}`, `id for ${feed}`, ours, row, taken, compiling)
    const own = (made[feed] ??= { contests: none(), units: none(), selections: none() })
    namesFor(own, kind, contest)[theirs] = ours
  }
  return made
}

/** Of no names yet: an id may be one that every object has. */
const none = <Of>(): Record<string, Of> => Object.create(null) as Record<string, Of>

function namesFor({ contests, units, selections }: Made, kind: string, contest: string): Names {
  if (kind === 'contest') return contests
  return kind === 'unit' ? units : (selections[contest] ??= none())
}

/** Can the row be used? Its mistakes are reported. */
function isSound(row: TableRow, compiling: Compiling): boolean {
  const { kind = '', theirs = '', ours = '', contest = '' } = row.values
  const mistakes = [
    ...(kinds.some((one) => one === kind) ? [] : [`kind is "${kind}"; there are ${kinds.join(', ')}`]),
    ...[theirs, ours].flatMap((id) =>
      /^[^\s|]+$/.test(id) ? [] : [`"${id}" is no id: it has no white space and no bar`],
    ),
    ...(kind === 'selection' && contest === ''
      ? ['a selection needs the contest that it stands in, by the id of the election']
      : []),
    ...(kind !== 'selection' && contest !== '' ? ['only a selection stands in a contest'] : []),
  ]
  for (const problem of mistakes)
    compiling.report(
      feedError('SPEC_TABLE', { problem, remedy: 'Correct this row of the table.' }, { at: row.at }),
    )
  return mistakes.length === 0
}

/** What is to be of the election must be there, as far as the election says what is there: of selections it does not. */
function reportUnknown({ values, at }: TableRow, election: Election, compiling: Compiling): void {
  const { kind, ours = '', contest = '' } = values
  if (kind === 'unit') reportUnit(ours, election, at, compiling)
  else reportContest(kind === 'contest' ? ours : contest, election, at, compiling)
}

/** Two rows that say different things of one id would mix two results. */
function claim(
  id: string,
  what: string,
  name: string,
  row: TableRow,
  taken: Map<string, string>,
  { report }: Compiling,
): void {
  const other = taken.get(id)
  if (other === undefined) taken.set(id, placeText(row.at))
  else report(feedError('SPEC_SAME_NAME', { what, name, other }, { at: row.at }))
}

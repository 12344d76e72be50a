import type { ResultKey } from '../model/ids.ts'
import type { Result, ResultRecord } from '../model/result.ts'
import { ballotsSaid, unitFiguresSaid } from './dry-run-ballots.ts'
import { type DryRun, totalsOf } from './dry-run-data.ts'
import type { Output } from './output.ts'
import { type ShownNames, shownNames } from './shown-names.ts'
import { counted, figure } from './words.ts'

/** So many results are shown; with --show, more. */
const shownResults = { all: 20, asked: 200 }
const shownSelections = 3

/** What the person asked for, for the results to show and the advice to give. */
export interface Asked {
  readonly show: string | undefined
  readonly file: string | undefined
  readonly word: string
}

/** A table of some results, and the sums of all, by type of unit. */
export function showResults(
  { plan: { unit: whole }, judged }: DryRun,
  { show, file }: Asked,
  out: Output,
): void {
  const { results, held } = judged
  if (results.length === 0) return
  out.line()
  const back = new Set(held.map(({ key }) => key))
  const names = shownNames(results)
  const nameOf = (key: ResultKey, record: ResultRecord) =>
    `${back.has(key) ? out.style('yellow', 'HELD ') : ''}${names.contest(record)}`
  const wanted = show === undefined ? results : results.filter(({ record }) => isAbout(record, show))
  // What is said of the whole comes first: those are the figures that a person can compare with the web page.
  const rank = ({ key, record }: Result) => `${record.unit.id === whole ? 0 : 1} ${key}`
  const ordered = wanted.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
  const shown = ordered.slice(0, show === undefined ? shownResults.all : shownResults.asked)
  if (shown.length > 0) {
    out.table(
      [
        { title: 'contest', flexible: true },
        { title: 'unit', flexible: true },
        { title: 'reporting', right: true },
        { title: 'votes', right: true },
        { title: 'selections', flexible: true },
      ],
      shown.map(({ key, record }) => [nameOf(key, record), ...resultRow(record, names)]),
    )
  }
  const more = ordered.length - shown.length
  if (show !== undefined) out.line(`${counted(ordered.length, 'result')} about "${show}"`)
  if (more > 0) {
    const where = file === undefined ? '--out FILE writes all, --show TEXT picks some' : `all are in ${file}`
    out.line(out.style('dim', `… and ${figure(more)} more (${where})`))
  }
  out.line()
  for (const { type, units, contests, results: count, votes } of totalsOf({ results })) {
    out.line(
      `${counted(count, 'result')} of ${counted(contests, 'contest')} in ${counted(units, 'unit')} (${type}): ${counted(votes, 'vote')}`,
    )
    const said = ballotsSaid(results.filter(({ record }) => record.unit.type === type))
    if (said !== undefined) out.line(`  ${said}`)
  }
  for (const said of unitFiguresSaid(judged.ofUnits ?? [])) out.line(out.style('yellow', said))
}

function resultRow(record: ResultRecord, names: ShownNames): readonly string[] {
  const { reporting, selections } = record
  const leading = selections.toSorted((one, other) => other.votes.total - one.votes.total)
  const first = leading
    .slice(0, shownSelections)
    .map(({ name, votes }) => `${names.selection(name)} ${figure(votes.total)}`)
  const rest = leading.length - first.length
  const { unitsReporting, unitsTotal } = reporting ?? {}
  return [
    names.unit(record),
    unitsReporting === undefined
      ? ''
      : `${figure(unitsReporting)}/${unitsTotal === undefined ? '?' : figure(unitsTotal)}`,
    figure(selections.reduce((sum, { votes }) => sum + votes.total, 0)),
    [...first, ...(rest > 0 ? [`+${rest}`] : [])].join(', '),
  ]
}

function isAbout({ contest, unit, selections }: ResultRecord, text: string): boolean {
  const wanted = text.toLowerCase()
  const names = [contest.id, contest.name, unit.id, unit.name, ...selections.map(({ name }) => name)]
  return names.some((name) => name.toLowerCase().includes(wanted))
}

import { type Mode, modes } from '../model/result.ts'
import { figureText } from './figure.ts'
import type { Output } from './output.ts'
import { byVotes, contestsOf, progressOf, type ShownContest, type ShownResult } from './results-shown.ts'
import { shellWord } from './shell-word.ts'
import type { Column } from './text-table.ts'
import { counted, figure, oneLine } from './words.ts'

const mostSelections = 6
const mostUnits = 25
const mostContests = 40
/** Up to so many results are shown one by one, with the modes and the ids of all figures. */
const mostSingles = 2

/** As much as a screen takes: single results, one contest by units, or the leaders of many contests. Says what to ask next. */
export function showResults(results: readonly ShownResult[], all: boolean, out: Output): string {
  const contests = contestsOf(results)
  const [first] = contests
  if (first === undefined) return ''
  if (results.length <= mostSingles) for (const one of results) showSingle(one, out)
  else if (contests.length === 1) showContest(first, all, out)
  else return showLeaders(contests, all, out)
  const [leader] = byVotes(first)
  const [top] = first.results
  return top === undefined || leader === undefined
    ? ''
    : `Where a figure comes from: feed why ${shellWord(figureText(top, leader.id))}`
}

function showSingle(result: ShownResult, out: Output): void {
  const { record } = result
  const { contest, unit, ballots } = record
  out.line(out.style('bold', `${oneLine(contest.name)}, ${oneLine(unit.name)}`))
  out.line(`${result.feed}, ${originOf(result)}${staleText(result, out)}`)
  const said = modes.filter((mode) => record.selections.some(({ votes }) => votes[mode] !== undefined))
  const columns: readonly Column[] = [
    { title: 'selection', flexible: true },
    { title: 'party' },
    { title: 'total', right: true },
    ...said.map((mode) => ({ title: mode, right: true as const })),
    { title: 'figure' },
  ]
  const rows = record.selections.map(({ id, name, party, votes }) => [
    oneLine(name),
    party ?? '',
    figure(votes.total),
    ...said.map((mode: Mode) => (votes[mode] === undefined ? '' : figure(votes[mode]))),
    figureText(result, id),
  ])
  out.table(columns, rows)
  const beside = Object.entries(ballots ?? {}).map(([word, count]) => `${word} ${figure(count)}`)
  const progress = progressOf(result)
  if (progress !== '') beside.unshift(`reporting ${progress}`)
  if (beside.length > 0) out.line(beside.join(', '))
  out.line()
}

const originOf = ({ derived, parts, revision, capturedAt }: ShownResult): string =>
  derived
    ? `the sum of ${counted(parts ?? 0, 'unit')}, as of ${capturedAt}`
    : `revision ${revision}, captured ${capturedAt}`

const staleText = ({ stale }: ShownResult, out: Output): string =>
  stale === undefined ? '' : `  ${out.style('yellow', `stale: held by ${stale.id} ${stale.code}`)}`

function showContest(shown: ShownContest, all: boolean, out: Output): void {
  const { feed, contest, name, results } = shown
  out.line(`${out.style('bold', oneLine(name))}  ${contest}, ${feed}`)
  const order = byVotes(shown)
  const named = order.slice(0, mostSelections)
  const others = order.length - named.length
  const columns: readonly Column[] = [
    { title: 'unit', flexible: true },
    { title: 'reporting', right: true },
    ...named.map((one) => ({ title: selectionTitle(one.name, one.party), right: true as const })),
    ...(others > 0 ? [{ title: `${others} others`, right: true as const }] : []),
    { title: '' },
  ]
  const some = all ? results : results.slice(0, mostUnits)
  out.table(
    columns,
    some.map((result) => {
      const votes = new Map(result.record.selections.map((one) => [one.id, one.votes.total]))
      const told = named.map(({ id }) => votes.get(id))
      const sum = [...votes.values()].reduce((total, one) => total + one, 0)
      const rest = sum - told.reduce<number>((total, one) => total + (one ?? 0), 0)
      return [
        `${oneLine(result.record.unit.name)}${result.derived ? ' (sum)' : ''}`,
        progressOf(result),
        ...told.map((one) => (one === undefined ? '' : figure(one))),
        ...(others > 0 ? [figure(rest)] : []),
        result.stale === undefined ? '' : out.style('yellow', `stale ${result.stale.id}`),
      ]
    }),
  )
  if (some.length < results.length)
    out.line(`… and ${counted(results.length - some.length, 'unit')} more: --all, or --unit UNIT for one.`)
}

export const selectionTitle = (name: string, party: string | undefined): string => {
  const short = oneLine(name)
  const cut = short.length > 24 ? `${short.slice(0, 23)}…` : short
  const isSaid = party === undefined || short.toLowerCase().includes(`(${party.toLowerCase()})`)
  return isSaid ? cut : `${cut} ${party}`
}

function showLeaders(contests: readonly ShownContest[], all: boolean, out: Output): string {
  const some = all ? contests : contests.slice(0, mostContests)
  for (const [feed, own] of Map.groupBy(some, (one) => one.feed)) {
    out.line(out.style('bold', feed))
    out.table(
      [
        { title: 'contest', flexible: true },
        { title: 'id' },
        { title: 'unit' },
        { title: 'reporting', right: true },
        { title: 'first' },
        { title: 'second' },
        { title: 'results', right: true },
        { title: '' },
      ],
      own.map(leadersOf(out)),
    )
  }
  if (some.length < contests.length)
    out.line(`… and ${counted(contests.length - some.length, 'contest')} more: --all, or --feed, --contest.`)
  return `One contest by its units: feed results --contest ${shellWord(contests[0]?.contest ?? '')}`
}

const leadersOf =
  (out: Output) =>
  (shown: ShownContest): readonly string[] => {
    const [top] = shown.results
    const [first = '', second = ''] = byVotes(shown).map(
      ({ name, votes }) => `${oneLine(name)} ${figure(votes.total)}`,
    )
    const stale = shown.results.filter((one) => one.stale !== undefined && !one.derived).length
    return [
      oneLine(shown.name),
      shown.contest,
      top === undefined ? '' : `${oneLine(top.record.unit.name)}${top.derived ? ' (sum)' : ''}`,
      top === undefined ? '' : progressOf(top),
      first,
      second,
      String(shown.results.length),
      stale === 0 ? '' : out.style('yellow', `${stale} stale`),
    ]
  }

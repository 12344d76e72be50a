import type { LiveCurrent } from '../entry/current-results.ts'
import type { Stale } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import { handText, setWithinText, showSingleCurrent } from './current-single.ts'
import { figureText } from './figure.ts'
import type { Output } from './output.ts'
import { selectionTitle } from './results-tables.ts'
import { shellWord } from './shell-word.ts'
import { completenessText, percent, sourceText } from './source-text.ts'
import { counted, figure, oneLine } from './words.ts'

const mostSelections = 6
const mostUnits = 25
const mostContests = 40
/** Up to so many results are shown one by one, with all that is known of them. */
const mostSingles = 2

interface ContestShown {
  readonly election: string
  readonly contest: string
  readonly name: string
  /** The whole before its parts. */
  readonly results: readonly [LiveCurrent, ...LiveCurrent[]]
}

/** As much as a screen takes, as `showResults` does it for feeds. Says what to ask next. */
export function showCurrent(results: readonly LiveCurrent[], all: boolean, out: Output): string {
  const contests = contestsOf(results)
  const [first] = contests
  if (first === undefined) return ''
  if (results.length <= mostSingles) for (const one of results) showSingleCurrent(one, out)
  else if (contests.length === 1) showUnits(first, all, out)
  else return showContests(contests, all, out)
  return heldText(results) ?? whereText(first)
}

/** What is held back is looked at first: by checks and people of the feed, or by a rule. */
function heldText(results: readonly LiveCurrent[]): string | undefined {
  const stale = results.flatMap((one) => one.stale.flatMap(holdIn))
  const ids = new Set(stale)
  const isHeldWithin = results.some(({ stale: marks }) => marks.some(({ why }) => why === 'HELD'))
  if (ids.size === 0) return isHeldWithin ? 'What is held within: feed alerts, feed holds' : undefined
  const commands = [
    ...([...ids].some((id) => id.startsWith('h-')) ? ['feed holds'] : []),
    ...([...ids].some((id) => id.startsWith('a-')) ? ['feed alerts'] : []),
  ]
  return `${stale.length} stale, held back by a check, a rule or a person: ${commands.join(', ')}`
}

function whereText({ results: [top] }: ContestShown): string {
  const [leader] = byVotes(top)
  return leader === undefined
    ? 'What is in doubt: feed alerts'
    : `Where a figure comes from: feed why ${shellWord(figureText(top, leader.id))}`
}

function contestsOf(results: readonly LiveCurrent[]): readonly ContestShown[] {
  const groups = Map.groupBy(results, ({ election, key }) => `${election} ${contestAndUnit(key).contest}`)
  const contests = [...groups.values()].flatMap((own) => {
    const [first, ...others] = own.toSorted(wholeFirst)
    if (first === undefined) return []
    const { election, key, record } = first
    const { contest } = contestAndUnit(key)
    return [{ election, contest, name: record.contest.name, results: [first, ...others] as const }]
  })
  return contests.toSorted(
    (one, other) => byText(one.election, other.election) || votesOf(other) - votesOf(one),
  )
}

const votesOf = ({ results: [top] }: ContestShown): number => top.standing?.votes ?? 0
const byText = (one: string, other: string): number => one.localeCompare(other, 'en')

/** The fewest levels of the unit first, then by name. */
function wholeFirst(one: LiveCurrent, other: LiveCurrent): number {
  return depth(one) - depth(other) || byText(one.record.unit.name, other.record.unit.name)
}

const depth = ({ key }: LiveCurrent): number => contestAndUnit(key).unit.split('/').length

const byVotes = ({ record }: LiveCurrent) =>
  record.selections.toSorted((one, other) => other.votes.total - one.votes.total)

function showUnits({ election, contest, name, results }: ContestShown, all: boolean, out: Output): void {
  out.line(`${out.style('bold', oneLine(name))}  ${contest}, ${election}`)
  const order = byVotes(results.find(({ record }) => record.selections.length > 0) ?? results[0])
  const named = order.slice(0, mostSelections)
  const others = order.length - named.length
  const hasExpected = results.some(({ completeness }) => completeness.ofExpectedVote !== undefined)
  const columns = [
    { title: 'unit', flexible: true as const },
    { title: 'reporting', right: true as const },
    ...(hasExpected ? [{ title: 'of expected', right: true as const }] : []),
    ...named.map((one) => ({ title: selectionTitle(one.name, one.party), right: true as const })),
    ...(others > 0 ? [{ title: `${others} others`, right: true as const }] : []),
    { title: 'margin', right: true as const },
    { title: 'source', flexible: true as const },
    { title: '' },
  ]
  const some = all ? results : results.slice(0, mostUnits)
  const rows = some.map((one) => {
    const { ofExpectedVote } = one.completeness
    const rest = one.record.selections
      .filter(({ id }) => !named.some((selection) => selection.id === id))
      .reduce((sum, { votes }) => sum + votes.total, 0)
    return [
      oneLine(one.record.unit.name),
      completenessText(one),
      ...(hasExpected ? [ofExpectedVote === undefined ? '' : percent(ofExpectedVote)] : []),
      ...named.map(({ id }) => votesText(one, id)),
      ...(others > 0 ? [one.record.selections.length === 0 ? '' : figure(rest)] : []),
      marginText(one),
      sourceText(one.source),
      marksOf(one, out),
    ]
  })
  out.table(columns, rows)
  if (some.length < results.length)
    out.line(`… and ${counted(results.length - some.length, 'unit')} more: --all, or --unit UNIT for one.`)
  showReasons(some, out)
}

/** `1,200 57.1%`. */
function votesText({ record, standing }: LiveCurrent, id: string): string {
  const votes = record.selections.find((one) => one.id === id)?.votes.total
  const share = standing?.shares[id]
  return votes === undefined ? '' : `${figure(votes)}${share === undefined ? '' : ` ${percent(share)}`}`
}

const marginText = ({ standing }: LiveCurrent): string =>
  standing?.margin === null || standing === null ? '' : figure(standing.margin)

const marksOf = (one: LiveCurrent, out: Output): string =>
  [
    ...(handText(one) === '' ? [] : [out.style('magenta', handText(one))]),
    ...new Set(
      one.stale.map((mark) => out.style('yellow', `stale ${[mark.why, ...holdIn(mark)].join(' ')}`)),
    ),
  ].join(', ')

/** What a person must look at to release it: of a sum, look at its parts. */
const holdIn = ({ words }: Stale): readonly string[] => /\b[ah]-[\da-f]{8,}\b/.exec(words) ?? []

/** What the marks mean, each said once. */
function showReasons(results: readonly LiveCurrent[], out: Output): void {
  const byHand = results.flatMap(({ setWithin = [] }) => setWithin)
  if (byHand.length > 0) out.line(out.style('magenta', setWithinText([...new Set(byHand)])))
  const reasons = new Set(
    results.flatMap(({ stale }) => stale.map(({ why, words }) => `stale ${why}: ${words}`)),
  )
  const some = [...reasons].slice(0, 8)
  for (const reason of some) out.line(out.style('yellow', oneLine(reason)))
  if (some.length < reasons.size)
    out.line(`… and ${counted(reasons.size - some.length, 'reason')} more: --json.`)
}

function showContests(contests: readonly ContestShown[], all: boolean, out: Output): string {
  const some = all ? contests : contests.slice(0, mostContests)
  for (const [election, own] of Map.groupBy(some, (one) => one.election)) {
    out.line(out.style('bold', election))
    out.table(
      [
        { title: 'contest', flexible: true },
        { title: 'id' },
        { title: 'unit' },
        { title: 'reporting', right: true },
        { title: 'first' },
        { title: 'second' },
        { title: 'margin', right: true },
        { title: 'source', flexible: true },
        { title: 'results', right: true },
        { title: '' },
      ],
      own.map((shown) => leadersOf(shown, out)),
    )
  }
  if (some.length < contests.length)
    out.line(`… and ${counted(contests.length - some.length, 'contest')} more: --all, or --contest.`)
  const byUnits = `One contest by its units: feed results --contest ${shellWord(contests[0]?.contest ?? '')}`
  return heldText(contests.flatMap(({ results }) => results)) ?? byUnits
}

function leadersOf({ contest, name, results }: ContestShown, out: Output): readonly string[] {
  const [top] = results
  const [first = '', second = ''] = byVotes(top).map(
    (one) => `${oneLine(one.name)} ${votesText(top, one.id)}`,
  )
  const stale = results.filter((one) => one.stale.length > 0).length
  const set = results.filter(({ source }) => source.kind === 'override').length
  const marks = [
    ...(set === 0 ? [] : [out.style('magenta', `${set} set by hand`)]),
    ...(stale === 0 ? [] : [out.style('yellow', `${stale} stale`)]),
  ]
  return [
    oneLine(name),
    contest,
    oneLine(top.record.unit.name),
    completenessText(top),
    first,
    second,
    marginText(top),
    sourceText(top.source),
    String(results.length),
    marks.join(', '),
  ]
}

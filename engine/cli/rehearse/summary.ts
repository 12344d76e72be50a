import { contestAndUnit, type ResultKey } from '../../model/ids.ts'
import type { Correction } from '../../rehearse/corrections.ts'
import type { FeedReport, HoldReport, Report, TotalReport } from '../../rehearse/report.ts'
import type { Output } from '../output.ts'
import { counted, figure, oneLine } from '../words.ts'
import { progressOf, votesIn } from './frame.ts'
import { correctionText, onWallClock, type ShowTime } from './said.ts'
import { wrapped } from './wrapped.ts'

const mostHeld = 3
/** Of one result. */
const mostFigures = 6
const mostPast = 40

/** What came of the night: figures, holds, numbers. */
export function showSummary(
  { totals, holds, corrections, feeds }: Report,
  time: ShowTime,
  out: Output,
): void {
  const standing = holds.filter(({ until }) => until === null)
  showTotals(totals, standing, out)
  showStanding(standing, totals, time, out)
  showPast(
    holds.filter(({ until }) => until !== null),
    time,
    out,
  )
  showCorrections(corrections, time, out)
  showFeeds(feeds, holds, out)
}

function showTotals(totals: readonly TotalReport[], standing: readonly HoldReport[], out: Output): void {
  const rows = largestFirst(totals).flatMap(({ record }) => {
    const { contest, unit, selections, reporting } = record
    const held = unitsHeld(contest.id, standing)
    const note = held === 0 ? '' : out.style('yellow', `${counted(held, 'unit')} held`)
    const all = votesIn(record)
    return [
      [
        out.style('bold', `${oneLine(contest.name)}, ${placeName(unit.id)}`),
        '',
        '',
        '',
        progressOf(reporting),
        note,
      ],
      ...selections.map(({ name, party, votes }) => [
        `  ${oneLine(name)}`,
        party ?? '',
        figure(votes.total),
        all === 0 ? '' : `${((100 * votes.total) / all).toFixed(1)} %`,
      ]),
    ]
  })
  out.table(
    [
      { title: 'Result', flexible: true },
      { title: 'party' },
      { title: 'votes', right: true },
      { title: 'share', right: true },
      { title: 'reporting' },
      { title: '' },
    ],
    rows,
  )
  out.line()
}

/** Feeds in their order, and of each the largest contests first. */
const largestFirst = (totals: readonly TotalReport[]): readonly TotalReport[] =>
  [...Map.groupBy(totals, ({ feed }) => feed).values()].flatMap((ofFeed) =>
    ofFeed.toSorted((one, other) => votesIn(other.record) - votesIn(one.record)),
  )

/** Units whose standing figures in a contest are older than what their source says. */
function unitsHeld(contest: string, standing: readonly HoldReport[]): number {
  const keys = standing.flatMap(({ held }) => held.map(({ key }) => contestAndUnit(key as ResultKey)))
  return new Set(keys.filter((one) => one.contest === contest).map(({ unit }) => unit)).size
}

function showStanding(
  standing: readonly HoldReport[],
  totals: readonly TotalReport[],
  time: ShowTime,
  out: Output,
): void {
  if (standing.length === 0) {
    out.line('Nothing is held at the end.')
    out.line()
    return
  }
  out.line(out.style('bold', 'Held at the end'))
  for (const { hold, feed, code, reason, hint, from, held } of standing) {
    out.line(`${out.style('yellow', hold)}  ${feed}  ${code}  since ${time(from)}`)
    out.line(wrapped(onWallClock(oneLine(reason), time), out.width))
    for (const { key, now, before } of held.slice(0, mostHeld)) {
      const names = namesIn(key, totals)
      out.line(wrapped(`the source says  ${figuresText(now, names)}`, out.width))
      out.line(wrapped(`published is     ${figuresText(before, names)}`, out.width))
    }
    if (held.length > mostHeld) out.line(`  … and ${counted(held.length - mostHeld, 'more result')}`)
    if (hint !== undefined) out.line(out.style('dim', wrapped(hint, out.width)))
  }
  out.line()
}

/** In the order of the ballot, as far as the names have it; no longer than a line or two. */
function figuresText(
  votes: Readonly<Record<string, number>> | null,
  names: ReadonlyMap<string, string>,
): string {
  if (votes === null) return 'nothing'
  const ballot = [...names.keys()].filter((id) => id in votes)
  const ids = [...ballot, ...Object.keys(votes).filter((id) => !names.has(id))]
  const shown = ids.slice(0, mostFigures).map((id) => `${names.get(id) ?? id} ${figure(votes[id] ?? 0)}`)
  const more = ids.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}

/** What the selections of a result are called, as far as the totals of its contest tell. */
function namesIn(key: string, totals: readonly TotalReport[]): ReadonlyMap<string, string> {
  const { contest } = contestAndUnit(key as ResultKey)
  const known = totals.filter(({ record }) => record.contest.id === contest)
  return new Map(known.flatMap(({ record }) => record.selections.map(({ id, name }) => [id, oneLine(name)])))
}

/** `county:east_harbor` → `East Harbor County`, `state:zz` → `ZZ`: sums are of units that no source names. */
function placeName(unit: string): string {
  const [type = '', id = unit] = unit.split('/').at(-1)?.split(':') ?? []
  if (type === 'state') return id.toUpperCase()
  const words = id.split(/[_-]/).map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
  return [...words, ...(type === 'county' ? ['County'] : [])].join(' ')
}

const endings = {
  superseded: 'until a capture without that doubt came',
  released: 'until a person released it',
  due: 'until the polls had closed',
} as const

function showPast(past: readonly HoldReport[], time: ShowTime, out: Output): void {
  if (past.length === 0) return
  out.line(out.style('bold', 'Held for a while'))
  for (const { feed, code, reason, from, until, how, results } of past.slice(0, mostPast)) {
    const what = results === 0 ? 'whole capture' : counted(results, 'result')
    const ended = how === null ? '' : `, ${endings[how]}`
    out.line(`${time(from)} to ${time(until ?? from)}  ${feed}  ${code}  ${what}${ended}`)
    out.line(wrapped(onWallClock(oneLine(reason), time), out.width))
  }
  if (past.length > mostPast) out.line(`… and ${past.length - mostPast} more: --json lists all`)
  out.line()
}

function showCorrections(corrections: readonly Correction[], time: ShowTime, out: Output): void {
  if (corrections.length === 0) return
  const rows = corrections.slice(0, mostPast).map((one) => [time(one.at), one.feed, correctionText(one)])
  out.table(
    [
      { title: 'Corrected' },
      { title: 'feed' },
      { title: 'figures that fell, and were published so', flexible: true },
    ],
    rows,
  )
  if (corrections.length > mostPast) out.line(`… and ${corrections.length - mostPast} more: --json lists all`)
  out.line()
}

function showFeeds(feeds: readonly FeedReport[], holds: readonly HoldReport[], out: Output): void {
  const rows = feeds.map((one) => {
    const withheld = holds
      .filter(({ feed }) => feed === one.feed)
      .reduce((sum, { results }) => sum + results, 0)
    const changes = one.added + one.revised + one.corrected + one.withdrawn
    return [one.feed, one.polls, one.captures, changes, one.corrected, withheld, one.stale].map((cell) =>
      typeof cell === 'number' ? figure(cell) : cell,
    )
  })
  out.table(
    [
      { title: 'Feed' },
      { title: 'polls', right: true },
      { title: 'captures', right: true },
      { title: 'changes', right: true },
      { title: 'corrected', right: true },
      { title: 'withheld', right: true },
      { title: 'stale now', right: true },
    ],
    rows,
  )
  out.line()
}

import type { ResultRecord } from '../../model/result.ts'
import type { FeedScene, NightEvent, Scene } from '../../rehearse/scene.ts'
import type { Output, Style } from '../output.ts'
import { tableLines } from '../text-table.ts'
import { figure, oneLine } from '../words.ts'
import { eventWords, onWallClock, type ShowTime } from './said.ts'

const mostContests = 6
const mostHolds = 3
const mostEvents = 5

export interface FrameParts {
  readonly title: string
  readonly zone: string
  readonly time: ShowTime
  readonly width: number
  readonly style: Output['style']
}

/** The night as a screen shows it: clock, feeds, contests, what is held, what happened last. */
export function frameLines(
  scene: Scene,
  events: readonly NightEvent[],
  { title, zone, time, width, style }: FrameParts,
): readonly string[] {
  const table = (columns: Parameters<typeof tableLines>[0], rows: readonly (readonly string[])[]) => {
    const [head = '', ...body] = tableLines(columns, rows, width)
    return ['', style('bold', head), ...body]
  }
  const feeds = scene.feeds.map((feed) => feedRow(feed, time, style))
  const records = scene.feeds.flatMap(({ totals }) => totals.map(({ record }) => record))
  const largest = records.toSorted((one, other) => votesIn(other) - votesIn(one)).slice(0, mostContests)
  const contests = records.filter((record) => largest.includes(record)).map(contestRow)
  const holds = scene.feeds.flatMap(({ feed, health }) =>
    health.holds.map((hold) => [style('yellow', hold.id), feed, hold.code, oneLine(hold.reason)]),
  )
  const last = events.slice(-mostEvents).toReversed()
  return [
    style('bold', title.slice(0, width)),
    `${time(scene.now)}  ${bar(scene.part, Math.max(10, Math.min(40, width - 40)))}  ${style('dim', zone)}`,
    ...table(
      [
        { title: 'feed' },
        { title: 'is' },
        { title: 'checked' },
        { title: 'changed' },
        { title: 'polls', right: true },
        { title: 'note', flexible: true },
      ],
      feeds,
    ),
    ...(contests.length === 0
      ? []
      : table([{ title: 'contest' }, { title: 'reporting' }, { title: 'votes', flexible: true }], contests)),
    ...(holds.length === 0
      ? []
      : table(
          [{ title: 'hold' }, { title: 'feed' }, { title: 'code' }, { title: 'reason', flexible: true }],
          holds.slice(0, mostHolds),
        )),
    ...(last.length === 0
      ? []
      : table(
          [{ title: 'time' }, { title: 'feed' }, { title: 'event' }, { title: 'what', flexible: true }],
          last.map((event) => {
            const [what, look, rest] = eventWords(event)
            return [time(event.at), event.feed ?? 'feeds', style(look, what), onWallClock(rest, time)]
          }),
        )),
  ]
}

const looks: Readonly<Record<FeedScene['health']['word'], Style>> = {
  damaged: 'red',
  failing: 'red',
  silent: 'red',
  misdated: 'red',
  late: 'red',
  held: 'yellow',
  new: 'dim',
  fine: 'green',
  paused: 'dim',
  draft: 'dim',
}

function feedRow(
  { feed, health, polls, isStale }: FeedScene,
  time: ShowTime,
  style: Output['style'],
): readonly string[] {
  const { word, checkedAt, changedAt, holds, reasons } = health
  const held = holds.reduce((sum, { results }) => sum + results, 0)
  const note = isStale
    ? 'stale: the last good figures stay'
    : held > 0
      ? `${held} of ${health.results} results held, the others current`
      : (reasons[0] ?? '')
  const moment = (iso: string | null) => (iso === null ? '' : time(iso))
  return [feed, style(looks[word], word), moment(checkedAt), moment(changedAt), figure(polls), note]
}

function contestRow({ contest, reporting, selections }: ResultRecord): readonly string[] {
  const leading = selections
    .toSorted((one, other) => other.votes.total - one.votes.total)
    .slice(0, 3)
    .map(({ name, votes }) => `${oneLine(name)} ${figure(votes.total)}`)
  return [oneLine(contest.name), progressOf(reporting), leading.join('  ')]
}

/** `61 of 178`; nothing where the source does not say. */
export const progressOf = (reporting: ResultRecord['reporting']): string =>
  reporting?.unitsReporting === undefined || reporting.unitsTotal === undefined
    ? ''
    : `${figure(reporting.unitsReporting)} of ${figure(reporting.unitsTotal)}`

/** All votes of a result. */
export const votesIn = ({ selections }: ResultRecord): number =>
  selections.reduce((sum, { votes }) => sum + votes.total, 0)

function bar(part: number, cells: number): string {
  const full = Math.round(part * cells)
  return `${'━'.repeat(full)}${'─'.repeat(cells - full)}`
}

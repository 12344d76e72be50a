import type { FeedStatus } from '../../../engine/model/envelope.ts'
import type { CurrentEntry } from '../../../engine/register/current-entries.ts'
import {
  contests,
  desk,
  mostVotes,
  reporters,
  theirs,
  tolerance,
  typeOf,
  unitOver,
  units,
} from './election.ts'
import type { FeedFigures, Votes } from './oracle.ts'
import type { Saying } from './said.ts'

/** Figures that could stand, in the words of the election. */
export interface Possible {
  readonly feed: string
  readonly kind: 'own' | 'sum of one feed' | 'units'
  readonly votes: Votes
  /** The rule keeps them back. */
  readonly isDoubtful: boolean
  /** Why they are not used if others can be. */
  readonly isTroubled: boolean
}

/** What is known at the end of a night, from which all that stands follows. */
export interface Known {
  readonly figures: ReadonlyMap<string, FeedFigures>
  readonly sayings: readonly Saying[]
  readonly statuses: ReadonlyMap<string, FeedStatus>
  /** What stands, as the engine has it: units above are added up from it. */
  readonly entries: ReadonlyMap<string, CurrentEntry>
}

export const totalOf = ([jones, smith]: Votes): number => jones + smith

/** The votes of a record of the engine; undefined: it has none. */
export function votesIn(entry: CurrentEntry | undefined): Votes | undefined {
  const selections = entry?.envelope.record?.selections
  if (selections === undefined) return undefined
  const of = (id: string): number => selections.find((one) => one.id === id)?.votes.total ?? Number.NaN
  return [of('jones'), of('smith')]
}

/** Everything that could stand of a contest in a unit, the best first, by the order that the election declares. */
export function possible(known: Known, contest: string, unit: string): readonly Possible[] {
  const own = reporters.flatMap((reporter): readonly Possible[] => {
    const key = `${theirs(reporter, 'contests', contest)}|${theirs(reporter, 'units', unit)}`
    const { feed } = reporter
    const votes = known.figures.get(feed)?.own.get(key)
    if (votes === undefined) return []
    const isDoubtful = typeOf(unit) === 'precinct' && totalOf(votes) > mostVotes
    const isTroubled = isDoubtful || isHeld(known.statuses.get(feed), key)
    return [{ feed, kind: 'own', votes, isDoubtful, isTroubled }]
  })
  return [...own, ...sumOf(known, contest, unit, new Set(own.map(({ feed }) => feed)))].toSorted(
    (one, other) => rankOf(one, contest, unit) - rankOf(other, contest, unit),
  )
}

/** What stands in the units within, added up: of one feed where all of it is, else of the units. */
function sumOf(
  { entries, statuses, sayings, figures }: Known,
  contest: string,
  unit: string,
  own: ReadonlySet<string>,
): readonly Possible[] {
  const within = units.filter((one) => unitOver(one) === unit)
  const standing = within.flatMap((one) => {
    const entry = entries.get(`${contest}|${one}`)
    const votes = votesIn(entry)
    return votes === undefined || entry === undefined ? [] : [{ unit: one, entry, votes }]
  })
  const [only] = standing
  if (only === undefined) return []
  // One county alone says nothing of its state, unless who reports it reports the state's others too. Where that was taken
  // back, it depends on whether anybody saw it before.
  const around = sayings.filter((saying) => isWithin(saying, contest, only.unit))
  const isPart = around.some((saying) => isLive(figures, saying))
  const isSeen = around.length > 0 && only.entry.body.memory.above.includes(unit)
  if (standing.length === 1 && !isPart && !isSeen) return []
  const feeds = new Set(
    standing.map(({ entry }) => (entry.envelope.source.kind === 'feed' ? entry.envelope.source.feed : '')),
  )
  const [feed = ''] = feeds
  const isOfOne = feeds.size === 1 && feed !== '' && !own.has(feed)
  const votes: Votes = [
    standing.reduce((sum, one) => sum + one.votes[0], 0),
    standing.reduce((sum, one) => sum + one.votes[1], 0),
  ]
  const reporter = reporters.find((one) => one.feed === feed)
  const key = reporter && `${theirs(reporter, 'contests', contest)}|${theirs(reporter, 'units', unit)}`
  const isTroubled = isOfOne && key !== undefined && isHeld(statuses.get(feed), key)
  return [
    {
      feed: isOfOne ? feed : 'units',
      kind: isOfOne ? 'sum of one feed' : 'units',
      votes,
      isDoubtful: false,
      isTroubled,
    },
  ]
}

const isLive = (figures: Known['figures'], { reporter, contest, unit }: Saying): boolean =>
  figures.get(reporter.feed)?.own.has(`${contest}|${unit}`) ?? false

/** Was it, or something in it, reported by a feed whose jurisdiction lies around it? */
function isWithin({ reporter, contest, unit, votes }: Saying, ours: string, around: string): boolean {
  const mine = reporter.ours.units[unit] ?? unit
  const jurisdiction = reporter.ours.units[reporter.feedUnit] ?? reporter.feedUnit
  return (
    votes !== null &&
    (reporter.ours.contests[contest] ?? contest) === ours &&
    (mine === around || mine.startsWith(`${around}/`)) &&
    around.startsWith(`${jurisdiction}/`)
  )
}

/** By what the feed said last of itself: its ids are its own. */
function isHeld(status: FeedStatus | undefined, key: string): boolean {
  const [contest = '', unit = ''] = key.split('|')
  return (status?.holds ?? []).some(
    ({ scope }) => (scope.units?.includes(unit) ?? true) && (scope.contests?.includes(contest) ?? true),
  )
}

function rankOf({ feed, kind }: Possible, contest: string, unit: string): number {
  const order = desk.sources.find(
    (one) => patternFits(one.contest, contest) && (one.unit === undefined || patternFits(one.unit, unit)),
  )?.order
  const place = (order ?? []).findIndex((one) => one === feed || (one === 'units' && kind !== 'own'))
  return (place === -1 ? 100 : place) * 10 + (kind === 'own' ? 0 : 1)
}

/** `*` stands for anything. */
const patternFits = (pattern: string, id: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
  ).test(id)

/** Has it fewer votes than what stands, by more than may be between two sources? */
export const isBehind = (now: Votes, stands: Votes): boolean =>
  apart(stands[0], now[0]) || apart(stands[1], now[1])
const apart = (more: number, less: number): boolean =>
  more - less > Math.max(tolerance.votes, (Math.max(more, less) * tolerance.percent) / 100)
/** Are two further apart than may be? Here all list the same selections: what one lacks would be all of its votes. */
export const differ = (one: Votes, other: Votes): boolean => isBehind(one, other) || isBehind(other, one)

export const keysOf = (): readonly { readonly contest: string; readonly unit: string }[] =>
  contests.flatMap((contest) => units.map((unit) => ({ contest, unit })))

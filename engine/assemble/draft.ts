import { feedError } from '../errors/feed-error.ts'
import type { CountLine, CountLineValue, LineVotes } from '../model/count-line.ts'
import type { Mode } from '../model/result.ts'
import type { NamedContest, NamedSelection, NamedUnit } from './ids.ts'

/** `isPiece`: its line said that it is one of several that are added up. */
type Figure = { readonly value: number; readonly place: string; readonly isPiece?: boolean }
export type Place = { readonly origin: string; readonly place: string }

export interface SelectionDraft {
  name: string
  isNamed: boolean
  party: string | undefined
  writeIn: boolean
  order: number
  readonly votes: Map<Mode | 'total', Figure>
  /** What the source withholds. */
  readonly suppressed: Set<Mode | 'total'>
  readonly places: Place[]
}

/** One contest in one unit while its lines come in. */
export interface ResultDraft {
  readonly contest: NamedContest
  readonly unit: NamedUnit
  readonly selections: Map<string, SelectionDraft>
  readonly ballots: Map<string, Figure>
  readonly progress: Map<string, Figure>
  status: string | undefined
  asOf: string | undefined
  contestType: string | undefined
  votesAllowed: number | undefined
  readonly places: Place[]
}

/** A draft of which nothing is said yet. */
export const newDraft = (contest: NamedContest, unit: NamedUnit): ResultDraft => ({
  contest,
  unit,
  selections: new Map(),
  ballots: new Map(),
  progress: new Map(),
  status: undefined,
  asOf: undefined,
  contestType: undefined,
  votesAllowed: undefined,
  places: [],
})

/** How records call what lines call so. */
export const modeOf: Readonly<Record<keyof LineVotes, Mode | 'total'>> = {
  total: 'total',
  election_day: 'electionDay',
  early: 'early',
  absentee: 'absentee',
  absentee_in_person: 'absenteeInPerson',
  absentee_mail: 'absenteeMail',
  provisional: 'provisional',
  uocava: 'uocava',
  write_in: 'writeIn',
  other: 'other',
}

/** Which figures are added up where several lines give them. */
export interface Adds {
  readonly votes: boolean
  readonly ballots: boolean
}

/** Of a figure that is added up so many places are kept, the first ones: a ballot is a place. */
const keptPlaces = 20

/** Puts the votes of a line into the draft; a figure that stands there already is a collision, or is added to. */
export function addVotes(
  draft: ResultDraft,
  line: CountLine,
  named: NamedSelection,
  at: Place,
  adds: Adds,
): void {
  const { selection, votes, pieces: isPiece = false } = line.value
  let mine = draft.selections.get(named.id)
  if (mine === undefined) {
    const order = draft.selections.size
    mine = {
      name: named.name,
      isNamed: named.isNamed,
      party: undefined,
      writeIn: false,
      order,
      votes: new Map(),
      suppressed: new Set(),
      places: [],
    }
    draft.selections.set(named.id, mine)
  } else if (!mine.isNamed && named.isNamed) {
    mine.name = named.name
    mine.isNamed = true
  } else if (named.isNamed && mine.name !== named.name) {
    const what = { what: 'selections', id: named.id, first: mine.name, second: named.name }
    throw feedError('ASSEMBLE_NAMES_COLLIDE', what, { place: at.place })
  }
  // Blank is how sources say that there is none.
  mine.party = selection?.party?.trim() || mine.party
  mine.writeIn = selection?.write_in ?? mine.writeIn
  mine.order = selection?.order ?? mine.order
  for (const [word, value] of Object.entries(votes ?? {})) {
    const mode = modeOf[word as keyof LineVotes]
    if (value === 'suppressed') {
      mine.suppressed.add(mode)
      continue
    }
    const figure = { value, place: at.place, isPiece }
    // A whole figure beside pieces of it is a row read twice.
    const adding = adds.votes || (isPiece && mine.votes.get(mode)?.isPiece !== false)
    if (adding) added(mine.votes, mode, figure)
    else once(mine.votes, mode, figure, () => figureOf(draft, `${named.name}, ${word}`))
  }
  if (!(adds.votes || isPiece) || mine.places.length < keptPlaces) notePlace(mine.places, at)
}

/** Ballots and progress of a contest in a unit, or of a unit in all its contests. */
export function addFacts(draft: ResultDraft, value: CountLineValue, at: Place, adds: Adds): void {
  const { ballots, reporting } = value
  const before = draft.ballots.size + draft.progress.size
  for (const [word, count] of Object.entries(ballots ?? {})) {
    if (count === 'suppressed') continue
    const figure = { value: count, place: at.place }
    if (adds.ballots) added(draft.ballots, word, figure)
    else repeated(draft.ballots, word, figure, () => figureOf(draft, `ballots ${word}`))
  }
  for (const word of ['units_reporting', 'units_total'] as const) {
    const count = reporting?.[word]
    if (count === undefined) continue
    repeated(draft.progress, word, { value: count, place: at.place }, () => figureOf(draft, word))
  }
  draft.status = reporting?.status ?? draft.status
  draft.asOf = reporting?.as_of ?? draft.asOf
  if (draft.ballots.size + draft.progress.size > before) notePlace(draft.places, at)
}

/**
 * Gives a result what is said of its unit in all contests, as far as it does not say it itself. A contest with other ballots
 * cast than its unit was not on the ballot of all its voters: ballots and voters of the unit are not its own.
 */
export function shareFacts(said: ResultDraft, draft: ResultDraft, withBallots: boolean): void {
  const before = draft.ballots.size + draft.progress.size
  if (withBallots && !isOfOtherBallots(said, draft)) {
    for (const [word, figure] of said.ballots) if (!draft.ballots.has(word)) draft.ballots.set(word, figure)
  }
  for (const [word, figure] of said.progress) if (!draft.progress.has(word)) draft.progress.set(word, figure)
  draft.status ??= said.status
  draft.asOf ??= said.asOf
  if (draft.ballots.size + draft.progress.size === before) return
  for (const place of said.places) notePlace(draft.places, place)
}

function isOfOtherBallots({ ballots: ofUnit }: ResultDraft, { ballots: own }: ResultDraft): boolean {
  const [all, some] = [ofUnit.get('cast'), own.get('cast')]
  return all !== undefined && some !== undefined && all.value !== some.value
}

/** Votes come once: even the same number again would be a row counted twice. */
function once<Key>(figures: Map<Key, Figure>, key: Key, given: Figure, figure: () => string): void {
  const found = figures.get(key)
  if (found !== undefined) collide(found, given, figure)
  figures.set(key, given)
}

/** The place of the first stays: a sum has no place of its own. */
function added<Key>(figures: Map<Key, Figure>, key: Key, given: Figure): void {
  const found = figures.get(key)
  figures.set(key, found === undefined ? given : { ...found, value: found.value + given.value })
}

/** Ballots and progress come with every selection's row; another value is a collision. */
function repeated<Key>(figures: Map<Key, Figure>, key: Key, given: Figure, figure: () => string): void {
  const found = figures.get(key)
  if (found === undefined) figures.set(key, given)
  else if (found.value !== given.value) collide(found, given, figure)
}

function collide(found: Figure, given: Figure, figure: () => string): never {
  const collision = { figure: figure(), first: found.place, was: found.value, is: given.value }
  throw feedError('ASSEMBLE_COLLISION', collision, { place: given.place })
}

const figureOf = (draft: ResultDraft, what: string): string =>
  `"${draft.contest.name}" in ${draft.unit.name}: ${what}`

function notePlace(places: Place[], at: Place): void {
  const last = places.at(-1)
  if (last?.place !== at.place || last.origin !== at.origin) places.push(at)
}

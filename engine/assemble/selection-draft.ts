import { feedError } from '../errors/feed-error.ts'
import type { CountLineValue, LineVotes } from '../model/count-line.ts'
import type { Mode } from '../model/result.ts'
import { type Adds, added, type Figures, figureOf, notePlace, once, type Place } from './figures.ts'
import type { NamedSelection } from './ids.ts'
import { withOne } from './with-one.ts'

export interface SelectionDraft {
  readonly id: string
  name: string
  isNamed: boolean
  party: string | undefined
  writeIn: boolean
  order: number
  /** As long as one line alone gave them, which mostly stays so: its votes, and whether they are a piece. */
  only: LineVotes | undefined
  isPiece: boolean
  /** What several lines gave. */
  figures: SelectionFigures | undefined
  readonly places: Place[]
}

/** Of whom the selections are. */
export interface SelectionsDraft {
  readonly contest: { readonly name: string }
  readonly unit: { readonly name: string }
  selections: SelectionDraft[]
  /** By id, where there are many of them. */
  byId: Map<string, SelectionDraft> | undefined
}

/** Votes that came in several lines. */
export interface SelectionFigures {
  readonly votes: Figures<Mode | 'total'>
  /** What the source withholds. */
  readonly suppressed: Set<Mode | 'total'>
}

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

/** Of a figure that is added up so many places are kept, the first ones: a ballot is a place. */
const keptPlaces = 20

/** More selections than this are found by an index. */
const mostLookedAt = 12

function selectionIn(draft: SelectionsDraft, id: string): SelectionDraft | undefined {
  const { selections, byId } = draft
  if (byId !== undefined) return byId.get(id)
  for (const one of selections) if (one.id === id) return one
  return undefined
}

function addSelection(draft: SelectionsDraft, named: NamedSelection, at: Place): SelectionDraft {
  const mine: SelectionDraft = {
    id: named.id,
    name: named.name,
    isNamed: named.isNamed,
    party: undefined,
    writeIn: false,
    order: draft.selections.length,
    only: undefined,
    isPiece: false,
    figures: undefined,
    places: [at],
  }
  const selections = withOne(draft.selections, mine)
  draft.selections = selections
  if (draft.byId !== undefined) draft.byId.set(mine.id, mine)
  else if (selections.length > mostLookedAt) draft.byId = new Map(selections.map((one) => [one.id, one]))
  return mine
}

/** Puts the votes that a line gives into the draft; a figure that stands there already is a collision, or is added to. */
export function addVotes(
  draft: SelectionsDraft,
  line: CountLineValue,
  named: NamedSelection,
  at: Place,
  adds: Adds,
): void {
  const { selection, votes = {}, pieces: isPiece = false } = line
  const found = selectionIn(draft, named.id)
  const mine = found ?? addSelection(draft, named, at)
  if (found !== undefined && named.isNamed && found.name !== named.name) {
    if (found.isNamed) {
      const what = { what: 'selections', id: named.id, first: found.name, second: named.name }
      throw feedError('ASSEMBLE_NAMES_COLLIDE', what, { place: at.place })
    }
    found.name = named.name
  }
  mine.isNamed ||= named.isNamed
  // Blank is how sources say that there is none.
  mine.party = selection?.party?.trim() || mine.party
  mine.writeIn = selection?.write_in ?? mine.writeIn
  mine.order = selection?.order ?? mine.order
  if (found === undefined) {
    mine.only = votes
    mine.isPiece = isPiece
    return
  }
  const figures = figuresOf(mine)
  for (const [word, value] of Object.entries(votes)) {
    const mode = modeOf[word as keyof LineVotes]
    if (value === 'suppressed') {
      figures.suppressed.add(mode)
      continue
    }
    const figure = { value, place: at.place, isPiece }
    // A whole figure beside pieces of it is a row read twice.
    const adding = adds.votes || (isPiece && figures.votes.get(mode)?.isPiece !== false)
    if (adding) added(figures.votes, mode, figure)
    else once(figures.votes, mode, figure, () => figureOf(draft, `${named.name}, ${word}`))
  }
  if (!(adds.votes || isPiece) || mine.places.length < keptPlaces) notePlace(mine.places, at)
}

/** What several lines say of a selection, figure by figure. */
export function figuresOf(mine: SelectionDraft): SelectionFigures {
  if (mine.figures !== undefined) return mine.figures
  const figures: SelectionFigures = { votes: new Map(), suppressed: new Set() }
  mine.figures = figures
  const { only: votes = {}, isPiece } = mine
  const place = mine.places[0]?.place ?? ''
  for (const [word, value] of Object.entries(votes)) {
    const mode = modeOf[word as keyof LineVotes]
    if (value === 'suppressed') figures.suppressed.add(mode)
    else figures.votes.set(mode, { value, place, isPiece })
  }
  mine.only = undefined
  return figures
}

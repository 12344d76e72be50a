import { feedError } from '../errors/feed-error.ts'
import type { Control } from '../model/control.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Election } from '../model/election.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Locator, ResultRecord } from '../model/result.ts'
import { gatherControls } from './controls.ts'
import { addFacts, addVotes, newDraft, type ResultDraft } from './draft.ts'
import { ballotsOf, isDeclared, type NamedContest, type NamedUnit, names } from './ids.ts'
import { finishRecord } from './record.ts'
import { placeUnitFacts, type UnitFigure } from './unit-facts.ts'
import { type Unnamed, unnamedIn } from './unnamed.ts'

/** What a capture says of one contest in one unit, before it is digested. */
export interface AssembledResult {
  readonly key: ResultKey
  readonly record: ResultRecord
  readonly locators: readonly Locator[]
}

export interface Assembled {
  readonly results: readonly AssembledResult[]
  readonly asOf: string | undefined
  readonly token: string | undefined
  readonly electionDates: readonly string[]
  /** Sums that the source gives of itself. */
  readonly controls: readonly Control[]
  /** Ballots and voters that the source gives of units and of no contest. */
  readonly ofUnits: readonly UnitFigure[]
  /** Contests and selections that no line named: their ids stand for names. */
  readonly unnamed: readonly Unnamed[]
}

/** Gathers count lines, in any order, into standard records. Errors are ASSEMBLE_*, with the place of the second of two that collide. */
export interface Assembler {
  /** `origin` is the payload or archive member that the places of these lines lie in. */
  add(lines: readonly CountLine[], origin: string): void
  /** Results in the order of their keys. */
  finish(): Assembled
}

/** What becomes of figures that several lines give. */
export interface AssembleOptions {
  /** Votes: an error, or added up. */
  readonly repeated?: 'error' | 'add'
  /** Ballots: they must be the same, or are added up. */
  readonly repeated_ballots?: 'same' | 'add'
  /** Ballots that lines give of a unit and of no contest: for all its contests, or a result of their own. */
  readonly unit_ballots?: 'share' | 'apart'
}

/** An assembler for one capture. `feedUnit` is the jurisdiction of the feed. */
export function assembler(election: Election, feedUnit: string, options: AssembleOptions = {}): Assembler {
  const adds = { votes: options.repeated === 'add', ballots: options.repeated_ballots === 'add' }
  const named = names(election, feedUnit)
  const contests = new Map<string, NamedContest>()
  const units = new Map<string, NamedUnit>()
  const drafts = new Map<ResultKey, ResultDraft>()
  /** What was said of each unit in all its contests. */
  const saidOfUnits = new Map<string, ResultDraft>()
  const controls = gatherControls()
  const captures: { asOf?: string; token?: string; status?: string; electionDates: Set<string> } = {
    electionDates: new Set(),
  }

  function addLine(line: CountLine, at: At): void {
    const { contest, unit, selection, votes, ballots, reporting, control, capture } = line.value
    if (capture !== undefined) noteCapture(captures, capture)
    if (unit === undefined) return
    const myUnit = same('units', units, named.unit(unit, at.place), at)
    if (control !== undefined) noteControl(line, myUnit, at)
    if (votes === undefined && ballots === undefined && reporting === undefined) return
    if (contest === undefined) {
      const said = saidOfUnits.get(myUnit.id) ?? newDraft(allContests, myUnit)
      saidOfUnits.set(myUnit.id, said)
      addFacts(said, line.value, at, adds)
      return
    }
    const myContest = same('contests', contests, named.contest(contest, at.place), at, isDeclared)
    const key = resultKey(myContest.id, myUnit.id)
    let draft = drafts.get(key)
    if (draft === undefined) {
      draft = newDraft(myContest, myUnit)
      drafts.set(key, draft)
    }
    draft.contestType = contest.type ?? draft.contestType
    draft.votesAllowed = contest.votes_allowed ?? draft.votesAllowed
    addFacts(draft, line.value, at, adds)
    if (selection !== undefined && votes !== undefined)
      addVotes(draft, line, named.selection(selection, at.place), at, adds)
  }

  function noteControl({ value: { control, contest, selection } }: CountLine, unit: NamedUnit, at: At): void {
    if (control === undefined) return
    const of = contest && same('contests', contests, named.contest(contest, at.place), at, isDeclared)
    controls.note(
      control,
      { contest: of, unit, selection: selection && named.selection(selection, at.place) },
      at,
    )
  }

  return {
    add(lines, origin) {
      for (const line of lines) addLine(line, { origin, place: line.place })
    },
    finish() {
      const apart = options.unit_ballots === 'apart' ? ballotsOf(feedUnit) : undefined
      const taken = apart && contests.get(apart.id)
      if (apart !== undefined && taken !== undefined) {
        const collision = { what: 'contests', id: apart.id, first: taken.name, second: apart.name }
        throw feedError('ASSEMBLE_NAMES_COLLIDE', collision)
      }
      const ofUnits = placeUnitFacts(drafts, saidOfUnits, apart)
      const keys = [...drafts.keys()].toSorted(byCodeUnits)
      const unnamed: Unnamed[] = []
      const results = keys.map((key) => {
        const draft = drafts.get(key)
        if (draft === undefined) throw new Error(`no draft for ${key}`)
        // A name may have come after the first lines, which gave the id alone.
        const { id: contest } = draft.contest
        const { id: unit } = draft.unit
        const complete = {
          ...draft,
          contest: contests.get(contest) ?? draft.contest,
          unit: units.get(unit) ?? draft.unit,
        }
        unnamed.push(...unnamedIn(key, complete))
        return { key, ...finishRecord(key, complete, election, captures) }
      })
      const electionDates = [...captures.electionDates].toSorted(byCodeUnits)
      const { asOf, token } = captures
      return { results, asOf, token, electionDates, controls: controls.all(), ofUnits, unnamed }
    },
  }
}

const allContests: NamedContest = { id: '*', name: 'all contests', isNamed: true, expected: undefined }

type At = { readonly origin: string; readonly place: string }

/** The order of the machine, not of a language: the same everywhere. */
const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/**
 * One id, one name: two that share an id would add their votes to each other. Names that are declared to mean the same are
 * no other thing; the first counts. One office wrote a measure in one way in 37 counties, in another in two.
 */
function same<Thing extends { readonly id: string; readonly name: string; readonly isNamed: boolean }>(
  what: string,
  known: Map<string, Thing>,
  thing: Thing,
  at: At,
  declared: (thing: Thing) => boolean = () => false,
): Thing {
  const found = known.get(thing.id)
  if (found === undefined) known.set(thing.id, thing)
  else if (!thing.isNamed) return found
  else if (!found.isNamed) {
    known.set(thing.id, thing)
    return thing
  } else if (found !== thing && found.name !== thing.name && !(declared(found) && declared(thing))) {
    const collision = { what, id: thing.id, first: found.name, second: thing.name }
    throw feedError('ASSEMBLE_NAMES_COLLIDE', collision, { place: at.place })
  }
  return found ?? thing
}

function noteCapture(
  captures: { asOf?: string; token?: string; status?: string; electionDates: Set<string> },
  said: NonNullable<CountLineValue['capture']>,
): void {
  if (said.as_of !== undefined) captures.asOf = said.as_of
  if (said.token !== undefined) captures.token = said.token
  if (said.status !== undefined) captures.status = said.status
  if (said.election_date !== undefined) captures.electionDates.add(said.election_date)
}

import { feedError } from '../errors/feed-error.ts'
import type { Control } from '../model/control.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Election } from '../model/election.ts'
import type { AssembledResult } from './assembled-result.ts'
import { byCodeUnits } from './by-code-units.ts'
import { gatherControls } from './controls.ts'
import { addFacts, newDraft, type ResultDraft } from './draft.ts'
import { newDrafts } from './drafts.ts'
import type { Place } from './figures.ts'
import { ballotsOf, isDeclared, type NamedContest, type NamedUnit, names } from './ids.ts'
import { oneName } from './one-name.ts'
import { recordsOf } from './record.ts'
import { sayLine } from './say-line.ts'
import { placeUnitFacts, type UnitFigure } from './unit-facts.ts'
import { noteUnnamed, type Unnamed } from './unnamed.ts'

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
  const contests = oneName<NamedContest>('contests', isDeclared)
  const units = oneName<NamedUnit>('units')
  const drafts = newDrafts()
  /** What was said of each unit in all its contests. */
  const saidOfUnits = new Map<string, ResultDraft>()
  const controls = gatherControls()
  const records = recordsOf(election)
  const captures: { asOf?: string; token?: string; status?: string; electionDates: Set<string> } = {
    electionDates: new Set(),
  }

  function addLine(line: CountLine, origin: string): void {
    const { contest, unit, votes, ballots, reporting, control, capture } = line.value
    const { place } = line
    if (capture !== undefined) noteCapture(captures, capture)
    if (unit === undefined) return
    const myUnit = units.take(named.unit(unit, place), place)
    if (control !== undefined) noteControl(line, myUnit, { origin, place })
    if (votes === undefined && ballots === undefined && reporting === undefined) return
    if (contest === undefined) {
      const said = saidOfUnits.get(myUnit.id) ?? newDraft(allContests, myUnit)
      saidOfUnits.set(myUnit.id, said)
      addFacts(said, line.value, { origin, place }, adds)
      return
    }
    const draft = drafts.of(contests.take(named.contest(contest, place), place), myUnit)
    sayLine(draft, line.value, { origin, place }, named, adds)
  }

  function noteControl(
    { value: { control, contest, selection } }: CountLine,
    unit: NamedUnit,
    at: Place,
  ): void {
    if (control === undefined) return
    const of = contest && contests.take(named.contest(contest, at.place), at.place)
    controls.note(
      control,
      { contest: of, unit, selection: selection && named.selection(selection, at.place) },
      at,
    )
  }

  return {
    add(lines, origin) {
      for (const line of lines) addLine(line, origin)
    },
    finish() {
      const apart = options.unit_ballots === 'apart' ? ballotsOf(feedUnit) : undefined
      const taken = apart && contests.get(apart.id)
      if (apart !== undefined && taken !== undefined) {
        const collision = { what: 'contests', id: apart.id, first: taken.name, second: apart.name }
        throw feedError('ASSEMBLE_NAMES_COLLIDE', collision)
      }
      const ofUnits = placeUnitFacts(drafts, saidOfUnits, apart)
      const unnamed: Unnamed[] = []
      const results: AssembledResult[] = []
      const says = {
        ...(captures.asOf === undefined ? {} : { asOf: captures.asOf }),
        ...(captures.status === undefined ? {} : { status: captures.status }),
      }
      for (const draft of drafts.inOrder()) {
        // A name may have come after the first lines, which gave the id alone.
        if (contests.isRenamed) draft.contest = contests.get(draft.contest.id) ?? draft.contest
        if (units.isRenamed) draft.unit = units.get(draft.unit.id) ?? draft.unit
        const result = records.finish(draft, says)
        noteUnnamed(unnamed, result.key, draft)
        results.push(result)
      }
      const electionDates = [...captures.electionDates].toSorted(byCodeUnits)
      const { asOf, token } = captures
      return { results, asOf, token, electionDates, controls: controls.all(), ofUnits, unnamed }
    },
  }
}

const allContests: NamedContest = { id: '*', name: 'all contests', isNamed: true, expected: undefined }

function noteCapture(
  captures: { asOf?: string; token?: string; status?: string; electionDates: Set<string> },
  said: NonNullable<CountLineValue['capture']>,
): void {
  if (said.as_of !== undefined) captures.asOf = said.as_of
  if (said.token !== undefined) captures.token = said.token
  if (said.status !== undefined) captures.status = said.status
  if (said.election_date !== undefined) captures.electionDates.add(said.election_date)
}

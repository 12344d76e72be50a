import type { Election } from '../model/election.ts'
import { contestAndUnit, type Digest, type ResultKey } from '../model/ids.ts'
import type { Result, ResultRecord } from '../model/result.ts'
import type { Assembled, AssembleOptions } from './assemble.ts'
import type { CaptureSays } from './assembled-result.ts'
import { capturesSaid } from './captures-said.ts'
import { newDraft, type ResultDraft } from './draft.ts'
import { ballotsOf, type NamedContest, type NamedUnit, names } from './ids.ts'
import { areInPosition, inPosition } from './in-position.ts'
import { isList, type KeptResult, type KeptRow } from './kept-row.ts'
import { inKeyOrder, type Keyed, mergedInOrder, partByPart, placesInKeyOrder } from './key-order.ts'
import { locatingVotes } from './locating.ts'
import { locatorsOf } from './locators.ts'
import { orderedAs } from './ordered-as.ts'
import { withOtherVotes } from './other-votes.ts'
import { type Locate, type Placed, PlacedResult, placedNow } from './placed-result.ts'
import { recordsOf } from './record.ts'
import { ResultsByKey } from './results-by-key.ts'
import { resultsOfRows } from './results-of-rows.ts'
import { rowsReplaced } from './rows-replaced.ts'
import { sayLine } from './say-line.ts'
import { noteUnnamed, type Unnamed } from './unnamed.ts'
import { votesAlone } from './votes-alone.ts'

/** What became of the rows of the capture before. */
export interface RowsChanged {
  readonly removed: readonly KeptRow[]
  readonly added: readonly KeptRow[]
  /** Rows of both that stand in another order among others. */
  readonly turned: Iterable<KeptRow>
  /** Rows of both that stand in another place, and in the same order. */
  readonly moved: readonly KeptRow[]
  /** All rows of the capture from its last. */
  readonly backwards: () => Iterable<KeptRow>
}

/** A result of both captures whose record is another, or of one of them. */
export interface ResultChanged {
  readonly was: Result | undefined
  readonly is: Result | undefined
  /** Both say the same, but for votes: of the same selections, in the same order. */
  readonly countedOn: boolean
}

export interface AssembledAgain extends Assembled {
  /** Until another capture is assembled: then others stand in the same list. */
  readonly results: readonly Result[]
  /** The results by key, in their order, as long. */
  readonly now: ReadonlyMap<ResultKey, Result>
  /** Beside the capture before: of the first one nothing. */
  readonly changed: readonly ResultChanged[]
}

/**
 * Assembles capture after capture out of rows that are kept from one to the next: a result is made again only if one of
 * its rows came, went or changed its order, or its contest or unit is called otherwise. What is assembled is what
 * `assembler` makes of all rows. Whatever goes wrong says only that something did, and then this must be thrown away.
 */
export interface KeptResults {
  /** Undefined: rows say what can not be taken apart into results, and this must be thrown away. */
  assemble(changed: RowsChanged): AssembledAgain | undefined
}

/** Of one plan. */
export function keptResults(
  election: Election,
  feedUnit: string,
  options: AssembleOptions,
  digestOf: (record: ResultRecord) => Digest,
): KeptResults {
  const adds = { votes: options.repeated === 'add', ballots: options.repeated_ballots === 'add' }
  const apart = options.unit_ballots === 'apart' ? ballotsOf(feedUnit).id : undefined
  const named = names(election, feedUnit)
  const records = recordsOf(election)
  const votesOf = votesAlone(named)
  const captures = capturesSaid()
  const parts = resultsOfRows(named, captures.note)
  /** Those that have names that nothing said. */
  const lacking = new Set<KeptResult>()
  let order: readonly KeptResult[] = []
  let results: Result[] = []
  let now = new ResultsByKey(results)
  let says: CaptureSays = {}
  let isFirst = true
  /** Do all rows of the capture before that are in this one stand where they stood, and those that others gave way to? */
  let isInPlace = false

  const locate: Locate = ({ key }, placed) => {
    const { contest, unit } = contestAndUnit(key)
    const ofKey = { contest: { id: contest }, unit: { id: unit } }
    // What they are called is of no account.
    const called = { name: '', isNamed: false, expected: undefined, type: '', within: undefined }
    const draft = newDraft({ id: contest, ...called }, { id: unit, ...called })
    return locatorsOf(withLines(draft, ofKey, placed))
  }
  const locateVotes = locatingVotes(locate)
  const locateIn = ({ isOfVotes }: KeptResult): Locate => (isOfVotes ? locateVotes : locate)

  function withLines(draft: ResultDraft, one: Keyed, { rows, origin, places }: Placed): ResultDraft {
    for (const [n, { said }] of rows.entries()) {
      const at = {
        origin: typeof origin === 'string' ? origin : (origin[n] as string),
        place: places[n] as string,
      }
      if (!isList(said)) sayLine(draft, said, at, named, adds)
      else for (const value of said) if (parts.isOf(one, value)) sayLine(draft, value, at, named, adds)
    }
    return draft
  }

  function made(one: KeptResult): Result {
    one.rows = inPosition(one.rows)
    const { key, record } = recordOfVotes(one) ?? recordOfDraft(one)
    // The very text by which it is known already is found sooner than another one that says the same.
    return new PlacedResult(one.result?.key ?? key, digestOf(record), record, one.rows, locateIn(one))
  }

  function madeAgain(one: KeptResult): ResultChanged {
    const was = one.result
    const on = one.state === 'counted' ? counted(one) : undefined
    one.result = on ?? (isThere(one) ? made(one) : undefined)
    if (!isThere(one)) lacking.delete(one)
    return { was, is: one.result, countedOn: on !== undefined }
  }

  /** Other votes under the same names: what else is said of it is what was. Undefined: it must be made of all rows. */
  function counted(one: KeptResult): Result | undefined {
    const was = one.result as PlacedResult
    const record = isInPlace || areInPosition(one.rows) ? withOtherVotes(was, one.rows) : undefined
    return (
      record &&
      new PlacedResult(was.key, digestOf(record), record, one.rows, locateVotes, isInPlace ? was : undefined)
    )
  }

  /** Everything in it has a name. Undefined: a draft must be made. */
  function recordOfVotes(one: KeptResult): Pick<Result, 'key' | 'record'> | undefined {
    const votes = votesOf(one.rows, chosenOf(one))
    const keyed = votes && records.ofVotes(votes, says)
    one.isOfVotes = keyed !== undefined
    if (keyed !== undefined) noteNames(one, [])
    return keyed
  }

  function recordOfDraft(one: KeptResult): Pick<Result, 'key' | 'record'> {
    const { contest, unit } = chosenOf(one)
    const draft = withLines(newDraft(contest, unit), one, placedNow(one.rows))
    const keyed = records.record(draft, says)
    const unnamed: Unnamed[] = []
    noteUnnamed(unnamed, keyed.key, draft)
    noteNames(one, unnamed)
    return keyed
  }

  function noteNames(one: KeptResult, unnamed: readonly Unnamed[]): void {
    if (unnamed.length > 0) lacking.add(one)
    else if (one.unnamed.length > 0) lacking.delete(one)
    one.unnamed = unnamed.length > 0 ? unnamed : none
  }

  /** Results came or went: these came, in order. */
  function renew(came: readonly KeptResult[]): void {
    order = mergedInOrder(order.filter(isThere), came)
    results = []
    now = new ResultsByKey(results)
    for (const one of order) stand(one)
  }

  /** Behind all those that stand already. */
  function stand(one: KeptResult): void {
    one.at = results.length
    one.state = 'same'
    results.push(one.result as Result)
  }

  /** The first results of all are made part by part, as they came: their rows lie together, and so then do they. */
  function begin(came: readonly KeptResult[]): readonly ResultChanged[] {
    const places = placesInKeyOrder(came)
    for (const place of partByPart(places)) {
      const one = came[place] as KeptResult
      one.result = made(one)
    }
    order = Array.from(places, (place) => came[place] as KeptResult)
    results = []
    for (const one of order) stand(one)
    now = new ResultsByKey(results)
    const changed = isFirst ? [] : results.map((is) => ({ was: undefined, is, countedOn: false }))
    isFirst = false
    return changed
  }

  /** The same results as before, some of them other ones. */
  function replace(one: KeptResult): void {
    results[one.at] = one.result as Result
    one.state = 'same'
  }

  function make(): readonly ResultChanged[] {
    const taken = parts.taken()
    const { came, touched, moved } = taken
    if (order.length === 0) return begin(came)
    const first = inKeyOrder(came)
    const stood = orderedAs(order, [...touched.filter(isMade), ...taken.counted])
    const changed = mergedInOrder(stood, first).map(madeAgain)
    for (const one of moved) {
      const { key, digest, record } = one.result as Result
      one.result = new PlacedResult(key, digest, record, one.rows, locateIn(one))
    }
    if (came.length > 0 || !touched.every(isThere)) renew(first)
    else for (const some of [touched, taken.counted, moved]) some.forEach(replace)
    return changed
  }

  return {
    assemble({ turned, moved, backwards, ...rows }) {
      isInPlace = moved.length === 0
      const { removed, added } = rowsReplaced(rows, (was, is) => {
        isInPlace &&= was.body === is.body && was.line === is.line
        parts.replace(was, is)
      })
      parts.detach(removed)
      if (!parts.attach(added)) return undefined
      if (apart !== undefined && parts.has(apart)) return undefined
      parts.turn(turned)
      parts.move(moved)
      parts.settle()
      const { as_of: asOf, token, status } = captures.last(backwards)
      if (asOf !== says.asOf || status !== says.status) for (const one of order) parts.touch(one)
      says = { ...(asOf === undefined ? {} : { asOf }), ...(status === undefined ? {} : { status }) }
      const changed = make()
      const unnamed = [...lacking].toSorted(byNumber).flatMap((one) => one.unnamed)
      const electionDates = captures.electionDates()
      return { results, now, changed, asOf, token, electionDates, controls: [], ofUnits: [], unnamed }
    },
  }
}

const isMade = ({ result }: KeptResult): boolean => result !== undefined
const byNumber = (one: KeptResult, other: KeptResult): number => one.at - other.at
const isThere = ({ rows }: KeptResult): boolean => rows.length > 0

const chosenOf = ({ contest, unit }: KeptResult) => ({
  contest: contest.chosen as NamedContest,
  unit: unit.chosen as NamedUnit,
})

const none: readonly Unnamed[] = []

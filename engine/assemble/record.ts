import { feedError } from '../errors/feed-error.ts'
import type { Election } from '../model/election.ts'
import { keyOf, keysOf, resultKey } from '../model/ids.ts'
import type {
  Ballots,
  Contest,
  ContestType,
  Reporting,
  ResultRecord,
  Selection,
  Status,
  Unit,
} from '../model/result.ts'
import type { AssembledResult, CaptureSays } from './assembled-result.ts'
import type { ResultDraft } from './draft.ts'
import type { NamedContest, NamedUnit } from './ids.ts'
import { locatorsOf } from './locators.ts'
import { recordProblem } from './record-problem.ts'
import type { SelectionDraft } from './selection-draft.ts'
import { nameOf, selectionOf } from './selection-of.ts'
import { soundness } from './sound-record.ts'
import { votesOf } from './votes.ts'
import type { VotesAlone } from './votes-alone.ts'

/** Makes standard records of an election. Records of one unit share what is said of it, and so do those of one contest. */
export interface Records {
  /** A draft as a standard record, valid by `schemas/result.schema.json`, and where its figures stand. */
  finish(draft: ResultDraft, capture: CaptureSays): AssembledResult
  /** The same, without where its figures stand. */
  record(draft: ResultDraft, capture: CaptureSays): Pick<AssembledResult, 'key' | 'record'>
  /** The same of votes alone, which are sound, and in ballot order. Undefined: it may be invalid, and a draft says where. */
  ofVotes(votes: VotesAlone, capture: CaptureSays): Pick<AssembledResult, 'key' | 'record'> | undefined
}

export function recordsOf(election: Election): Records {
  const isSound = soundness()
  const units = new Map<NamedUnit, Unit>()
  const contests = new Map<NamedContest, ContestMade>()
  let lastSays: CaptureSays | undefined
  let lastReporting: Reporting | undefined

  function contestIn({ contest, contestType, votesAllowed }: ContestSaid): ContestMade {
    const { id, name, expected } = contest
    const type = (contestType ?? expected?.type ?? 'candidate') as ContestType
    const allowed = votesAllowed ?? expected?.votesAllowed
    const known = contests.get(contest)
    if (known?.contest.type === type && known.contest.votesAllowed === allowed) return known
    const named = allowed === undefined ? { id, name, type } : { id, name, type, votesAllowed: allowed }
    const made = { contest: named, keys: keysOf(id) }
    contests.set(contest, made)
    return made
  }

  /** What is said of results that say nothing of it themselves. */
  function reportingIn(capture: CaptureSays): Reporting | undefined {
    if (capture !== lastSays) lastReporting = reportingOf(nothingSaid, capture)
    lastSays = capture
    return lastReporting
  }

  function unitIn(named: NamedUnit): Unit {
    const known = units.get(named)
    if (known !== undefined) return known
    const { id, type, name, within } = named
    const unit = { id, type, name, ...(within === undefined ? {} : { within }) }
    units.set(named, unit)
    return unit
  }

  const records: Records = {
    finish: (draft, capture) => ({ ...records.record(draft, capture), locators: locatorsOf(draft) }),
    record(draft, capture) {
      const key = resultKey(draft.contest.id, draft.unit.id)
      const reporting = reportingOf(draft, capture)
      const ordered = inOrder(draft.selections)
      const selections: Selection[] = []
      const withheld: Omit<Selection, 'votes'>[] = []
      for (const one of ordered) {
        const cast = votesOf(one)
        if (cast === undefined) withheld.push(nameOf(one))
        else selections.push(selectionOf(one, cast))
      }
      const record: ResultRecord = {
        election: election.id,
        contest: contestIn(draft).contest,
        unit: unitIn(draft.unit),
        ...(reporting === undefined ? undefined : { reporting }),
        ...(draft.ballots.size === 0 ? undefined : { ballots: ballotsOf(draft) }),
        // A list that grew has room for many more, and records are kept.
        selections: selections.slice(),
        ...(withheld.length === 0 ? undefined : { suppressed: withheld }),
      }
      const problem = isSound(record) ? undefined : recordProblem(record)
      if (problem !== undefined) {
        const [first = draft.places[0]] = ordered.flatMap(({ places }) => places)
        const place = first && `${first.origin}#${first.place}`
        throw feedError('ASSEMBLE_RECORD_INVALID', { key, problem }, { place })
      }
      return { key, record }
    },
    ofVotes(said, capture) {
      const reporting = reportingIn(capture)
      const { contest, keys } = contestIn(said)
      const unit = unitIn(said.unit)
      const { selections } = said
      const record =
        reporting === undefined
          ? { election: election.id, contest, unit, selections }
          : { election: election.id, contest, unit, reporting, selections }
      return isSound(record, true) ? { key: keyOf(keys, unit.id), record } : undefined
    },
  }
  return records
}

function inOrder(selections: readonly SelectionDraft[]): readonly SelectionDraft[] {
  for (let at = 1; at < selections.length; at++) {
    const [one, other] = [selections[at - 1] as SelectionDraft, selections[at] as SelectionDraft]
    if (one.order > other.order) return selections.toSorted((a, b) => a.order - b.order)
  }
  return selections
}

interface ContestMade {
  readonly contest: Contest
  /** How the keys of its results begin. */
  readonly keys: string
}
type ContestSaid = Pick<ResultDraft, 'contest' | 'contestType' | 'votesAllowed'>

type ReportingSaid = Pick<ResultDraft, 'progress' | 'status' | 'asOf'>
const nothingSaid: ReportingSaid = { progress: new Map(), status: undefined, asOf: undefined }

function reportingOf(draft: ReportingSaid, capture: CaptureSays): Reporting | undefined {
  const unitsReporting = draft.progress.get('units_reporting')?.value
  const unitsTotal = draft.progress.get('units_total')?.value
  const said = (draft.status ?? capture.status) as Status | undefined
  const status = said ?? statusOf(unitsReporting, unitsTotal)
  const asOf = draft.asOf ?? capture.asOf
  if (unitsReporting === undefined && unitsTotal === undefined && status === undefined && asOf === undefined)
    return undefined
  return {
    ...(unitsReporting === undefined ? {} : { unitsReporting }),
    ...(unitsTotal === undefined ? {} : { unitsTotal }),
    ...(status === undefined ? {} : { status }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

/** All units in is a statement about units, not about votes: it is never more than unofficial. */
function statusOf(reporting: number | undefined, total: number | undefined): Status | undefined {
  if (reporting === undefined || total === undefined) return undefined
  return total > 0 && reporting >= total ? 'unofficial-complete' : 'unofficial-partial'
}

const ballotsOf = ({ ballots }: ResultDraft): Ballots =>
  Object.fromEntries([...ballots].map(([word, figure]) => [word, figure.value]))

import {
  type Ballots,
  type Contest,
  contestTypes,
  type Reporting,
  type ResultRecord,
  type Selection,
  statuses,
  type Unit,
  type Votes,
} from '../model/result.ts'
import type { SelectionDraft } from './selection-draft.ts'

/**
 * Tells records that are surely valid by `schemas/result.schema.json`, in a fraction of what the schema costs. It says no
 * where it is not sure: then the schema decides. It is for records that this folder built, whose members it knows; what
 * many of them share is looked at once. `withSelections`: those with votes are known to be sound.
 */
export function soundness(): (record: ResultRecord, withSelections?: boolean) => boolean {
  const ids = new Set<string>()
  const isId = (text: string): boolean => {
    if (ids.has(text)) return true
    if (!mayBeId(text)) return false
    ids.add(text)
    return true
  }
  /** Those that were found sound last, by id. */
  const contests = new Map<string, Contest>()
  const units = new Set<Unit>()
  let lastTime: string | undefined

  const isContest = (contest: Contest): boolean => {
    const { id, name, type, votesAllowed = 1 } = contest
    if (contests.get(id) === contest) return true
    const isSound = isId(id) && name !== '' && types.has(type) && isCount(votesAllowed) && votesAllowed >= 1
    if (isSound) contests.set(id, contest)
    return isSound
  }
  const isUnit = (unit: Unit): boolean => {
    if (units.has(unit)) return true
    const { id, name, type, within } = unit
    const isSound = isId(id) && name !== '' && type !== '' && (within === undefined || isId(within))
    if (isSound) units.add(unit)
    return isSound
  }
  const isTime = (text: string): boolean => {
    if (text === lastTime) return true
    if (!time.test(text)) return false
    lastTime = text
    return true
  }
  const isReporting = ({ unitsReporting = 0, unitsTotal = 0, status, asOf }: Reporting): boolean =>
    isCount(unitsReporting) &&
    isCount(unitsTotal) &&
    (status === undefined || words.has(status)) &&
    (asOf === undefined || isTime(asOf))
  const isNamed = ({ id, name, party }: Omit<Selection, 'votes'>): boolean =>
    isId(id) && name !== '' && party !== ''

  return (
    { election, contest, unit, reporting, ballots, selections, suppressed },
    withSelections = false,
  ) => {
    if (!isId(election) || !isContest(contest) || !isUnit(unit)) return false
    if (reporting !== undefined && !isReporting(reporting)) return false
    if (ballots !== undefined && !areBallots(ballots)) return false
    if (!withSelections) for (const one of selections) if (!isNamed(one) || !areVotes(one.votes)) return false
    return suppressed === undefined || suppressed.every(isNamed)
  }
}

const mayBeId = (text: string): boolean => /^[^\s|]+$/.test(text)

/** Is a selection called as the schema wants it? */
export const isWellNamed = ({ id, name, party }: Pick<SelectionDraft, 'id' | 'name' | 'party'>): boolean =>
  mayBeId(id) && name !== '' && party !== ''

const types: ReadonlySet<string> = new Set([...contestTypes, 'ballots'])
const words: ReadonlySet<string> = new Set(statuses)
const ballotWords: ReadonlySet<string> = new Set(['cast', 'registered', 'overvotes', 'undervotes'])
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

const isCount = (value: unknown): boolean => Number.isSafeInteger(value)

/** Are the votes of a selection all counts? */
export function areVotes({
  electionDay = 0,
  early = 0,
  absentee = 0,
  absenteeInPerson = 0,
  absenteeMail = 0,
  provisional = 0,
  uocava = 0,
  writeIn = 0,
  other = 0,
  total,
}: Votes): boolean {
  return (
    isCount(electionDay) &&
    isCount(early) &&
    isCount(absentee) &&
    isCount(absenteeInPerson) &&
    isCount(absenteeMail) &&
    isCount(provisional) &&
    isCount(uocava) &&
    isCount(writeIn) &&
    isCount(other) &&
    isCount(total)
  )
}

function areBallots(ballots: Ballots): boolean {
  return Object.entries(ballots).every(([word, count]) => ballotWords.has(word) && isCount(count))
}

import {
  type Ballots,
  type Contest,
  contestTypes,
  type Mode,
  type Reporting,
  type ResultRecord,
  type Selection,
  statuses,
  type Unit,
  type Votes,
} from '../model/result.ts'

/**
 * Tells records that are surely valid by `schemas/result.schema.json`, in a fraction of what the schema costs. It says no
 * where it is not sure: then the schema decides. It is for records that this folder built, whose members it knows; what
 * many of them share is looked at once.
 */
export function soundness(): (record: ResultRecord) => boolean {
  const ids = new Set<string>()
  const isId = (text: string): boolean => {
    if (ids.has(text)) return true
    if (!/^[^\s|]+$/.test(text)) return false
    ids.add(text)
    return true
  }
  let lastContest: Contest | undefined
  const units = new Set<Unit>()
  let lastTime: string | undefined

  const isContest = (contest: Contest): boolean => {
    if (contest === lastContest) return true
    const { id, name, type, votesAllowed = 1 } = contest
    const isSound = isId(id) && name !== '' && types.has(type) && isCount(votesAllowed) && votesAllowed >= 1
    if (isSound) lastContest = contest
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

  return ({ election, contest, unit, reporting, ballots, selections, suppressed }) => {
    if (!isId(election) || !isContest(contest) || !isUnit(unit)) return false
    if (reporting !== undefined && !isReporting(reporting)) return false
    if (ballots !== undefined && !areBallots(ballots)) return false
    for (const one of selections) if (!isNamed(one) || !areVotes(one.votes)) return false
    return suppressed === undefined || suppressed.every(isNamed)
  }
}

const types: ReadonlySet<string> = new Set([...contestTypes, 'ballots'])
const words: ReadonlySet<string> = new Set(statuses)
const ballotWords: ReadonlySet<string> = new Set(['cast', 'registered', 'overvotes', 'undervotes'])
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

const isCount = (value: unknown): boolean => Number.isSafeInteger(value)

/** Are the votes of a selection all counts? */
export function areVotes(votes: Votes): boolean {
  for (const mode in votes) if (!isCount(votes[mode as Mode])) return false
  return isCount(votes.total)
}

function areBallots(ballots: Ballots): boolean {
  return Object.entries(ballots).every(([word, count]) => ballotWords.has(word) && isCount(count))
}

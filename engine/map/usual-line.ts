import { contestTypes, statuses } from '../model/result.ts'
import { isTime } from './line-mistake.ts'

/** What was seen last to be sound: mappings give many lines the same objects. */
export interface SoundNames {
  contest?: unknown
  unit?: unknown
}

/**
 * Whether an answer of a mapping is a sound count line of the usual form and plain data as it stands: then nothing has to
 * be copied and nothing else asked. What it does not know (lists, controls, facts of the capture, and every mistake) it
 * does not call sound: `plain` and `lineMistake` look at that, and say the same of all that is usual. `sound`: of the
 * lines before, into which nobody writes meanwhile; it learns of this one.
 */
export function isUsualLine(line: unknown, sound: SoundNames = {}): boolean {
  if (!isObject(line)) return false
  let parts = 0
  for (const key in line) {
    const value = line[key]
    switch (key) {
      case 'contest':
        if (!isAgain(value, sound.contest) && !isContest(value)) return false
        sound.contest = value
        parts |= contest
        break
      case 'unit':
        if (!isAgain(value, sound.unit) && !isUnit(value)) return false
        sound.unit = value
        parts |= unit
        break
      case 'selection':
        if (!isSelection(value)) return false
        parts |= selection
        break
      case 'votes':
        if (!areVotes(value)) return false
        parts |= votes
        break
      case 'ballots':
        if (!areBallots(value)) return false
        parts |= facts
        break
      case 'reporting':
        if (!isReporting(value)) return false
        parts |= facts
        break
      case 'pieces':
        if (typeof value !== 'boolean') return false
        if (value) parts |= pieces
        break
      default:
        return false
    }
  }
  return wholes.has(parts)
}

const [contest, unit, selection, votes, facts, pieces] = [1, 2, 4, 8, 16, 32] as const
/** Votes of a selection in a contest and a unit, facts of a contest in a unit or of a unit, or both. */
const wholes: ReadonlySet<number> = new Set([
  ...[0, facts, pieces, facts | pieces].map((more) => contest | unit | selection | votes | more),
  contest | unit | facts,
  unit | facts,
])

const isAgain = (value: unknown, last: unknown): boolean => value === last && value !== undefined

type Members = Readonly<Record<string, unknown>>

/** An object as one is written, with nothing before or behind it. */
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function isContest(value: unknown): boolean {
  if (!isObject(value)) return false
  let named = false
  for (const key in value) {
    const member = value[key]
    if (key === 'id') {
      if (!isId(member)) return false
      named = true
    } else if (key === 'name') {
      if (!isText(member)) return false
      named = true
    } else if (key === 'type') {
      if (!(contestTypes as readonly unknown[]).includes(member)) return false
    } else if (key !== 'votes_allowed' || !isCount(member) || member < 1) return false
  }
  return named
}

function isUnit(value: unknown): boolean {
  if (!isObject(value)) return false
  let named = false
  for (const key in value) {
    const member = value[key]
    if (key === 'id' || key === 'within') {
      if (!isId(member)) return false
      if (key === 'id') named = true
    } else if ((key !== 'name' && key !== 'type') || !isText(member)) return false
    else if (key === 'name') named = true
  }
  return named
}

function isSelection(value: unknown): boolean {
  if (!isObject(value)) return false
  let named = false
  for (const key in value) {
    const member = value[key]
    if (key === 'id' || key === 'name') {
      if (!isText(member)) return false
      named = true
    } else if (key === 'party') {
      if (typeof member !== 'string') return false
    } else if (key === 'write_in') {
      if (typeof member !== 'boolean') return false
    } else if (key !== 'order' || !isCount(member)) return false
  }
  return named
}

function areVotes(value: unknown): boolean {
  if (!isObject(value)) return false
  let some = false
  for (const key in value) {
    switch (key) {
      case 'total':
      case 'election_day':
      case 'early':
      case 'absentee':
      case 'absentee_in_person':
      case 'absentee_mail':
      case 'provisional':
      case 'uocava':
      case 'write_in':
      case 'other':
        if (!isFigure(value[key])) return false
        break
      default:
        return false
    }
    some = true
  }
  return some
}

function areBallots(value: unknown): boolean {
  if (!isObject(value)) return false
  let some = false
  for (const key in value) {
    if (key !== 'cast' && key !== 'registered' && key !== 'overvotes' && key !== 'undervotes') return false
    if (!isFigure(value[key])) return false
    some = true
  }
  return some
}

function isReporting(value: unknown): boolean {
  if (!isObject(value)) return false
  let some = false
  for (const key in value) {
    const member = value[key]
    if (key === 'status') {
      if (!(statuses as readonly unknown[]).includes(member)) return false
    } else if (key === 'as_of') {
      if (typeof member !== 'string' || !timeForm.test(member) || !isTime(member)) return false
    } else if ((key !== 'units_reporting' && key !== 'units_total') || !isCount(member)) return false
    some = true
  }
  return some
}

const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** Minus zero becomes zero, and is no such number yet. */
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && (value !== 0 || 1 / value > 0)

const isFigure = (value: unknown): boolean => isCount(value) || value === 'suppressed'

/** A text with something in it. */
function isText(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const first = value.charCodeAt(0)
  return (first > 32 && first < 127) || /\S/.test(value)
}

/** A text at whose "/" something stands on both sides. */
const isId = (value: unknown): boolean =>
  isText(value) && !value.startsWith('/') && !value.endsWith('/') && !value.includes('//')

import { feedError } from '../errors/feed-error.ts'
import type { Scope } from '../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'
import { nearId } from './near-id.ts'

/** What is known of a feed's ids: by the results that stand or are held, and by its spec. */
export interface KnownIds {
  readonly keys: Iterable<ResultKey>
  /** Those that the election expects. */
  readonly contests?: readonly string[]
  /** Of the feed's jurisdiction. */
  readonly feedUnit?: string | undefined
}

export interface ScopeFound {
  readonly scope: Scope
  /** Undefined: these ids are known. Else nobody knows them yet, and they were taken as written. */
  readonly unchecked?: { readonly near: string | undefined }
}

/**
 * What a person means by CONTEST, UNIT or CONTEST/UNIT, among the results of a feed: whole ids, or the last word of one
 * where it is the only one. Units that contain others count too. What nobody knows yet is taken as written where it is
 * the whole OCD id of a unit, or looks like an id and like none of those that are known. CLI_RESULT_UNKNOWN otherwise.
 */
export function scopeOf(word: string, feed: FeedId, known: KnownIds): ScopeFound {
  const contests = new Set(known.contests)
  const units = new Set<string>()
  for (const key of known.keys) {
    const { contest, unit } = contestAndUnit(key)
    contests.add(contest)
    for (const one of withAbove(unit)) units.add(one)
  }
  const contest = oneOf(word, contests)
  const unit = oneOf(word, units)
  if (contest !== undefined) return { scope: { contests: [contest] } }
  if (unit !== undefined) return { scope: { units: [unit] } }
  const ids = [...contests, ...units]
  const [ofContest, rest] = halves(word, contests)
  const within = rest === '' ? undefined : oneOf(rest, units)
  if (within !== undefined && contests.has(ofContest))
    return { scope: { contests: [ofContest], units: [within] } }
  const near = nearId(word, ids)
  const written = asWritten(ofContest, rest === '' ? word : rest, known.feedUnit)
  if (written === undefined || (near !== undefined && !isWhole(word)))
    throw feedError('CLI_RESULT_UNKNOWN', { result: word, feed, near, known: ids })
  return { scope: written, unchecked: { near: nearId(lastWord(word), ids) } }
}

/** CONTEST and UNIT of a word that has both: the contest is known, or the unit is an OCD id, or a bar divides them. */
function halves(word: string, contests: ReadonlySet<string>): readonly [contest: string, unit: string] {
  for (const start of contests)
    if (word.startsWith(`${start}/`) || word.startsWith(`${start}|`))
      return [start, word.slice(start.length + 1)]
  const at = /[/|]ocd-division\/|\|/.exec(word)?.index
  if (at === undefined || at === 0) return ['', '']
  const contest = word.slice(0, at)
  return [oneOf(contest, contests) ?? contest, word.slice(at + 1)]
}

/** Ids that nobody knows: `county:oak` may be the id of a unit, or the end of one in the feed's own. */
function asWritten(contest: string, word: string, feedUnit: string | undefined): Scope | undefined {
  const of = contest === '' ? {} : { contests: [contest] }
  if (isWhole(word)) return { ...of, units: [word] }
  if (/^[^\s|/:]+:[^\s|/:]+$/.test(word))
    return { ...of, units: feedUnit === undefined ? [word] : [word, `${feedUnit}/${word}`] }
  return contest === '' && /^[^\s|/:]+(\/[^\s|/:]+)+$/.test(word) ? { contests: [word] } : undefined
}

const isWhole = (word: string): boolean => /(^|[/|])ocd-division\/[^\s|]*:[^\s|/:]+$/.test(word)
const lastWord = (word: string): string => word.split(/[/:]/).at(-1) ?? word

function oneOf(word: string, ids: ReadonlySet<string>): string | undefined {
  if (ids.has(word)) return word
  const ending = [...ids].filter((id) => id.endsWith(`/${word}`) || id.endsWith(`:${word}`))
  return ending.length === 1 ? ending[0] : undefined
}

/** The unit and those that contain it, by its id. */
function* withAbove(unit: string): Iterable<string> {
  yield unit
  for (let end = unit.lastIndexOf('/'); end !== -1; end = unit.lastIndexOf('/', end - 1)) {
    const above = unit.slice(0, end)
    if (!above.includes(':')) return
    yield above
  }
}

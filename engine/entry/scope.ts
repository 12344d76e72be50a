import { feedError } from '../errors/feed-error.ts'
import type { Scope } from '../model/hold.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'
import { nearId } from './near-id.ts'

/**
 * What a person means by CONTEST, UNIT or CONTEST/UNIT, among the results of a feed: whole ids, or the last word of one
 * where it is the only one. Units that contain others count too. CLI_RESULT_UNKNOWN otherwise.
 */
export function scopeOf(word: string, feed: FeedId, keys: Iterable<ResultKey>): Scope {
  const contests = new Set<string>()
  const units = new Set<string>()
  for (const key of keys) {
    const { contest, unit } = contestAndUnit(key)
    contests.add(contest)
    for (const one of withAbove(unit)) units.add(one)
  }
  const contest = oneOf(word, contests)
  const unit = oneOf(word, units)
  if (contest !== undefined) return { contests: [contest] }
  if (unit !== undefined) return { units: [unit] }
  for (const start of contests) {
    const rest =
      word.startsWith(`${start}/`) || word.startsWith(`${start}|`) ? word.slice(start.length + 1) : ''
    const within = rest === '' ? undefined : oneOf(rest, units)
    if (within !== undefined) return { contests: [start], units: [within] }
  }
  const known = [...contests, ...units]
  throw feedError('CLI_RESULT_UNKNOWN', { result: word, feed, near: nearId(word, known), known })
}

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

import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/** Results of one contest whose units lie directly within one unit. */
export interface PartsOf {
  readonly contest: string
  readonly unit: string
  readonly parts: readonly Result[]
}
export interface PartsByParent {
  of(contest: string, unit: string): readonly Result[]
  /** In the order of their first results. */
  readonly all: readonly PartsOf[]
}

/** What lies directly within what, contest by contest; made once for all checks that ask. */
export function partsByParent(examined: Pick<Examined, 'now'>): PartsByParent {
  const known = asked.get(examined)
  if (known !== undefined) return known
  const made = findParts(examined.now.values())
  asked.set(examined, made)
  return made
}

const asked = new WeakMap<Pick<Examined, 'now'>, PartsByParent>()
const none: readonly Result[] = []

function findParts(results: Iterable<Result>): PartsByParent {
  const byContest = new Map<string, Map<string, Result[]>>()
  const all: PartsOf[] = []
  for (const result of results) {
    const { contest, unit } = result.record
    if (unit.within === undefined) continue
    let own = byContest.get(contest.id)
    if (own === undefined) {
      own = new Map()
      byContest.set(contest.id, own)
    }
    const listed = own.get(unit.within)
    if (listed !== undefined) {
      listed.push(result)
      continue
    }
    const parts = [result]
    own.set(unit.within, parts)
    all.push({ contest: contest.id, unit: unit.within, parts })
  }
  return { of: (contest, unit) => byContest.get(contest)?.get(unit) ?? none, all }
}

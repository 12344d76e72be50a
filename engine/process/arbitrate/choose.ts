import type { Stale, Switch } from '../../model/current.ts'
import type { SourceOrder } from '../../model/desk.ts'
import type { ResultRecord } from '../../model/result.ts'
import { usualTolerance } from '../../plan/desk-sources.ts'
import { type Candidate, type FeedSource, isSameSource, nameOf, type UnitsSource } from './candidate.ts'
import { isBehind } from './differences.ts'
import { isOffice, isOfficial, ranked, withoutOffice } from './rank.ts'

/** What stands now, a person's figures left aside. */
export interface Stands {
  readonly source: FeedSource | UnitsSource
  readonly record: ResultRecord | null
  readonly stale: readonly Stale[]
  readonly because: string
  /** The declared order by which it was chosen; empty: none was. */
  readonly order: readonly string[]
}

/** All who report one contest in one unit. */
export interface Contention {
  readonly candidates: readonly Candidate[]
  readonly order: SourceOrder | undefined
  readonly stands: Stands | undefined
}

export interface Choice extends Omit<Stands, 'order'> {
  readonly switched: Pick<Switch, 'why' | 'words'> | null
  /** A source of higher rank that is not taken because it is behind what stands. */
  readonly behind?: Candidate
}

/**
 * Which source counts: one, whole, never a mixture. Undefined: nobody reports it, and nobody did. Pure; what stands is part
 * of the question, since a source that comes back does not take figures back that another has published.
 */
export function choose({ candidates: given, order, stands }: Contention): Choice | undefined {
  const all = ranked(given, order)
  const candidates = all.map((one) => lasting(one, isOffice(one, all, order)))
  const own = stands && candidates.find(({ source }) => isSameSource(source, stands.source))
  // A message is on its way that says whether the new figures are in doubt.
  if (stands !== undefined && own?.isUnjudged) return { ...stands, switched: null }
  const usable = candidates.filter(isUsable)
  const [best] = usable
  if (best === undefined) return withoutUsable(candidates, stands, own)
  const taken = own && isUsable(own) && staysBefore(best, own, order, stands) ? own : best
  const isFirst = isOffice(taken, candidates, order)
  return {
    source: taken.source,
    record: isFirst ? taken.record : withoutOffice(taken.record),
    stale: taken.stale,
    because: taken === best ? reasonFor(best, candidates, order) : behindWords(best),
    switched: switchTo(taken, stands, own, order),
    ...(taken === best ? {} : { behind: best }),
  }
}

const isUsable = (one: Candidate): boolean =>
  one.trouble === undefined && one.isDoubtful !== true && one.isUnjudged !== true

/** What the office has certified does not grow old: no silence makes another source better. */
function lasting(one: Candidate, isFirst: boolean): Candidate {
  const { trouble, ...rest } = one
  return isFirst && isOfficial(one.record) && trouble !== undefined && trouble.why !== 'HELD' ? rest : one
}

/** Does what stands stay, though another one is of higher rank? */
function staysBefore(
  best: Candidate,
  own: Candidate,
  order: SourceOrder | undefined,
  stands: Stands | undefined,
): boolean {
  if (best === own || isOfficial(best.record)) return false
  const isSameOrder = sameOrder(stands?.order ?? [], order)
  return isSameOrder && isBehind(best.record, own.record, order?.tolerance ?? usualTolerance)
}

const sameOrder = (before: readonly string[], order: SourceOrder | undefined): boolean =>
  before.join(' ') === (order?.order ?? []).join(' ')

function switchTo(
  taken: Candidate,
  stands: Stands | undefined,
  own: Candidate | undefined,
  order: SourceOrder | undefined,
): Choice['switched'] {
  if (stands === undefined || stands.record === null || isSameSource(taken.source, stands.source)) return null
  const [from, to] = [nameOf(stands.source), nameOf(taken.source)]
  if (own === undefined) return { why: 'WITHDRAWN', words: `${from} no longer reports it; ${to} does` }
  if (own.trouble !== undefined)
    return { why: own.trouble.why, words: `${to} for ${from}: ${own.trouble.words}` }
  if (!sameOrder(stands.order, order))
    return { why: 'ORDER_CHANGED', words: `by the order that is declared now ${to} counts before ${from}` }
  return { why: 'PRIORITY', words: `${to} can be used, and counts before ${from}` }
}

function reasonFor(
  best: Candidate,
  candidates: readonly Candidate[],
  order: SourceOrder | undefined,
): string {
  if (candidates.length === 1)
    return best.source.kind === 'units'
      ? 'no feed reports it itself: what stands in the units within is added up'
      : 'it is the only source'
  const before = candidates
    .slice(0, candidates.indexOf(best))
    .flatMap(({ source, trouble }) =>
      trouble === undefined ? [] : [`${nameOf(source)} is not used: ${trouble.words}`],
    )
  const rule =
    order === undefined
      ? 'no order is declared: own results count before sums, then ids decide'
      : 'by the order of sources'
  return [rule, ...before].join('; ')
}

const behindWords = (best: Candidate): string =>
  `${nameOf(best.source)} counts before it, and is behind: what stands stays until it has caught up`

const neverStood = 'nothing of it was ever free of doubt'

/** What stands stays, and is seen to be stale. */
function withoutUsable(
  candidates: readonly Candidate[],
  stands: Stands | undefined,
  own: Candidate | undefined,
): Choice | undefined {
  const because = 'no source can be used: what stands stays'
  if (stands !== undefined && own !== undefined) {
    const { record } = own.isDoubtful ? stands : own
    const stale = [...(own.trouble === undefined ? [] : [own.trouble]), ...(own.isDoubtful ? [] : own.stale)]
    const source = own.isDoubtful ? stands.source : own.source
    const words = record === null && own.isDoubtful ? neverStood : because
    return { source, record, stale, because: words, switched: null }
  }
  const next = candidates.find((one) => one.isDoubtful !== true && one.isUnjudged !== true)
  if (next?.trouble !== undefined) {
    const stale = [next.trouble, ...next.stale]
    const { source, record } = next
    return { source, record, stale, because, switched: switchTo(next, stands, own, undefined) }
  }
  const doubtful = candidates.find(({ trouble }) => trouble !== undefined)
  if (doubtful?.trouble !== undefined)
    return {
      source: doubtful.source,
      record: null,
      stale: [doubtful.trouble],
      because: neverStood,
      switched: null,
    }
  if (stands === undefined) return undefined
  return {
    source: stands.source,
    record: null,
    stale: [],
    because: 'nobody reports it any more',
    switched: null,
  }
}

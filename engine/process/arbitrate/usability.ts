import type { SourceOrder } from '../../model/desk.ts'
import type { FeedStatus } from '../../model/envelope.ts'
import { type Late, nothingAgainst, type Usability } from '../../register/usable-entries.ts'
import { momentOf } from '../../time/moment.ts'
import { usualFailing } from './source-order.ts'

/** Every span after which somebody wants to know that a feed is not fresh, in milliseconds, the longest first. */
export function spansOf(sources: Iterable<SourceOrder>): readonly number[] {
  const spans = [...sources].flatMap(({ freshWithin }) => freshWithin ?? [])
  return [...new Set(spans)].toSorted(longestFirst)
}

/**
 * What speaks against a feed at a moment (ISO 8601). Pure: it changes only when a hold does, or when one of the spans has
 * passed. Of spans that had passed `before` since the same check none comes back, whichever clock says what time it is.
 */
export function usabilityOf(
  status: FeedStatus,
  at: string,
  spans: readonly number[],
  before: Usability = nothingAgainst,
): Usability {
  const { holds, failing, checkedAt } = status
  const code = failing?.code ?? ''
  const toFail = [...spans, usualFailing].toSorted(longestFirst)
  const fails = failing && late(failing.since, at, toFail, before.failing)
  return {
    holds: holds.map(({ id, scope, since, by }) => ({
      id,
      scope,
      since,
      ...(by === undefined ? {} : { by }),
    })),
    failing: fails && { ...fails, code },
    silent: late(checkedAt, at, spans, before.silent),
  }
}

const longestFirst = (one: number, other: number): number => other - one

function late(since: string, at: string, spans: readonly number[], before: Late | null): Late | null {
  const gone = momentOf(at) - momentOf(since)
  const past = spans.find((span) => gone >= span || (before?.since === since && before.past === span))
  return past === undefined ? null : { since, past }
}

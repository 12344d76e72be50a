import type { SourceOrder } from '../../model/desk.ts'
import type { FeedStatus } from '../../model/envelope.ts'
import type { Late, Usability } from '../../register/usable-entries.ts'
import { momentOf } from '../../time/moment.ts'
import { usualFailing } from './source-order.ts'

/** Every span after which somebody wants to know that a feed is not fresh, in milliseconds, the longest first. */
export function spansOf(sources: Iterable<SourceOrder>): readonly number[] {
  const spans = [...sources].flatMap(({ freshWithin }) => freshWithin ?? [])
  return [...new Set(spans)].toSorted(longestFirst)
}

/** What speaks against a feed at a moment (ISO 8601). Pure: it changes only when a hold does, or when one of the spans has passed. */
export function usabilityOf(status: FeedStatus, at: string, spans: readonly number[]): Usability {
  const { holds, failing, checkedAt } = status
  const code = failing?.code ?? ''
  const fails = failing && late(failing.since, at, [...spans, usualFailing].toSorted(longestFirst))
  return {
    holds: holds.map(({ id, scope, since, by }) => ({
      id,
      scope,
      since,
      ...(by === undefined ? {} : { by }),
    })),
    failing: fails && { ...fails, code },
    silent: late(checkedAt, at, spans),
  }
}

const longestFirst = (one: number, other: number): number => other - one

function late(since: string, at: string, spans: readonly number[]): Late | null {
  const gone = momentOf(at) - momentOf(since)
  const past = spans.find((span) => gone >= span)
  return past === undefined ? null : { since, past }
}

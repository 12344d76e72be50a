import type { Envelope } from '../../model/envelope.ts'
import type { Applied } from '../../results/store.ts'
import type { Clock } from '../../time/clock.ts'
import type { TraceSink } from '../../trace/sink.ts'

/**
 * Says, once per feed, which changes follow a revision that the ledger did not hold: messages are missing. What came is
 * applied all the same, since it says all of its result; `feed replay` brings the rest.
 */
export function tellGaps(
  envelopes: readonly Envelope[],
  applied: readonly Applied[],
  trace: TraceSink,
  clock: Clock,
): void {
  const gaps = envelopes.flatMap((envelope, at) => {
    const { kind, held = null } = applied[at] ?? {}
    return kind === 'applied' && envelope.previous !== held ? [{ envelope, held }] : []
  })
  for (const [feed, [first, ...others]] of Map.groupBy(gaps, ({ envelope }) => envelope.feed)) {
    if (first === undefined) continue
    const { key, revision, previous } = first.envelope
    trace.emit({
      event: 'consume.gap',
      feed,
      poll: 'tally',
      at: clock.now().toISOString(),
      changes: 1 + others.length,
      key,
      revision,
      previous,
      held: first.held,
    })
  }
}

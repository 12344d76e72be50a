import type { Envelope } from '../../model/envelope.ts'
import { contestAndUnit, resultKey } from '../../model/ids.ts'
import type { Applied } from '../../results/store.ts'
import { provenEnvelope } from '../message-shapes.ts'
import type { ProcessorMaker, ProcessorPorts } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import { newGaps } from './gaps.ts'
import { rollUp, type Stale } from './roll-up.ts'

/**
 * Current results per contest and unit, and the sums of the units above them. Per key the highest revision counts,
 * withdrawals included. A record that does not fit its digest is none: whoever reads a message after this one may rely on it.
 * An equal revision is not applied again, but its sums are computed: a crash may have come between.
 */
export const tally: ProcessorMaker<Pick<ProcessorPorts, 'results' | 'register' | 'trace' | 'clock'>> = {
  name: 'tally',
  make(ports) {
    const { results } = ports
    const followGaps = newGaps(ports)
    return async (messages, signal) => {
      const envelopes = readMessages(messages, provenEnvelope) as readonly Envelope[]
      const applied = await results.apply(envelopes, signal)
      await followGaps(envelopes, applied, signal)
      await rollUp(results, staleSums(envelopes, applied), signal)
      return []
    }
  },
}

/** The sums that a change may have made wrong: of every unit that this one lies in, or lay in before. */
function staleSums(envelopes: readonly Envelope[], applied: readonly Applied[]): readonly Stale[] {
  return envelopes.flatMap(({ feed, key, feedUnit }, at) => {
    const { kind, above } = applied[at] ?? { kind: 'older', above: [] }
    if (kind === 'older') return []
    const { contest } = contestAndUnit(key)
    return above.map((unit) => ({ feed, key: resultKey(contest, unit), feedUnit }))
  })
}

import { type Envelope, topics } from '../../model/envelope.ts'
import { contestAndUnit } from '../../model/ids.ts'
import type { ResultStore } from '../../results/store.ts'
import type { ProcessorMaker } from '../processor.ts'
import { rollUp } from './roll-up.ts'
import { unitAbove } from './unit-above.ts'

/**
 * Current results per contest and unit, and the sums of the units above them. Per key the highest revision counts,
 * withdrawals included. An equal revision is not applied again, but its sums are: a crash may have come between.
 */
export const tally: ProcessorMaker = {
  name: 'tally',
  topic: topics.changes,
  make:
    ({ results }) =>
    async (messages, signal) => {
      for (const { value } of messages) await take(JSON.parse(value) as Envelope, results, signal)
      return []
    },
}

async function take(envelope: Envelope, results: ResultStore, signal: AbortSignal): Promise<void> {
  const { feed, key, record } = envelope
  const before = await results.get(feed, key, signal)
  if ((await results.apply(envelope, signal)) === 'older') return
  // A unit that moved leaves one sum and enters another.
  const above = new Set([before?.record?.unit.within, record?.unit.within, envelopeUnitAbove(envelope)])
  const { contest } = contestAndUnit(key)
  for (const unit of above) if (unit !== undefined) await rollUp(results, feed, contest, unit, signal)
}

/** A withdrawal that comes again finds no record any more; the unit above is then read off the id. */
function envelopeUnitAbove({ key, record }: Envelope): string | undefined {
  return record === null ? unitAbove(contestAndUnit(key).unit) : undefined
}

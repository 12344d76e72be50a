import type { Envelope } from '../../model/envelope.ts'
import type { ResultKey } from '../../model/ids.ts'
import { recompute } from '../arbitrate/recompute.ts'
import { electionIds } from '../election-ids.ts'
import { envelopeShape } from '../message-shapes.ts'
import type { ProcessorMaker } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import { affectedBy } from './affected.ts'
import { type JudgePorts, judgeAll } from './judge-all.ts'
import { readingOf } from './reading.ts'
import { touchedBy } from './touched.ts'

/**
 * What the rules of an election find in what feeds say, followed as alerts. Every judgement is made of what the ledger holds
 * now, and written only if nobody wrote since the alert was read, which is before the figures are: what was delivered twice,
 * or in another order, ends the same. An election without rules costs nothing.
 *
 * What stands of the results that came is decided by whoever is next. Where a rule holds, or held, other figures than those
 * (of a unit beside, of a sum), it is decided here: nobody else knows of them.
 */
export const quality: ProcessorMaker<JudgePorts> = {
  name: 'quality',
  make: (ports) => async (messages, signal) => {
    const envelopes = readMessages(messages, envelopeShape) as readonly Envelope[]
    const touched = await touchedBy(envelopes, ports.results, ports.desk, signal)
    for (const [election, asked] of touched) {
      const desk = ports.desk(election)
      const affected = await affectedBy(asked, desk, readingOf(ports.results, desk, signal))
      const held = await judgeAll(ports, election, affected, signal)
      for (const { feed, key } of envelopes) held.delete(electionIds(desk.crosswalks[feed]).ours(key))
      if (held.size > 0) await recompute(ports, election, [...held] as ResultKey[], signal)
    }
    return []
  },
}

import type { Envelope } from '../../model/envelope.ts'
import { envelopeShape } from '../message-shapes.ts'
import type { ProcessorMaker } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import type { Ports } from './read-keys.ts'
import { recomputeTouched } from './recompute.ts'
import { touchedBy } from './touched-by.ts'

/**
 * What stands: of each contest in each unit the figures of one source, and of units above them the sum of what stands within.
 * It relies on the ledger, and on the alerts, as they are after the same messages.
 */
export const arbitrate: ProcessorMaker<Ports> = {
  name: 'arbitrate',
  make: (ports) => async (messages, signal) => {
    const envelopes = readMessages(messages, envelopeShape) as readonly Envelope[]
    const touches = await touchedBy(envelopes, ports.results, ports.desk, signal)
    await recomputeTouched(ports, touches, signal)
    return []
  },
}

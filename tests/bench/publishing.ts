import type { Homes } from '../../engine/entry/homes.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { envelope, wake } from '../conformance/results-samples.ts'
import { perSecond } from './measure.ts'

const { signal } = new AbortController()

/** Messages that are durable in a second when so many are published in one call, one call after the other. */
export function messagesPerSecond(
  { log }: Pick<Homes, 'log'>,
  { batch, calls, rounds }: { readonly batch: number; readonly calls: number; readonly rounds: number },
): Promise<readonly number[]> {
  let revision = 0
  return perSecond(rounds, batch * calls, async () => {
    for (let call = 0; call < calls; call++) {
      revision += 1
      const messages = Array.from({ length: batch }, (_, at) => messageOf(revision, at))
      // oxlint-disable-next-line no-await-in-loop -- one call after the other, as a poll does it
      await log.publish(topics.changes, messages, signal)
    }
  })
}

function messageOf(revision: number, at: number): Message {
  const change = envelope(revision, at, { unit: `${wake}/precinct:${at}` })
  return { key: change.key, id: change.id, value: JSON.stringify(change), headers: { schema: 'bench' } }
}

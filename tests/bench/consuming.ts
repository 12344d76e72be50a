import { consumersOf } from '../../engine/entry/consume.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import { envelope, wake } from '../conformance/results-samples.ts'
import { messageOf } from '../process/tally/tallying.ts'

/** Precincts of the bench, some to a county, as a state has them. */
const perCounty = 50

/**
 * Changes that one consumer process takes in a second, through every processor, round by round: from their publishing until
 * the group has settled the last of them. Each changes another precinct; sums, rules and what stands follow. The first round is not counted.
 */
export async function changesConsumed(
  homes: Homes,
  { batch, rounds }: { readonly batch: number; readonly rounds: number },
): Promise<readonly number[]> {
  const stop = new AbortController()
  const settled = newCount()
  const [tally] = consumersOf(homes, {
    watch: () => (event) => {
      if (event.kind === 'settled') settled.add(event.parts.reduce((sum, { messages }) => sum + messages, 0))
    },
  }).filter(({ name }) => name === 'tally')
  if (tally === undefined) throw new RangeError('there is no consumer of changes')
  const consuming = tally.run({ drain: false, signal: stop.signal })
  const failed = consuming.then(() => Promise.reject(new Error('the consumer ended')))
  // Heard where it is waited for; after the end nobody does.
  failed.catch(() => undefined)
  const rates: number[] = []
  try {
    for (let round = 1; round <= rounds + 1; round++) {
      const messages = Array.from({ length: batch }, (_, at) => {
        const county = `${wake}-${Math.floor(at / perCounty)}`
        const unit = { unit: `${county}/precinct:${at}`, within: county }
        return messageOf(envelope(round, 100 + round, unit))
      })
      const began = performance.now()
      const all = settled.reach(round * batch)
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      await homes.log.publish(topics.changes, messages, stop.signal)
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      await Promise.race([all, failed])
      if (round > 1) rates.push((batch / (performance.now() - began)) * 1_000)
    }
  } finally {
    stop.abort()
    await Promise.allSettled([consuming])
  }
  return rates
}

/** Counts up, and tells who waits for a number. */
function newCount(): { add(more: number): void; reach(number: number): Promise<void> } {
  let count = 0
  let waiting: { readonly number: number; readonly reached: () => void }[] = []
  const tell = (): void => {
    for (const { number, reached } of waiting) if (count >= number) reached()
    waiting = waiting.filter(({ number }) => count < number)
  }
  return {
    add(more) {
      count += more
      tell()
    },
    reach: (number) =>
      new Promise((reached) => {
        waiting.push({ number, reached })
        tell()
      }),
  }
}

import { processorsOf } from '../../engine/entry/consume.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { routes } from '../../engine/process/routes.ts'
import { envelope, state } from '../conformance/results-samples.ts'
import { messageOf } from '../process/tally/tallying.ts'
import { timed } from './measure.ts'

const { signal } = new AbortController()
/** A county has so many precincts: what lies in one unit is read whole. */
const perCounty = 100
/** Messages of a call, as a consumer hands them over. */
const perCall = 500

/**
 * What one change costs where so many units are known: applied, added up to the state, judged and arbitrated. Milliseconds,
 * one after the other; each changes another unit.
 */
export async function rollUpMilliseconds(
  homes: Homes,
  { units, rounds }: { readonly units: number; readonly rounds: number },
): Promise<readonly number[]> {
  const feed = `us-xx-units-${units}` as FeedId
  const processors = routes.find(({ topic }) => topic === topics.changes)?.processors ?? []
  const invoker = processorsOf(homes)
  const change = (revision: number, at: number) => {
    const county = `${state}/county:${units}-${Math.floor(at / perCounty)}`
    return messageOf(
      envelope(revision, revision + at, {
        feed,
        unit: `${county}/precinct:${at}`,
        within: county,
        id: `${feed}/${revision}/${at}`,
      }),
    )
  }
  const take = async (messages: readonly ReturnType<typeof change>[]): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a consumer does
    for (const processor of processors) await invoker.invoke(processor, messages, signal)
  }
  const all = Array.from({ length: units }, (_, at) => change(1, at))
  for (let from = 0; from < units; from += perCall) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await take(all.slice(from, from + perCall))
  }
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const time = await timed(() => take([change(2 + round, (round * 37) % units)]))
    if (round > 0) times.push(time)
  }
  return times
}

import { consumeTopics } from '../../engine/entry/consume.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import type { Office } from './office.ts'

/** One feed with a consumer beside it that runs as long as this is open. */
export interface Racecourse extends AsyncDisposable {
  /** Changes one precinct, polls at once, and waits for the ledger to hold it. Milliseconds. */
  once(): Promise<number>
}

/** Polls once, and waits until the consumer has all of it: a new group takes seconds to find its members. */
export async function openRacecourse(homes: Homes, office: Office): Promise<Racecourse> {
  const [plan] = office.plans
  if (plan === undefined) throw new RangeError('an office has a file')
  const stop = new AbortController()
  const applied = new Map<number, PromiseWithResolvers<number>>()
  const at = (revision: number): PromiseWithResolvers<number> => {
    const found = applied.get(revision) ?? Promise.withResolvers<number>()
    applied.set(revision, found)
    return found
  }
  const results: ResultStore = {
    ...homes.results,
    async apply(envelopes, signal) {
      const answers = await homes.results.apply(envelopes, signal)
      const now = performance.now()
      for (const { revision } of envelopes) at(revision).resolve(now)
      return answers
    },
  }
  const consuming = consumeTopics({ ...homes, results }, { drain: false, signal: stop.signal })
  const failed = consuming.then(() => Promise.reject(new Error('the consumer ended')))
  // Heard where it is waited for; after the end nobody does.
  failed.catch(() => undefined)
  const polled = async (): Promise<number> => {
    const outcome = await pollFeed(plan, homes, { build: 1 }, stop.signal)
    if (outcome.kind !== 'published') throw new Error(`not published: ${JSON.stringify(outcome)}`)
    return Promise.race([at(outcome.revision).promise, failed])
  }
  await polled()
  return {
    async once() {
      office.count(0)
      const began = performance.now()
      return (await polled()) - began
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.allSettled([consuming])
    },
  }
}

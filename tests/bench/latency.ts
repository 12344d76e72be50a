import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import type { ConsumeEvent } from '../../engine/consume/watch.ts'
import { consumersOf } from '../../engine/entry/consume.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import type { ExportTarget } from '../../engine/export/target.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import type { Office } from './office.ts'

/** What takes longer is no latency any more. */
const longestMilliseconds = 60_000
/** What the first precinct of an office has to begin with. */
const firstVotes = 100

/** One feed with consumers beside it that run as long as this is open. */
export interface Racecourse extends AsyncDisposable {
  /**
   * Changes one precinct, polls at once, and waits for the ledger to hold it (`applied`), and for readers to find it in the
   * file of its contest (`exported`). Milliseconds.
   */
  once(): Promise<{ readonly applied: number; readonly exported: number }>
}

/**
 * Polls once, and waits until all of it is exported: a new group takes seconds to find its members, and the first export
 * writes everything.
 */
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
  const files = newFiles(homes.exports)
  const ports = { ...homes, results, exports: files.exports }
  /** What held consumers up: without it nobody could say why something took its time. */
  const troubles: string[] = []
  const watch = (group: string) => (event: ConsumeEvent) => {
    if (event.kind === 'waiting' || event.kind === 'retried')
      troubles.push(`${group} ${event.kind}: ${event.error.message}`)
    if (event.kind === 'buried') troubles.push(`${group} buried: ${event.letter.error.message}`)
    if (event.kind === 'dropped') troubles.push(`${group} dropped what it had`)
  }
  // Each by itself: where one fails, the others go on, and nobody would hear of it.
  const consuming = consumersOf(ports, { watch }).map((consumer) =>
    consumer.run({ drain: false, signal: stop.signal }),
  )
  const failed = Promise.race(consuming).then(() => Promise.reject(new Error('a consumer ended')))
  // Heard where it is waited for; after the end nobody does.
  failed.catch(() => undefined)
  const inTime = async (exported: Promise<number>): Promise<number> => {
    const late = setTimeout(longestMilliseconds, undefined, { ref: false }).then(() => {
      const why = troubles.length === 0 ? 'nothing went wrong meanwhile' : troubles.join('; ')
      return Promise.reject(new Error(`it was not exported within a minute: ${why}`))
    })
    return await Promise.race([exported, failed, late])
  }
  const polled = async (): Promise<number> => {
    const outcome = await pollFeed(plan, homes, { build: 1 }, stop.signal)
    if (outcome.kind !== 'published') throw new Error(`not published: ${JSON.stringify(outcome)}`)
    return Promise.race([at(outcome.revision).promise, failed])
  }
  const all = files.wait((csv) => says(csv, 'P-0', firstVotes))
  await polled()
  await inTime(all)
  return {
    async once() {
      const { precinct, votes } = office.count(0)
      const began = performance.now()
      const exported = files.wait((csv) => says(csv, precinct, votes))
      const held = (await polled()) - began
      return { applied: held, exported: (await inTime(exported)) - began }
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.allSettled(consuming)
    },
  }
}

/** A line of the CSV of a contest: the precinct's first candidate has so many votes. */
const says = (csv: string, precinct: string, votes: number): boolean =>
  csv.split('\n').some((line) => line.includes(`,${precinct},`) && line.includes(`,Ada,,false,${votes},`))

/** Exports as they are written; whoever waits for a text hears when a file with it is there. */
function newFiles(exports: Homes['exports']): {
  readonly exports: Homes['exports']
  wait(isThere: (text: string) => boolean): Promise<number>
} {
  let waiting: { readonly isThere: (text: string) => boolean; readonly found: (at: number) => void }[] = []
  const target: ExportTarget = {
    ...exports.target,
    async write(path, content, ...rest) {
      await exports.target.write(path, content, ...rest)
      if (!/contests\/.*\.csv$/.test(path) || waiting.length === 0) return
      const now = performance.now()
      const written = await text(content.body())
      for (const { isThere, found } of waiting) if (isThere(written)) found(now)
      waiting = waiting.filter(({ isThere }) => !isThere(written))
    },
  }
  return {
    exports: { ...exports, target },
    wait: (isThere) => new Promise((found) => waiting.push({ isThere, found })),
  }
}

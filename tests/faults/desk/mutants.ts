import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import type { Delivery } from '../../../engine/log/log.ts'
import type { ResultStore } from '../../../engine/results/store.ts'
import type { NightTheme } from './night.ts'
import { inherited } from './ports.ts'

/** A rule of consumers that is broken: by its name, and the themes in whose nights it must be missed. */
export interface HuntedConsumer {
  readonly themes: readonly NightTheme[]
  /** Nights of this seed are played first, where those that miss the rule are rare. */
  readonly first?: number
  readonly mutate: (homes: ConsumeHomes, directory: string) => ConsumeHomes
}

const ofResults =
  (
    mutate: (results: ResultStore, directory: string, homes: ConsumeHomes) => Partial<ResultStore>,
  ): HuntedConsumer['mutate'] =>
  (homes, directory) => ({
    ...homes,
    results: inherited(homes.results, mutate(homes.results, directory, homes)),
  })

const all = 'everything at once, behind the log'

export const mutantsOfTheLedger: Readonly<Record<string, HuntedConsumer>> = {
  'no tombstone': {
    themes: ['late, twice and out of order', all],
    mutate: ofResults((results, directory) => ({
      async apply(envelopes, signal) {
        const applied = await results.apply(envelopes, signal)
        const file = new DatabaseSync(join(directory, 'results.sqlite'))
        file.exec('DELETE FROM result WHERE live = 0')
        file.close()
        return applied
      },
    })),
  },
  'skip on equal': {
    themes: ['consumers that are killed', all],
    mutate: ofResults((results) => ({
      async apply(envelopes, signal) {
        const applied = await results.apply(envelopes, signal)
        return applied.map((one) => (one.kind === 'same' ? { ...one, kind: 'older' } : one))
      },
    })),
  },
  'unconditional roll-up': {
    themes: ['partitions that move between consumers', all],
    mutate: ofResults((results, _, { clock }) => ({
      async derive(feed, sums, signal) {
        // Slow, as any process may be: whoever keeps the rule is refused then.
        await clock.sleep(1_000, signal)
        const refused = await results.derive(feed, sums, signal)
        for (let left = sums.filter(({ key }) => refused.includes(key)); left.length > 0; ) {
          const now = left.map(async (sum) => {
            const { version } = await results.derived(feed, sum.key, signal)
            return { ...sum, from: version }
          })
          // oxlint-disable-next-line no-await-in-loop -- until it is written, whatever was written since
          const again = await results.derive(feed, await Promise.all(now), signal)
          left = left.filter(({ key }) => again.includes(key))
        }
        return []
      },
    })),
  },
  'offset settled before the answer': {
    themes: ['consumers that are killed', all],
    mutate: (homes) => ({
      ...homes,
      reader(group) {
        const reader = homes.reader(group)
        return inherited(reader, {
          async *read(...given) {
            for await (const delivery of reader.read(...given)) {
              await delivery.settle()
              yield { ...delivery, settle: async () => undefined } satisfies Delivery
            }
          },
        })
      },
    }),
  },
}

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Head } from '../../engine/model/head.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { mutants as ofTheProtocol } from '../crash/mutants.ts'
import type { Variant } from './embedded-stage.ts'
import { largeTheme } from './large-story.ts'
import { mutantTheme } from './make-story.ts'

/** The rules of the model, each broken once in the real code: its name, and the themes in whose nights it must be missed. */
export interface Hunted {
  readonly themes: readonly string[]
  readonly make: () => Variant
}

const protocol = (name: keyof typeof ofTheProtocol, ...themes: readonly string[]): Hunted => ({
  themes,
  make() {
    const hunted = ofTheProtocol[name]
    if (hunted === undefined) throw new Error(`there is no mutant "${name}"`)
    return { mutant: hunted.make() }
  },
})
const consumers = (mutate: NonNullable<Variant['mutate']>): Hunted => ({
  themes: ['consumers that die, sleep and begin again'],
  make: () => ({ mutate }),
})

const killed = 'killed at a boundary'
const asleep = 'asleep past the lease'

const withItems = (head: Head, items: Partial<Head['items']>): Head => ({
  ...head,
  items: { ...head.items, ...items },
})

/** A consumer that has the revision already does nothing more: not even the sums that a crash kept it from. */
const skipOnEqual = (results: ResultStore): ResultStore => ({
  ...results,
  async apply(envelopes, signal) {
    const applied = await results.apply(envelopes, signal)
    return applied.map((one) => (one.kind === 'same' ? { ...one, kind: 'older' } : one))
  },
})

/** A sum is written whatever was written since its parts were read. */
const unconditionalRollUp = (results: ResultStore): ResultStore => ({
  ...results,
  async derive(feed, sums, signal) {
    const now = sums.map(async (sum) => ({
      ...sum,
      from: (await results.derived(feed, sum.key, signal)).version,
    }))
    return results.derive(feed, await Promise.all(now), signal)
  },
})

/** A withdrawal is forgotten with what it withdrew. */
const noTombstone: NonNullable<Variant['mutate']> = (results, world) => ({
  ...results,
  async apply(envelopes, signal) {
    const applied = await results.apply(envelopes, signal)
    const file = new DatabaseSync(join(world.directory, 'results.sqlite'))
    file.exec('DELETE FROM result WHERE live = 0')
    file.close()
    return applied
  },
})

/** The mutants of the model (`engine` under DESIGN §5), by the names that they have there. */
export const mutants: Readonly<Record<string, Hunted>> = {
  'publish first': protocol('publish before commit', killed),
  'no fence': protocol('no fence: the epoch is ignored', asleep, 'pollers that race'),
  'no pending': protocol('no pending', killed),
  'unconditional settle': protocol('settle without a condition', asleep, 'pollers that race'),
  'names by revision: state items': protocol('state items named by revision', killed, asleep),
  'names by revision: changesets': protocol('changesets named by revision', asleep, 'pollers that race'),
  'clean-up on a lost answer': protocol('clean-up after a lost answer', 'an answer that is lost'),
  'sweep without a lease': protocol('a sweep without a lease', mutantTheme),
  'a sweep that keeps the deltas alone': {
    themes: [largeTheme],
    make: () => ({
      mutant: {
        state: (state) => ({
          ...state,
          sweep: (lease, signal) =>
            state.sweep({ ...lease, head: withItems(lease.head, { base: [] }) }, signal),
        }),
      },
    }),
  },
  'deltas folded newest first': {
    themes: [largeTheme],
    make: () => ({
      mutant: {
        state: (state) => ({
          ...state,
          load: (feed, head, signal) =>
            state.load(feed, withItems(head, { deltas: head.items.deltas.toReversed() }), signal),
        }),
      },
    }),
  },
  'missing item read as empty': protocol(
    'a missing item read as empty',
    'state items that are gone for a while',
  ),
  'no tombstone': consumers(noTombstone),
  'skip on equal': consumers(skipOnEqual),
  'unconditional roll-up': consumers(unconditionalRollUp),
}

import { zstdCompressSync } from 'node:zlib'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import type { Head } from '../../engine/model/head.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { messagesOf, publish } from '../../engine/poll/publish.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { feed } from './plan.ts'
import type { Fault } from './sweep.ts'
import type { Mutant, World } from './world.ts'

const signal = AbortSignal.timeout(600_000)

/** Every write of the head, changed on its way. */
const rewriting =
  (
    change: (
      when: Parameters<StateHome['update']>[1],
      patch: Parameters<StateHome['update']>[2],
      head: Head | undefined,
    ) => readonly [Parameters<StateHome['update']>[1], Parameters<StateHome['update']>[2]],
  ) =>
  (home: StateHome): StateHome => ({
    ...home,
    async update(of: FeedId, when, patch) {
      return home.update(of, ...change(when, patch, await home.head(of, signal)), signal)
    },
  })

/** The head as a poll gets it with its lease, changed. */
const seeing = (change: (head: Head) => Head): Mutant => ({
  state: (state) => ({
    ...state,
    async acquire(...asked: Parameters<typeof state.acquire>) {
      const acquired = await state.acquire(...asked)
      if (acquired.kind !== 'lease') return acquired
      return { kind: 'lease', lease: { ...acquired.lease, head: change(acquired.lease.head) } }
    },
  }),
})

/** Items under names made of the revision alone: a second attempt at a revision finds the name taken. */
function itemsByRevision(home: StateHome): StateHome {
  const named = new Map<string, string>()
  return {
    ...home,
    async putItem({ name, bytes }) {
      const revision = ((await home.head(feed, signal))?.revision ?? 0) + 1
      const other = `${feed}/0/revision-${revision}`
      named.set(name, other)
      await home.putItem({ name: other, bytes }, signal)
    },
    update(of, when, patch) {
      const as = (names: readonly string[]): readonly string[] => names.map((name) => named.get(name) ?? name)
      const { items } = patch
      const renamed = items && { ...items, base: as(items.base), deltas: as(items.deltas) }
      return home.update(of, when, { ...patch, ...(renamed && { items: renamed }) }, signal)
    },
  }
}

/** Changesets archived under their revision: the last one written is what everybody reads. */
function changesetsByRevision(): Mutant {
  const revisions = new Map<Sha256, number>()
  const bodies = new Map<number, string>()
  return {
    archive: (archive) => ({
      ...archive,
      async put(body) {
        const text = Buffer.concat(await Array.fromAsync(body)).toString()
        const stored = await archive.put(bodyOf(text), signal)
        if (text.includes('"predecessor"')) {
          const { revision } = JSON.parse(text) as Changeset
          revisions.set(stored.sha256, revision)
          bodies.set(revision, text)
        }
        return stored
      },
      get(hash, until) {
        const text = bodies.get(revisions.get(hash) ?? 0)
        return text === undefined ? archive.get(hash, until) : bodyOf(text)
      },
      // An index by revision has nothing to say either.
      recordRevision: async (of, revision, hash, until) =>
        archive.recordRevision(of, revision, hash, until).catch(() => undefined),
    }),
  }
}

/** Another process deletes what the head does not list, without a lease: what a poll is about to commit, too. */
async function sweepWithoutLease({ stores: { home } }: World): Promise<void> {
  const head = await home.head(feed, signal)
  const listed = new Set([...(head?.items.base ?? []), ...(head?.items.deltas ?? [])])
  for (const name of await Array.fromAsync(home.itemNames(feed, signal)))
    if (!listed.has(name)) await home.deleteItem(name, signal)
}

export interface Hunted {
  /** Made anew for every world. */
  make(): Mutant
  /** The faults and scenarios in which the broken rule must be missed. */
  readonly faults: readonly Fault[]
  readonly scenario: string
}

const reversal = 'A B A C'
const crash = ['crash'] as const

/** The rules of DESIGN §5, each broken once. The sweep must see it. */
export const mutants: Readonly<Record<string, Hunted>> = {
  'publish before commit': {
    make: () => ({
      state: (state, { archive, log }) => ({
        ...state,
        async commit(lease, commit) {
          const messages = messagesOf(await readChangeset(archive, commit.changeset, signal))
          await publish(log, messages, () => undefined, signal)
          return state.commit(lease, commit, signal)
        },
      }),
    }),
    faults: crash,
    scenario: reversal,
  },
  'no fence: the epoch is ignored': {
    make: () => ({
      home: rewriting((when, patch, head) => [{ ...when, epoch: head?.epoch ?? 0 }, patch]),
    }),
    faults: ['overtaken by one that dies'],
    scenario: reversal,
  },
  'no pending': {
    make: () => ({ home: rewriting((when, patch) => [when, { ...patch, pending: null }]) }),
    faults: crash,
    scenario: reversal,
  },
  'settle without a condition': {
    make: () => ({
      home: rewriting((when, patch, head) =>
        patch.pending === null ? [{ epoch: head?.epoch ?? 0 }, patch] : [when, patch],
      ),
    }),
    faults: ['overtaken by one that dies'],
    scenario: reversal,
  },
  'state items named by revision': {
    make: () => ({ home: itemsByRevision }),
    faults: crash,
    scenario: reversal,
  },
  'changesets named by revision': {
    make: changesetsByRevision,
    faults: ['overtaken by one that dies'],
    scenario: reversal,
  },
  'a missing item read as empty': {
    make: () => ({
      home: (home) => ({
        ...home,
        getItem: async (name) => (await home.getItem(name, signal)) ?? zstdCompressSync('[]'),
      }),
    }),
    faults: crash,
    scenario: 'A, lost, B, back',
  },
  'clean-up after a lost answer': {
    make: () => ({
      home: (home) => ({
        ...home,
        async update(of, when, patch) {
          try {
            return await home.update(of, when, patch, signal)
          } catch (error) {
            for (const name of patch.items?.base ?? []) await home.deleteItem(name, signal)
            throw error
          }
        },
      }),
    }),
    faults: ['lost answer'],
    scenario: reversal,
  },
  'a sweep without a lease': {
    make: () => ({ strike: sweepWithoutLease }),
    faults: ['of the mutant'],
    scenario: reversal,
  },
  'a poll that can not recover, and goes on': {
    make: () => seeing((head) => ({ ...head, pending: null })),
    faults: crash,
    scenario: reversal,
  },
  'nothing new under any plan': {
    make: () =>
      seeing((head) => ({
        ...head,
        plan: head.plan && ('plan-2' as typeof head.plan),
        judged: head.judged && { ...head.judged, plan: 'plan-2' as typeof head.judged.plan },
      })),
    faults: crash,
    scenario: 'A, A’)',
  },
  'an old deployment that undoes a new one': {
    make: () => ({
      home: (home) => ({ ...home, acquire: (of, ask) => home.acquire(of, { ...ask, build: 9 }, signal) }),
    }),
    faults: crash,
    scenario: 'A, A’ A’ B)',
  },
  'time gates that never come due': {
    make: () =>
      seeing((head) => ({
        ...head,
        holds: head.holds.map((hold) => ({ ...hold, due: '2099-01-01T00:00Z' })),
      })),
    faults: crash,
    scenario: '(E)',
  },
  'a release that does not reopen the capture': {
    make: () => ({
      home: rewriting((when, patch) => [
        when,
        patch.reopened === true ? { ...patch, reopened: false } : patch,
      ]),
    }),
    faults: crash,
    scenario: 'A X, release)',
  },
  'a release that waits for the source': {
    make: () => seeing((head) => ({ ...head, orders: [] })),
    faults: crash,
    scenario: 'A X, release, down)',
  },
  'orders that do not raise the epoch': {
    make: () => ({
      home: rewriting((when, patch) => [
        when,
        patch.epoch === undefined ? patch : { ...patch, epoch: when.epoch },
      ]),
    }),
    faults: ['a person steps in'],
    scenario: reversal,
  },
  'a verdict that lifts what a person holds': {
    make: () => seeing((head) => ({ ...head, holds: head.holds.filter(({ by }) => by === undefined) })),
    faults: crash,
    scenario: 'A, hold, B, U, C',
  },
  'revisions that start again after a restore': {
    make: () => ({
      archive: (archive) => ({
        ...archive,
        async *revisions() {
          // Nobody looks.
        },
        recordRevision: (...entry) => archive.recordRevision(...entry).catch(() => undefined),
      }),
    }),
    faults: crash,
    scenario: 'restore, C',
  },
}

import { setTimeout } from 'node:timers/promises'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { messagesOf, publish } from '../../engine/poll/publish.ts'
import {
  changesetsByRevision,
  itemsByRevision,
  rewriting,
  seeing,
  sweepWithoutLease,
  withoutTheMissing,
} from './mutant-parts.ts'
import type { Fault } from './sweep.ts'
import type { Mutant } from './world.ts'

const { signal } = new AbortController()

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
  'publish before the capture is archived': {
    make: () => ({
      archive: (archive) => ({
        ...archive,
        async recordCapture(...entry) {
          void setTimeout(20)
            .then(() => archive.recordCapture(...entry))
            .catch(() => undefined)
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
    make: () => ({ home: withoutTheMissing }),
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
    scenario: 'B, restore, C',
  },
}

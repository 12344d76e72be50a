import { bodyOf } from '../../engine/flow/collect.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import type { Head } from '../../engine/model/head.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { feed } from './plan.ts'
import type { Mutant, World } from './world.ts'

const { signal } = new AbortController()

/** Every write of the head, changed on its way. */
export const rewriting =
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
export const seeing = (change: (head: Head) => Head): Mutant => ({
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
export function itemsByRevision(home: StateHome): StateHome {
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
export function changesetsByRevision(): Mutant {
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
export async function sweepWithoutLease({ stores: { home } }: World): Promise<void> {
  const head = await home.head(feed, signal)
  const listed = new Set([...(head?.items.base ?? []), ...(head?.items.deltas ?? [])])
  for (const name of await Array.fromAsync(home.itemNames(feed, signal)))
    if (!listed.has(name)) await home.deleteItem(name, signal)
}

/** A head that lists an item which is not there lists it no more. */
export function withoutTheMissing(home: StateHome): StateHome {
  async function whole(of: FeedId, head: Head): Promise<Head> {
    const there = new Set(await Array.fromAsync(home.itemNames(of, signal)))
    const some = (names: readonly string[]): readonly string[] => names.filter((name) => there.has(name))
    const { items } = head
    return { ...head, items: { ...items, base: some(items.base), deltas: some(items.deltas) } }
  }
  return {
    ...home,
    async head(of) {
      const head = await home.head(of, signal)
      return head && whole(of, head)
    },
    async acquire(of, ask) {
      const acquired = await home.acquire(of, ask, signal)
      return { ...acquired, head: await whole(of, acquired.head) }
    },
  }
}

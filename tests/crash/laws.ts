import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import { type Envelope, topics } from '../../engine/model/envelope.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { feed } from './plan.ts'
import type { World } from './world.ts'

const signal = AbortSignal.timeout(600_000)
type Votes = Readonly<Record<string, number>>

/** Everything on the topic, raw: duplicates and late repeats included. */
export async function topic(world: World): Promise<readonly Envelope[]> {
  const reader = world.reader(`laws-${Math.random()}`)
  const envelopes: Envelope[] = []
  for await (const { messages } of reader.read([topics.changes], { drain: true, signal })) {
    for (const { value } of messages) envelopes.push(JSON.parse(value) as Envelope)
  }
  await reader[Symbol.asyncDispose]()
  return envelopes
}

/** What a member holds who keeps, per key, the highest revision (withdrawals as tombstones). */
export function consumed(envelopes: readonly Envelope[], tombstones = true): Votes {
  const held = new Map<string, { revision: number; votes: number | undefined }>()
  for (const { key, revision, record } of envelopes) {
    if (revision <= (held.get(key)?.revision ?? 0)) continue
    const votes = record?.selections[0]?.votes.total
    if (votes === undefined && !tombstones) held.delete(key)
    else held.set(key, { revision, votes })
  }
  const live = [...held].flatMap(([key, { votes }]) =>
    votes === undefined ? [] : [[shortName(key), votes] as const],
  )
  return Object.fromEntries(live)
}

const shortName = (key: string): string => key.slice(key.lastIndexOf(':') + 1)

/**
 * What must hold after every crash, pause and lost answer, once quiet polls have run: each broken law as a sentence.
 * `expected` are the votes that should stand: those of the source, but for what is held.
 */
export async function brokenLaws(
  world: World,
  expected: Votes,
  tombstones = true,
): Promise<readonly string[]> {
  const broken: string[] = []
  const wanted = canonicalJson(expected)
  const envelopes = await topic(world)

  const contents = new Map<string, string>()
  for (const envelope of envelopes) {
    const text = JSON.stringify(envelope)
    const first = contents.get(envelope.id) ?? text
    if (first !== text) broken.push(`two messages have the id ${envelope.id} and differ`)
    contents.set(envelope.id, first)
  }

  const newest = new Map<string, number>()
  const seen = new Set<string>()
  for (const { id, key, revision, previous } of envelopes) {
    if (seen.has(id)) continue
    seen.add(id)
    const before = newest.get(key) ?? null
    if (before !== null && revision < before)
      broken.push(`${id} was first published after revision ${before}`)
    if (previous !== before)
      broken.push(`${id} names ${previous} as its key's previous revision, it is ${before}`)
    newest.set(key, revision)
  }

  // A member may be sent back to any offset, at any time.
  for (let upTo = 1; upTo <= envelopes.length; upTo++) {
    for (let back = 0; back < upTo; back++) {
      const seenTwice = [...envelopes.slice(0, upTo), ...envelopes.slice(back)]
      const got = canonicalJson(consumed(seenTwice, tombstones))
      if (got !== wanted)
        broken.push(`read to ${upTo}, back to ${back}: members hold ${got}, ${wanted} stands`)
    }
  }
  if (envelopes.length === 0 && wanted !== '{}') broken.push(`nothing was published, ${wanted} stands`)

  const head = await stateStore(world.stores.home).peek(feed, signal)
  if (head === undefined) return [...broken, 'there is no head']
  if (head.pending !== null) broken.push('a changeset is still pending')
  const state = await stateStore(world.stores.home).load(feed, head, signal)
  const stands = [...state].flatMap(([key, { votes, gone }]) =>
    gone ? [] : [[shortName(key), votes['smith']] as const],
  )
  const got = canonicalJson(Object.fromEntries(stands))
  if (got !== wanted) broken.push(`the state holds ${got}, ${wanted} stands`)

  broken.push(...(await brokenChain(world, head.last, head.revision)))
  return [...new Set(broken)].slice(0, 5)
}

/** Changesets lead back, one by one, to the first. */
async function brokenChain(world: World, last: Sha256 | null, revision: number): Promise<readonly string[]> {
  let hash = last
  let expected = revision
  while (hash !== null) {
    const changeset: Changeset = await readChangeset(world.stores.archive, hash, signal)
    if (changeset.revision !== expected)
      return [`the chain has revision ${changeset.revision} where ${expected} belongs`]
    expected -= 1
    hash = changeset.predecessor
  }
  return expected === 0 ? [] : [`the chain ends at revision ${expected + 1}`]
}

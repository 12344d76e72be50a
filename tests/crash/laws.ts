import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { type Envelope, type FeedStatus, topics } from '../../engine/model/envelope.ts'
import type { Head } from '../../engine/model/head.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { brokenChain } from './chain-laws.ts'
import { brokenMessages, shortName, type Votes } from './message-laws.ts'
import { feed } from './plan.ts'
import { brokenStatus } from './status-laws.ts'
import type { World } from './world.ts'

const { signal } = new AbortController()

/** Everything on a topic, raw: duplicates and late repeats included. */
export async function topic<Said>(world: Pick<World, 'reader'>, name: string): Promise<readonly Said[]> {
  await using reader = world.reader(`laws-${Math.random()}`)
  const said: Said[] = []
  for await (const { messages } of reader.read([name], { drain: true, signal })) {
    for (const { value } of messages) said.push(JSON.parse(value) as Said)
  }
  return said
}

/** What should be true in the end. */
export interface Wanted {
  /** The votes that should stand: those of the source, but for what is held. */
  readonly votes: Votes
  /** The codes of the holds. */
  readonly holds: readonly string[]
  /** May members forget withdrawn keys? They may not: for the test of this test. */
  readonly tombstones?: boolean
}

/**
 * What must hold after every crash, pause and lost answer, once quiet polls have run: each broken law as a sentence,
 * five at most.
 */
export async function brokenLaws(
  world: Pick<World, 'reader' | 'stores'>,
  wanted: Wanted,
): Promise<readonly string[]> {
  const envelopes = await topic<Envelope>(world, topics.changes)
  const head = await stateStore(world.stores.home).peek(feed, signal)
  if (head === undefined) return ['there is no head']
  const broken = [
    ...brokenMessages(envelopes, canonicalJson(wanted.votes), wanted.tombstones ?? true),
    ...(await brokenState(world, head, canonicalJson(wanted.votes))),
    ...(await brokenChain(world.stores.archive, head, envelopes)),
    ...brokenStatus(await topic<FeedStatus>(world, topics.status), head, envelopes),
  ]
  const held = head.holds.map(({ code }) => code).join()
  if (held !== wanted.holds.join()) broken.push(`held is "${held}", and should be "${wanted.holds.join()}"`)
  return [...new Set(broken)].slice(0, 5)
}

/** The head at rest, and the state that it lists: these votes and no others. */
export async function brokenState(
  { stores }: Pick<World, 'stores'>,
  head: Head,
  wanted: string,
): Promise<readonly string[]> {
  const broken: string[] = []
  if (head.pending !== null) broken.push('a changeset is still pending')
  if (head.lease !== null) broken.push('the lease was not given back')
  try {
    const state = await stateStore(stores.home).load(feed, head, signal)
    const stands = [...state].flatMap(([key, { votes, gone }]) =>
      gone ? [] : [[shortName(key), votes['smith']] as const],
    )
    const got = canonicalJson(Object.fromEntries(stands))
    if (got !== wanted) broken.push(`the state holds ${got}, ${wanted} stands`)
  } catch (error) {
    broken.push(`the state can not be read: ${String(error)}`)
  }
  return broken
}

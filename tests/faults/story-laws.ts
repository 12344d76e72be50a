import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import { type Envelope, type FeedStatus, topics } from '../../engine/model/envelope.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { brokenChain } from '../crash/chain-laws.ts'
import { brokenState, topic } from '../crash/laws.ts'
import { brokenMessages, shortName, type Votes } from '../crash/message-laws.ts'
import { feed } from '../crash/plan.ts'
import { brokenStatus } from '../crash/status-laws.ts'
import type { World } from '../crash/world.ts'
import { type Consuming, consumeAll, figuresOf, sumsOf } from './consumers.ts'
import { brokenHolds, chainOf, heldIn, type Model, standingOf, wantedOf } from './model.ts'

const { signal } = new AbortController()

export interface Judgement {
  /** Each broken law as a sentence. */
  readonly broken: readonly string[]
  /** Messages on the topic that say again what was said. */
  readonly repeated: number
}

/** Asks every law once the night is quiet: of the head, the chain, the topic, the status, the people and the consumers. */
export async function judgeStory(
  world: World,
  model: Model,
  last: Votes,
  consuming: Consuming,
): Promise<Judgement> {
  const head = await stateStore(world.stores.home).peek(feed, signal)
  if (head === undefined) return { broken: ['lost: there is no head'], repeated: 0 }
  const envelopes = await topic<Envelope>(world, topics.changes)
  const statuses = await topic<FeedStatus>(world, topics.status)
  const chain = await chainOf(world.stores.archive, head.last)
  const wanted = wantedOf(model, last, standingOf(chain), head)
  const votes = canonicalJson(wanted.votes)
  const broken = [
    ...brokenMessages(envelopes, votes, true),
    ...(await brokenState(world, head, votes)),
    ...(await brokenChain(world.stores.archive, head, envelopes)),
    ...brokenStatus(statuses, head, envelopes),
    ...brokenHolds(model, chain),
    ...(await brokenFigures(world, chain)),
    ...(await brokenResults(consuming, wanted.votes, statuses)),
  ]
  const held = heldIn(head.holds).join()
  if (held !== wanted.held.join()) broken.push(`held is "${held}", and should be "${wanted.held.join()}"`)
  const ids = new Set(envelopes.map(({ id }) => id))
  return { broken: [...new Set(broken)].slice(0, 6), repeated: envelopes.length - ids.size }
}

/** A figure that its capture does not say under its plan. */
async function brokenFigures(
  { stores: { archive } }: World,
  chain: readonly Changeset[],
): Promise<readonly string[]> {
  const said = new Map<string, Votes>()
  for await (const { capture } of archive.captures(feed, signal)) {
    const hash = capture.payloads[0]?.sha256
    if (hash === undefined || said.has(capture.hash)) continue
    const bytes = Buffer.concat(await Array.fromAsync(archive.get(hash, signal)))
    said.set(capture.hash, JSON.parse(bytes.toString()) as Votes)
  }
  return chain.flatMap(({ capture, plan, changes, revision }) =>
    changes.flatMap(({ key, record }) => {
      const figure = said.get(capture)?.[shortName(key)]
      const expected = figure === undefined ? undefined : figure + moreOf(plan)
      const published = record?.selections[0]?.votes.total
      return published === expected
        ? []
        : [`revision ${revision} says ${published} of ${shortName(key)}, its capture ${expected}`]
    }),
  )
}

/** Plans are called by what their mapping adds: `plan-3` adds 3. */
const moreOf = (plan: string): number => Number(plan.slice('plan-'.length))

/** Consumers hold what the head says: figures, sums of them, the newest status. None was told of a gap. */
async function brokenResults(
  consuming: Consuming,
  votes: Votes,
  statuses: readonly FeedStatus[],
): Promise<readonly string[]> {
  await consumeAll(consuming)
  const results = consuming.world.homes.results()
  const broken = [...consuming.broken]
  const own = canonicalJson(await figuresOf(consuming, false))
  if (own !== canonicalJson(votes)) broken.push(`consumers hold ${own}, ${canonicalJson(votes)} stands`)
  const sums = canonicalJson(await figuresOf(consuming, true))
  const wanted = canonicalJson(sumsOf(votes))
  if (sums !== wanted) broken.push(`consumers have the sums ${sums}, the parts give ${wanted}`)
  const [kept] = (await results.statuses(signal)).filter((status) => status.feed === feed)
  const newest = Math.max(...statuses.map(({ revision }) => revision))
  if (kept?.revision !== newest) broken.push(`consumers keep a status of ${kept?.revision}, not of ${newest}`)
  const gap = consuming.told.find(({ event }) => event === 'consume.gap')
  if (gap !== undefined) broken.push(`a gap was told: ${JSON.stringify(gap)}`)
  return broken
}

import { type Message, topics } from '../../../engine/model/envelope.ts'
import { getDead, listDead, markReplayed } from '../../../engine/register/dead-entries.ts'
import type { ResultStore } from '../../../engine/results/store.ts'
import type { NightHomes } from './homes.ts'
import type { Night } from './night.ts'
import { inherited } from './ports.ts'

const { signal } = new AbortController()

/** Changes at which a processor fails in a way it does not know, until somebody mends it. */
export interface Poison {
  readonly ids: ReadonlySet<string>
  isMended: boolean
}

/** A results store that such a processor stumbles at. */
export const poisoned = (results: ResultStore, poison: Poison): ResultStore =>
  inherited(results, {
    apply(envelopes, until) {
      const met = poison.isMended ? undefined : envelopes.find(({ id }) => poison.ids.has(id))
      return met === undefined
        ? results.apply(envelopes, until)
        : Promise.reject(new TypeError(`${met.id} is not what was thought of`))
    },
  })

/** Nothing but the poison is a dead letter, and each is on the topic and in the register. */
export async function brokenLetters(night: Night, homes: NightHomes): Promise<readonly string[]> {
  const wanted = new Set([
    ...night.poison,
    ...night.publications.flatMap(({ messages }) =>
      messages.map(({ id }) => id).filter((id) => id.startsWith('garbage-')),
    ),
  ])
  const kept = new Set<string>()
  for await (const { entry } of listDead(homes.register, signal)) kept.add(entry.messageId)
  const said = new Set(
    (await messagesOf(homes, topics.dead)).map(({ headers }) => headers['origin-id'] ?? ''),
  )
  const missing = (where: string, held: ReadonlySet<string>): readonly string[] => [
    ...[...wanted]
      .filter((id) => !held.has(id))
      .map((id) => `the night lost the dead letter of ${id}: ${where}`),
    ...[...held]
      .filter((id) => !wanted.has(id))
      .map((id) => `${id} is a dead letter, and no poison: ${where}`),
  ]
  return [...missing('in the register', kept), ...missing('on the topic', said)]
}

/** Publishes what died again, as a person does. What can never be read stays. */
export async function replayLetters({ register, log }: NightHomes): Promise<void> {
  for await (const { entry } of listDead(register, signal)) {
    const { id, from, key, messageId, value, headers } = entry
    const found = await getDead(register, id, signal)
    if (value === null || found === undefined || messageId.startsWith('garbage-')) continue
    await log.publish(from.topic, [{ key, id: messageId, value, headers }], signal)
    await markReplayed(register, found, { who: 'Kim', why: 'mended', at: entry.at }, signal)
  }
}

/** Everything on a topic, by a reader of its own. */
export async function messagesOf({ reader }: NightHomes, topic: string): Promise<readonly Message[]> {
  await using own = reader(`laws-${(readers += 1)}`)
  const deliveries = await Array.fromAsync(own.read([topic], { drain: true, signal }))
  return deliveries.flatMap(({ messages }) => messages)
}
let readers = 0

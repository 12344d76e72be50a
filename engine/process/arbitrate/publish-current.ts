import { canonicalJson } from '../../flow/canonical-json.ts'
import { boundedMessages } from '../../log/bounded-messages.ts'
import type { CurrentEnvelope } from '../../model/current.ts'
import { type Message, topics } from '../../model/envelope.ts'
import { contestAndUnit } from '../../model/ids.ts'
import { type CurrentBody, currentHistory, currentIn, envelopeOf } from '../../register/current-entries.ts'
import type { Ports } from './read-keys.ts'

/** An entry as it was written, and how much of it was told. */
export interface Written {
  readonly body: CurrentBody
  readonly version: number
  readonly told: number
}

/** Puts what was not told yet into the log: every version that says something, oldest first. */
export async function publishCurrent(
  { register, log }: Pick<Ports, 'register' | 'log'>,
  written: readonly Written[],
  signal: AbortSignal,
): Promise<void> {
  const messages: Message[] = []
  for (const one of written) {
    const { body, told } = one
    // Versions between, of a process that ended before it had told them.
    if (told < body.spoken.revision - 1 && body.spoken.previous !== null && body.spoken.previous > told)
      // oxlint-disable-next-line no-await-in-loop -- rare
      messages.push(...(await untoldBefore(register, one, signal)))
    if (told < body.spoken.revision) messages.push(messageOf(envelopeOf(body)))
  }
  // oxlint-disable-next-line no-await-in-loop -- in order
  for (const some of boundedMessages(messages, { bytes: 16_000_000, count: 1_000 }))
    await log.publish(topics.current, some, signal)
}

async function untoldBefore(
  register: Ports['register'],
  { body, told }: Written,
  signal: AbortSignal,
): Promise<readonly Message[]> {
  const messages: Message[] = []
  for await (const envelope of currentHistory(register, body.election, body.key, signal))
    if (envelope.revision > told && envelope.revision < body.spoken.revision)
      messages.push(messageOf(envelope))
  return messages
}

/** Notes that they were told: whatever followed from them is written by now. */
export async function settleCurrent(
  { register }: Pick<Ports, 'register'>,
  written: readonly Written[],
  signal: AbortSignal,
): Promise<void> {
  const news = written.filter(({ version, told }) => told < version)
  const partitions = Map.groupBy(news, ({ body }) =>
    currentIn(body.election, contestAndUnit(body.key).contest),
  )
  for (const [partition, own] of partitions) {
    const told = own.map(({ body, version }) => ({ id: contestAndUnit(body.key).unit, version }))
    // oxlint-disable-next-line no-await-in-loop -- mostly one
    await register.tell(partition, told, signal)
  }
}

const messageOf = (envelope: CurrentEnvelope): Message => ({
  key: envelope.key,
  id: envelope.id,
  value: canonicalJson(envelope),
  headers: {
    election: envelope.election,
    revision: String(envelope.revision),
    kind: envelope.kind,
  },
})

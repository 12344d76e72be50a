import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import { canonicalJson } from '../../../engine/flow/canonical-json.ts'
import { topics } from '../../../engine/model/envelope.ts'
import { type CurrentBody, envelopeOf } from '../../../engine/register/current-entries.ts'
import type { Entry, Register } from '../../../engine/register/register.ts'
import type { HuntedConsumer } from './mutants.ts'
import { inherited } from './ports.ts'

const all = 'everything at once, behind the log'
const killed = 'consumers that are killed'
const moved = 'partitions that move between consumers'
const lost = 'answers of stores that are lost'

type Mutate = (register: Register, homes: ConsumeHomes) => Partial<Register>
const ofRegister =
  (mutate: Mutate): HuntedConsumer['mutate'] =>
  (homes) => ({ ...homes, register: inherited(homes.register, mutate(homes.register, homes)) })

/** What is read of what stands, otherwise than it is. */
const currentReadAs = (
  change: (entry: Entry, body: CurrentBody) => Partial<Entry>,
): HuntedConsumer['mutate'] =>
  ofRegister((register) => ({
    async get(partition, id, signal) {
      const entry = await register.get(partition, id, signal)
      return entry === undefined || !partition.startsWith('current|') || entry.body === null
        ? entry
        : { ...entry, ...change(entry, entry.body as CurrentBody) }
    },
  }))

/** Entries of a partition are written whatever was written since they were read. */
const unguarded = (partitions: string): HuntedConsumer['mutate'] =>
  ofRegister((register, { clock }) => ({
    async put(partition, writes, signal) {
      const isMeant = partition.startsWith(partitions)
      // Slow, as any process may be: whoever keeps the rule is refused then.
      if (isMeant) await clock.sleep(1_000, signal)
      const refused = await register.put(partition, writes, signal)
      if (!isMeant) return refused
      for (let left = refused; left.length > 0; ) {
        const again = writes
          .filter(({ id }) => left.includes(id))
          .map(async (write) => ({
            ...write,
            from: (await register.get(partition, write.id, signal))?.guard ?? 0,
          }))
        // oxlint-disable-next-line no-await-in-loop -- until it is written
        left = await register.put(partition, await Promise.all(again), signal)
      }
      return []
    },
  }))

/** The rules by which what stands and what is in doubt is kept and said, each broken once. */
export const mutantsOfCurrent: Readonly<Record<string, HuntedConsumer>> = {
  'publish before put': {
    themes: [killed, moved, all],
    mutate: ofRegister((register, { log }) => ({
      async put(partition, writes, signal) {
        const bodies = partition.startsWith('current|') ? writes.map(({ body }) => body as CurrentBody) : []
        const messages = bodies.map((body) => {
          const envelope = envelopeOf(body)
          return { key: envelope.key, id: envelope.id, value: canonicalJson(envelope), headers: {} }
        })
        if (messages.length > 0) await log.publish(topics.current, messages, signal)
        return register.put(partition, writes, signal)
      },
    })),
  },
  'no tell-recovery': {
    themes: [killed, all],
    mutate: currentReadAs(({ version }) => ({ told: version })),
  },
  'unguarded current': { themes: [moved, all], mutate: unguarded('current|') },
  'unguarded alerts': { themes: [moved, lost, all], first: 20, mutate: unguarded('alerts|') },
  'alert not recomputed': {
    themes: [killed, all],
    mutate: ofRegister((register) => ({
      async put(partition, writes, signal) {
        if (!partition.startsWith('alerts|')) return register.put(partition, writes, signal)
        return register.put(
          partition,
          writes.filter(({ from }) => from === 0),
          signal,
        )
      },
    })),
  },
  'switch without hysteresis': {
    themes: [killed, all],
    mutate: currentReadAs((_, body) => ({
      body: { ...body, memory: { ...body.memory, order: ['another'] } } satisfies CurrentBody,
    })),
  },
  'figures that no rule has judged yet': {
    themes: [killed, moved, all],
    mutate: currentReadAs((_, body) => ({
      body: {
        ...body,
        memory: {
          ...body.memory,
          heard: Object.fromEntries(
            Object.entries(body.memory.heard).map(([feed, heard]) => [
              feed,
              { ...heard, revision: Number.MAX_SAFE_INTEGER },
            ]),
          ),
        },
      },
    })),
  },
  'dead letter settled before it is durable': {
    themes: ['poison in a batch'],
    mutate(homes) {
      const later = { log: homes.log, register: homes.register }
      const unheard = (work: Promise<unknown>): void => void work.catch(() => undefined)
      return {
        ...homes,
        log: inherited(homes.log, {
          async publish(topic, ...given) {
            if (topic !== topics.dead) return later.log.publish(topic, ...given)
            unheard(later.log.publish(topic, ...given))
          },
        }),
        register: inherited(homes.register, {
          async put(partition, ...given) {
            if (partition !== 'dead-letters') return later.register.put(partition, ...given)
            unheard(later.register.put(partition, ...given))
            return []
          },
        }),
      }
    },
  },
}

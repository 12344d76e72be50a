import type { Current, CurrentEnvelope, Source } from '../model/current.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'
import type { Entry, Register } from './register.ts'

/** The partition that keeps what stands of one contest, by unit. */
export const currentIn = (election: string, contest: string): string => `current|${election}|${contest}`
/** The partition that says which contests there are. */
export const contestsIn = (election: string): string => `contests|${election}`
/** The partition that says which elections there are. */
export const electionsIn = 'elections'

/** What one feed said of a key itself, as far as it was judged: a later revision waits for its own message. */
export interface Heard {
  readonly revision: number
  /** The unit directly above, as that feed has it. */
  readonly above?: string
}

/** When a version was said to whoever follows, and as what. */
export type Spoken = Pick<CurrentEnvelope, 'revision' | 'previous' | 'kind' | 'decidedAt'>

/** The names of a result, for people. */
export interface Named {
  readonly contest: string
  readonly unit: string
}

/** What arbitration must know of a key beside what it has published. */
export interface Memory {
  readonly heard: Readonly<Record<FeedId, Heard>>
  /** Every unit that it was seen to lie in directly, within the jurisdiction of a feed, by code points. */
  readonly above: readonly string[]
  /** Those of them that follow from its id: where it is added up, it is a part of no other. */
  readonly byId: readonly string[]
  /** From each of these further up, as far as a jurisdiction goes: of all sources, each way once. */
  readonly ways: readonly (readonly string[])[]
  /** Units were seen within it. */
  readonly hasParts: boolean
  /** The order of sources by which it was decided. */
  readonly order: readonly string[]
  /** Of what is held back and has no figures that stand: how it is called. */
  readonly named?: Named
  /** Where a person's figures stand: what would stand otherwise. */
  readonly under?: Pick<Current, 'record' | 'stale' | 'because'> & { readonly source: Source }
}

/** The body of an entry: what is published, and what is only remembered. */
export interface CurrentBody extends Current {
  /** The version that first said what this one says: others remember more, and say the same. */
  readonly spoken: Spoken
  readonly memory: Memory
}

/** What stands of one contest in one unit, and its entry. */
export interface CurrentEntry extends Pick<Entry, 'version' | 'guard' | 'told'> {
  readonly envelope: CurrentEnvelope
  readonly body: CurrentBody
}

/** Undefined: nobody has reported it yet. */
export async function currentEntry(
  register: Pick<Register, 'get'>,
  election: string,
  key: ResultKey,
  signal: AbortSignal,
): Promise<CurrentEntry | undefined> {
  const { contest, unit } = contestAndUnit(key)
  const entry = await register.get(currentIn(election, contest), unit, signal)
  return entry && entryOf(entry)
}

/**
 * What stands of a contest by unit id, or of the units that lie directly `within` one, which is none of them itself. Those
 * without a record are included: nobody reports them any more, or nothing of them was ever free of doubt.
 */
export async function* currentEntries(
  register: Pick<Register, 'list'>,
  election: string,
  contest: string,
  within: string | undefined,
  signal: AbortSignal,
): AsyncIterable<CurrentEntry> {
  const options = within === undefined ? {} : { group: within }
  for await (const entry of register.list(currentIn(election, contest), options, signal)) {
    const found = entryOf(entry)
    if (found !== undefined && entry.id !== within) yield found
  }
}

/** What stood at a moment (ISO 8601), and why. */
export async function currentAt(
  register: Pick<Register, 'at'>,
  election: string,
  key: ResultKey,
  time: string,
  signal: AbortSignal,
): Promise<CurrentEntry | undefined> {
  const { contest, unit } = contestAndUnit(key)
  const entry = await register.at(currentIn(election, contest), unit, time, signal)
  return entry && entryOf(entry)
}

/** Everything that was said of a key, oldest first. */
export async function* currentHistory(
  register: Pick<Register, 'history'>,
  election: string,
  key: ResultKey,
  signal: AbortSignal,
): AsyncIterable<CurrentEnvelope> {
  const { contest, unit } = contestAndUnit(key)
  for await (const entry of register.history(currentIn(election, contest), unit, signal)) {
    const found = entryOf(entry)
    if (found?.version === found?.envelope.revision && found !== undefined) yield found.envelope
  }
}

/** Ids of the contests of which something stands, or stood. */
export const currentContests = (register: Register, election: string, signal: AbortSignal) =>
  idsIn(register, contestsIn(election), signal)

/** Ids of the elections of which something stands, or stood. */
export const currentElections = (register: Register, signal: AbortSignal) =>
  idsIn(register, electionsIn, signal)

async function* idsIn(
  register: Pick<Register, 'list'>,
  partition: string,
  signal: AbortSignal,
): AsyncIterable<string> {
  for await (const { id, body } of register.list(partition, {}, signal)) if (body !== null) yield id
}

/** A body as it is published: nothing of what is only remembered. */
export function envelopeOf(body: CurrentBody): CurrentEnvelope {
  const { spoken, memory: _, ...current } = body
  return { id: `${current.election}/${spoken.revision}/${current.key}`, ...spoken, ...current }
}

function entryOf({ body, version, guard, told }: Entry): CurrentEntry | undefined {
  if (body === null) return undefined
  const own = body as CurrentBody
  return { envelope: envelopeOf(own), body: own, version, guard, told }
}

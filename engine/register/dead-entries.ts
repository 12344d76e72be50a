import type { DeadEntry } from '../model/dead-letter.ts'
import type { Entry, Register } from './register.ts'

const partition = 'dead-letters'

export interface FoundDead {
  readonly entry: DeadEntry
  readonly guard: number
}

/** Keeps a dead letter. One that is kept already, and was found at the same place, stays as it is, whoever buries it again. */
export async function keepDead(register: Register, dead: DeadEntry, signal: AbortSignal): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    const found = foundIn(await register.get(partition, dead.id, signal))
    if (found !== undefined && isSamePlace(found.entry, dead)) return
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    if (await written(register, dead, found?.guard ?? 0, dead.at, signal)) return
  }
}

/** False: somebody else wrote it since it was read. */
export async function markReplayed(
  register: Register,
  { entry, guard }: FoundDead,
  replayed: NonNullable<DeadEntry['replayed']>,
  signal: AbortSignal,
): Promise<boolean> {
  return await written(register, { ...entry, replayed }, guard, replayed.at, signal)
}

export async function getDead(
  register: Register,
  id: string,
  signal: AbortSignal,
): Promise<FoundDead | undefined> {
  return foundIn(await register.get(partition, id, signal))
}

/** By id. */
export async function* listDead(register: Register, signal: AbortSignal): AsyncIterable<FoundDead> {
  for await (const entry of register.list(partition, {}, signal)) {
    const found = foundIn(entry)
    if (found !== undefined) yield found
  }
}

const isSamePlace = ({ from: one }: DeadEntry, { from: other }: DeadEntry): boolean =>
  one.topic === other.topic && one.partition === other.partition && one.offset === other.offset

const foundIn = (found: Entry | undefined): FoundDead | undefined =>
  found === undefined || found.body === null
    ? undefined
    : { entry: found.body as DeadEntry, guard: found.guard }

async function written(
  register: Register,
  body: DeadEntry,
  from: number,
  at: string,
  signal: AbortSignal,
): Promise<boolean> {
  const refused = await register.put(partition, [{ id: body.id, from, at, body, group: body.group }], signal)
  return refused.length === 0
}

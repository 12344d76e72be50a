import type { Override } from '../model/current.ts'
import type { ResultKey } from '../model/ids.ts'
import { momentOf } from '../time/moment.ts'
import type { Entry, Register } from './register.ts'

/** The partition that keeps what people set by hand in an election. */
export const overridesIn = (election: string): string => `overrides|${election}`

/** As it stands in the register: `guard` is what the next write must name. */
export interface OverrideEntry {
  readonly override: Override
  readonly guard: number
}

/** Those of an election, or of one key of it, by id: also those that have ended. */
export async function* overrideEntries(
  register: Register,
  election: string,
  key: ResultKey | undefined,
  signal: AbortSignal,
): AsyncIterable<OverrideEntry> {
  const options = key === undefined ? {} : { group: key }
  for await (const entry of register.list(overridesIn(election), options, signal)) {
    const found = entryOf(entry)
    if (found !== undefined) yield found
  }
}

/** Undefined: there is none with this id. */
export async function overrideEntry(
  register: Register,
  election: string,
  id: string,
  signal: AbortSignal,
): Promise<OverrideEntry | undefined> {
  const entry = await register.get(overridesIn(election), id, signal)
  return entry && entryOf(entry)
}

/** Writes what a person set or ended. `from` is the guard that was read, 0 of a new one. False: somebody else wrote since. */
export async function writeOverride(
  register: Register,
  override: Override,
  from: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { id, election, key, at, ended } = override
  const write = { id, from, at: ended?.at ?? at, body: override, group: key }
  return (await register.put(overridesIn(election), [write], signal)).length === 0
}

/** Does it count at this moment? Neither before it was given, nor when it has ended, of itself or by a person. */
export function isInForce({ at, until, ended }: Override, moment: string): boolean {
  const now = momentOf(moment)
  const end = ended === undefined ? momentOf(until) : Math.min(momentOf(until), momentOf(ended.at))
  return momentOf(at) <= now && now < end
}

/**
 * The one that counts of those of one key: the newest, while it is in force. It took the place of those before it, also of one
 * that nobody came to end: none of them stands again after it.
 */
export function overrideInForce(overrides: Iterable<Override>, moment: string): Override | undefined {
  const given = [...overrides].filter(({ at }) => momentOf(at) <= momentOf(moment))
  const [newest] = given.toSorted(newestFirst)
  return newest !== undefined && isInForce(newest, moment) ? newest : undefined
}

const newestFirst = (one: Override, other: Override): number =>
  momentOf(other.at) - momentOf(one.at) || (one.id < other.id ? 1 : -1)

const entryOf = ({ body, guard }: Entry): OverrideEntry | undefined =>
  body === null ? undefined : { override: body as Override, guard }

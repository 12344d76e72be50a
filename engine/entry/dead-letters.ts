import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { DeadEntry } from '../model/dead-letter.ts'
import { type FoundDead, getDead, listDead, markReplayed } from '../register/dead-entries.ts'
import { momentOf } from '../time/moment.ts'
import type { Homes } from './every-port.ts'
import type { Said } from './orders.ts'

/** Newest first. Without `all` those that nobody has replayed since. */
export async function deadLetters(
  { register }: Pick<Homes, 'register'>,
  { all }: { readonly all: boolean },
  signal: AbortSignal,
): Promise<readonly DeadEntry[]> {
  const found = await Array.fromAsync(listDead(register, signal))
  return found
    .map(({ entry }) => entry)
    .filter(({ replayed }) => all || replayed === undefined)
    .toSorted((one, other) => momentOf(other.at) - momentOf(one.at) || (one.id < other.id ? -1 : 1))
}

/** Those of these names, in their order. CLI_DEAD_LETTER_UNKNOWN. */
export async function deadNamed(
  ids: readonly string[],
  { register }: Pick<Homes, 'register'>,
  signal: AbortSignal,
): Promise<readonly FoundDead[]> {
  const found: FoundDead[] = []
  for (const id of ids) {
    // oxlint-disable-next-line no-await-in-loop -- people name few
    const one = await getDead(register, id, signal)
    if (one === undefined) {
      // oxlint-disable-next-line no-await-in-loop -- the first that is unknown is the last
      const known = await Array.fromAsync(listDead(register, signal))
      const names = known.map(({ entry }) => entry.id)
      throw feedError('CLI_DEAD_LETTER_UNKNOWN', { id, near: near(id, names) })
    }
    found.push(one)
  }
  return found
}

/**
 * Publishes a dead message again where it came from, under its id, and then notes who had it done and why: a crash between
 * leaves it open, and doing it twice harms nobody. One that fails again stands in the list anew. DEAD_LETTER_LEFT_OUT.
 */
export async function replayDead(
  found: FoundDead,
  { who, why }: Said,
  { log, register, clock }: Pick<Homes, 'log' | 'register' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const { id, key, messageId, value, headers, from } = found.entry
  if (value === null)
    throw feedError('DEAD_LETTER_LEFT_OUT', { id, place: `${from.topic}/${from.partition}@${from.offset}` })
  await log.publish(from.topic, [{ key, id: messageId, value, headers }], signal)
  // Refused: it has failed again already, and stands anew.
  await markReplayed(register, found, { who, why, at: clock.now().toISOString() }, signal)
}

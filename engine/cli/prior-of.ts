import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openHomes } from '../entry/homes.ts'
import type { FeedId } from '../model/ids.ts'
import { readHeld } from '../poll/changeset.ts'
import type { Prior } from '../poll/process-capture.ts'

/** A feed that was never polled. */
export const nothingBefore: Prior = { state: new Map(), facts: null, holds: [], held: [], orders: [] }

/** Where a feed stands in the stores of this machine, as its next poll would find it, and its revision. */
export async function priorOf(
  feed: FeedId,
  config: Config,
  signal: AbortSignal,
): Promise<{ readonly prior: Prior; readonly revision: number }> {
  const never = { prior: nothingBefore, revision: 0 }
  if (!existsSync(join(config.data, 'state.sqlite'))) return never
  await using homes = openHomes(config)
  const head = await homes.state.peek(feed, signal)
  if (head === undefined) return never
  const { facts, holds, orders, revision } = head
  const state = await homes.state.load(feed, head, signal)
  const held = await readHeld(homes.archive, head.held, signal)
  return { prior: { state, facts, holds, held, orders }, revision }
}

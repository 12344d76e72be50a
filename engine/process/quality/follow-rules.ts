import { inParallel } from '../../flow/in-parallel.ts'
import { contestAndUnit, type FeedId, type ResultKey, resultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import { alertEntries } from '../../register/alert-entries.ts'
import { type CurrentEntry, currentElections, currentEntry } from '../../register/current-entries.ts'
import { recompute } from '../arbitrate/recompute.ts'
import { electionIds } from '../election-ids.ts'
import { type Asked, distinct, readsAtOnce } from './asked.ts'
import { type JudgePorts, judgeAll } from './judge-all.ts'
import { readingOf } from './reading.ts'

/** Desks by whose rules everything that is in doubt was judged. */
const followed = new WeakSet<Desk>()

/**
 * What no message tells, since only a file was changed: whatever is in doubt is judged by the rules that there are now, once
 * for each desk. So a hold whose rule is gone, or has another limit or severity, ends without figures of its own. What the
 * ledger does not have is left as it is.
 */
export async function followRules(ports: JudgePorts, signal: AbortSignal): Promise<void> {
  for await (const election of currentElections(ports.register, signal)) {
    const desk = ports.desk(election)
    if (followed.has(desk)) continue
    await judgeDoubts(ports, election, desk, signal)
    followed.add(desk)
  }
}

/** What one feed says that a rule doubts, or did: in the ids of the feed, and of the election. */
interface Doubt {
  readonly asked: Asked
  readonly ours: ResultKey
  readonly isOpen: boolean
  /** What stands of it is stale by a hold, or does not stand above yet. */
  readonly isToDecide: boolean
}

async function judgeDoubts(
  ports: JudgePorts,
  election: string,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const about: { readonly feed: FeedId; readonly key: ResultKey; readonly isOpen: boolean }[] = []
  for await (const { alert } of alertEntries(ports.register, election, undefined, signal)) {
    const { feed, key, state, severity } = alert
    const isOpen = state === 'open'
    // Of what is cleared somebody may have ended before what it held was decided anew.
    if (feed !== null && (isOpen || severity === 'hold')) about.push({ feed, key, isOpen })
  }
  const reading = readingOf(ports.results, desk, signal)
  const all = await inParallel(
    about,
    readsAtOnce,
    async ({ feed, key, isOpen }): Promise<readonly Doubt[]> => {
      const ids = electionIds(desk.crosswalks[feed])
      const theirs = ids.theirs(key)
      if (ids.ours(theirs) !== key || (await reading.says({ feed, key: theirs })) === undefined) return []
      const entry = await currentEntry(ports.register, election, key, signal)
      const above = entry && aboveIn(entry, feed)
      const unit =
        above === undefined ? undefined : unitIn(ids.theirs(resultKey(contestAndUnit(key).contest, above)))
      const asked = { feed, key: theirs, feedUnit: undefined, ...(unit === undefined ? {} : { above: unit }) }
      return [{ asked, ours: key, isOpen, isToDecide: entry !== undefined && isToDecide(entry) }]
    },
  )
  const doubts = all.flat()
  const open = distinct(doubts.filter(({ isOpen }) => isOpen).map(({ asked }) => asked))
  const held = await judgeAll(ports, election, open, signal)
  for (const one of doubts) if (one.isToDecide) held.add(one.ours)
  if (held.size > 0) await recompute(ports, election, [...held], signal)
}

/** The unit directly above, as that feed has it; of a sum, where it was seen to lie. */
function aboveIn({ body: { memory } }: CurrentEntry, feed: FeedId): string | undefined {
  const heard = Object.hasOwn(memory.heard, feed) ? memory.heard[feed] : undefined
  return heard === undefined ? (memory.byId[0] ?? memory.above[0]) : heard.above
}

const unitIn = (key: ResultKey): string => contestAndUnit(key).unit

const isToDecide = ({ body: { stale, memory }, told, version }: CurrentEntry): boolean =>
  told < version || [...stale, ...(memory.under?.stale ?? [])].some(({ why }) => why === 'HELD')

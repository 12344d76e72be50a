import type { Homes } from '../../engine/entry/homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { pollOnce } from '../../engine/entry/poll-once.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { perSecond } from './measure.ts'
import type { Office } from './office.ts'

const { signal } = new AbortController()

/** Polls that end in a second, several at one time, as a run has them: of sources that say nothing new, and with one change each. */
export async function pollsPerSecond(
  homes: Homes,
  office: Office,
  { rounds }: { readonly rounds: number },
): Promise<{ readonly unchanged: readonly number[]; readonly changed: readonly number[] }> {
  const { plans } = office
  const all = async (wanted: PollOutcome['kind']): Promise<void> => {
    const others: PollOutcome[] = []
    await pollOnce(
      plans,
      (plan) => pollFeed(plan, homes, { build: 1 }, signal),
      (_, outcome) => {
        if (outcome.kind !== wanted) others.push(outcome)
      },
    )
    if (others.length > 0)
      throw new Error(`not ${wanted}: ${JSON.stringify(others[0])}`, { cause: others[0] })
  }
  await all('published')
  const unchanged = await perSecond(rounds, plans.length, () => all('unchanged'))
  const changed = await perSecond(rounds, plans.length, () => {
    for (const at of plans.keys()) office.count(at)
    return all('published')
  })
  return { unchanged, changed }
}

import type { Config } from '../config.ts'
import { consumeTopics } from '../entry/consume.ts'
import { tellTrouble } from '../entry/consume-beside.ts'
import { hearingHomes } from '../entry/hear-topics.ts'
import type { Homes } from '../entry/homes.ts'
import { FeedError } from '../errors/feed-error.ts'
import { topics } from '../model/envelope.ts'
import { tick } from '../process/arbitrate/tick.ts'
import { tickExports } from '../process/export/export.ts'
import { routes } from '../process/routes.ts'
import type { Call } from './command.ts'
import { tellError } from './drained.ts'

type Around = Pick<Call, 'config' | 'out' | 'signal'>

/** What follows from what stands: nothing is decided by it. */
const following = routes.filter(({ topic }) => topic === topics.current || topic === topics.alerts)

/**
 * Decides anew where figures of a person have ended since: without a process nobody has. Answers whether anything was. What
 * fails is told; the order that is to be given stands by itself.
 */
export async function decideOverdue(
  homes: Homes,
  { out, signal }: Pick<Around, 'out' | 'signal'>,
): Promise<boolean> {
  let isNew = false
  const heard = hearingHomes(homes, { alert: () => undefined, current: () => void (isNew = true) })
  const now = homes.clock.now().toISOString()
  await tolerated(() => tick(heard, now, signal, { heard: undefined }), out)
  return isNew
}

/**
 * Exports what was just decided, and tells of alerts, on the stores of one machine. In the cloud that is left to the
 * consumers, whose groups a member for a moment would only disturb: then it says what does it.
 */
export async function followThrough(homes: Homes, { config, out, signal }: Around): Promise<void> {
  if (isCloud(config))
    out.line('What is exported follows with "feed run" or "feed consume"; now: feed export')
  else {
    const watch = tellTrouble((error) => tellError(error, out))
    const parts = { routes: following, watch: () => watch }
    const isDone = await tolerated(async () => {
      await consumeTopics(homes, { drain: true, signal }, parts)
      await tickExports(homes, undefined, signal)
    }, out)
    if (!isDone) out.line('It stands, and what is exported is older. When that is mended: feed export')
  }
}

const isCloud = ({ cloud }: Config): boolean => cloud !== undefined

async function tolerated(work: () => Promise<unknown>, out: Around['out']): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    for (const one of all) {
      if (!(one instanceof FeedError)) throw error
      tellError(one, out)
    }
    return false
  }
}

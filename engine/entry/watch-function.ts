import type { WatchModule } from '../bundle/watched.ts'
import { beforeKilled } from './before-killed.ts'
import type { InvocationContext } from './processing-function.ts'
import type { WatchHomes } from './watch-facts.ts'

/** What an invocation answers, for a person who tries it: the figures are in its log. */
export interface Watched {
  readonly lines: number
  readonly troubles: readonly string[]
}

/**
 * The handler of the function that watches all others from outside, once a minute: how fresh feeds are, what is held, what
 * waits for consumers, what lies in the dead letters. It says so in metrics, and what it could not find out in its log.
 * Homes are kept for the next invocation.
 */
export function watchFunction(
  bring: () => Promise<WatchModule>,
): (event: unknown, context: InvocationContext) => Promise<Watched> {
  let opened: ReturnType<typeof open> | undefined
  return async (_event, context) => {
    const signal = beforeKilled(context)
    opened ??= open(bring)
    const watch = await opened.catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return watch(signal)
  }
}

async function open(bring: () => Promise<WatchModule>): Promise<(signal: AbortSignal) => Promise<Watched>> {
  const [{ readConfig }, { cloudWatchHomes }, { watchFacts }, { watchMetrics }, { writeLines }, { feeds }] =
    await Promise.all([
      import('../config.ts'),
      import('./cloud-watch-homes.ts'),
      import('./watch-facts.ts'),
      import('./watch-metrics.ts'),
      import('./function-log.ts'),
      bring(),
    ])
  const config = readConfig(undefined, 'aws')
  if (config.cloud === undefined) throw new TypeError('the watch looks at homes in the cloud only')
  const homes: WatchHomes = cloudWatchHomes(config.cloud, config)
  return async (signal) => {
    const facts = await watchFacts(feeds, homes, signal)
    const lines = watchMetrics(facts, config.stage)
    const troubles = facts.troubles.map(({ code, message }) => ({ level: 'error', code, message }))
    writeLines([...troubles.map((one) => JSON.stringify(one)), ...lines])
    return { lines: lines.length, troubles: facts.troubles.map(({ code }) => code) }
  }
}

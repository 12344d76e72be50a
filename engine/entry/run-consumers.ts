import type { FeedError } from '../errors/feed-error.ts'
import type { Invoker } from '../invoke/invoker.ts'
import { routes as allRoutes, type Route } from '../process/routes.ts'
import { listGaps } from '../register/gap-entries.ts'
import { type Consumer, consumersOf } from './consume.ts'
import { tellTrouble } from './consume-beside.ts'
import { type RouteHealth, routeHealth } from './consume-health.ts'
import { prometheusText } from './consume-metrics.ts'
import { consumersFeed } from './consume-told.ts'
import { consumeUntil } from './consume-until.ts'
import type { Homes } from './every-port.ts'
import { everySoOften } from './every-so-often.ts'
import { fillGaps } from './fill-gaps.ts'
import { serveHealth } from './health-server.ts'
import { makeCurrentUntil } from './make-current.ts'
import { newRouteProgress, type RouteProgress } from './route-progress.ts'
import { type TicksDone, tickUntil } from './tick-until.ts'

const sampleMilliseconds = 5_000
const tellMilliseconds = 60_000
/** Leaving the groups takes so long at most, after what is at work has ended. */
const leaveMilliseconds = 6_000

export interface ConsumersOptions {
  /** Usually all. */
  readonly routes?: readonly Route[]
  readonly invoker: Invoker
  readonly concurrency?: number
  /** From the signal to the end; what is at work after most of it is let go, and comes again. */
  readonly graceMilliseconds: number
  /** Where the health is told. Undefined: nowhere. */
  readonly health?: { readonly host: string; readonly port: number } | undefined
  readonly trouble: (error: FeedError) => void
  /** Hears where the health is told. */
  readonly serving?: (port: number) => void
  /** Hears once a minute how the routes are, and what ticks came to since the last time; undefined: there are none in this process. */
  readonly pulse?: (routes: readonly RouteHealth[], ticks: TicksDone | undefined) => void
  readonly signal: AbortSignal
}

interface Running {
  readonly consumer: Consumer
  readonly progress: RouteProgress
}

/**
 * Every route in this process, each a member of its group, until the signal aborts: then nothing more is fetched, what is at
 * work has its time, and the groups are left. One that fails begins again and stops no other. Gaps are filled from the archive
 * where the tally runs. Fails with HEALTH_UNAVAILABLE before anything is consumed; afterwards with nothing.
 */
export async function runConsumers(homes: Homes, options: ConsumersOptions): Promise<void> {
  const { invoker, trouble, signal, concurrency, routes = allRoutes } = options
  const { clock } = homes
  const grace = Math.max(0, options.graceMilliseconds - leaveMilliseconds)
  const running = new Map<string, RouteProgress>(routes.map(({ group }) => [group, newRouteProgress(clock)]))
  const watch = (group: string) => {
    const troubled = tellTrouble(trouble)
    return (event: Parameters<typeof troubled>[0]): void => {
      running.get(group)?.watch(event)
      troubled(event)
    }
  }
  const consumers = consumersOf(homes, { routes, invoker, watch })
  const all = consumers.flatMap((consumer): readonly Running[] => {
    const progress = running.get(consumer.name)
    return progress === undefined ? [] : [{ consumer, progress }]
  })
  const ticks = routes.some(({ processors }) => processors.includes('tally'))
    ? { ended: 0, failed: 0 }
    : undefined
  let gaps = 0
  const health = (): readonly RouteHealth[] =>
    all.map(({ consumer, progress }) => routeHealth(consumer.route, progress.now()))
  await using server =
    options.health === undefined
      ? undefined
      : await serveHealth(options.health, () => answerOf(health(), gaps, ticks))
  if (server !== undefined) options.serving?.(server.port)
  const looped = { clock, trouble, signal }
  await Promise.all([
    ...all.map(({ consumer, progress }) =>
      consumeUntil(consumer, homes, trouble, {
        signal,
        grace,
        ...(concurrency !== undefined && { concurrency }),
        lives: progress.lives,
      }),
    ),
    everySoOften('lag', sampleMilliseconds, (until) => sample(all, until), looped),
    everySoOften('pulse', tellMilliseconds, pulses(homes, { health, ticks }, options.pulse), looped),
    ...(ticks === undefined
      ? []
      : [
          everySoOften('gaps', sampleMilliseconds, fill, looped),
          tickUntil(homes, trouble, signal, (as) => void (ticks[as] += 1)),
          makeCurrentUntil(homes, trouble, signal),
        ]),
  ])

  async function fill(until: AbortSignal): Promise<void> {
    await fillGaps(homes, trouble, until)
    gaps = (await Array.fromAsync(listGaps(homes.register, until))).length
  }
}

function answerOf(routes: readonly RouteHealth[], gaps: number, ticks: TicksDone | undefined) {
  const isHealthy = routes.every((route) => route.isHealthy)
  return { isHealthy, body: { isHealthy, gaps, routes }, metrics: prometheusText(routes, gaps, ticks) }
}

/** One whose log does not answer says nothing of its lag; the others say theirs. */
async function sample(all: readonly Running[], signal: AbortSignal): Promise<void> {
  const asked = await Promise.allSettled(
    all.map(async ({ consumer, progress }) => {
      progress.sampled(await consumer.progress(signal))
    }),
  )
  for (const [at, { status }] of asked.entries())
    if (status === 'rejected') all[at]?.progress.sampled(undefined)
  const failed = asked.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** Says in the trace how the routes are, with what they did since the last time. */
function pulses(
  { trace, clock }: Pick<Homes, 'trace' | 'clock'>,
  { health, ticks }: { readonly health: () => readonly RouteHealth[]; readonly ticks: TicksDone | undefined },
  pulse: ConsumersOptions['pulse'],
): () => Promise<void> {
  let before = new Map<string, RouteHealth>()
  let told: TicksDone = { ended: 0, failed: 0 }
  let since: number | undefined
  return async () => {
    const began = since
    since = clock.elapsed()
    if (began === undefined) return
    const routes = health()
    const seconds = Math.round((since - began) / 1_000)
    for (const route of routes) {
      const { group, lag, oldestSeconds, inFlight } = route
      const of = before.get(group)
      const processed = route.processed - (of?.processed ?? 0)
      const retries = route.retries - (of?.retries ?? 0)
      const dead = route.dead - (of?.dead ?? 0)
      const at = clock.now().toISOString()
      const figures = { lag, oldestSeconds, inFlight, processed, seconds, retries, dead }
      trace.emit({ event: 'consume.progress', feed: consumersFeed, poll: group, at, ...figures })
    }
    before = new Map(routes.map((route) => [route.group, route]))
    const fresh = ticks && { ended: ticks.ended - told.ended, failed: ticks.failed - told.failed }
    told = { ...told, ...ticks }
    pulse?.(routes, fresh)
  }
}

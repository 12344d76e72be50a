import type { RouteHealth } from './consume-health.ts'
import type { TicksDone } from './tick-until.ts'

interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly about: string
  readonly of: (health: RouteHealth) => number | undefined
}

const metrics: readonly Metric[] = [
  {
    name: 'healthy',
    type: 'gauge',
    about: '1 while the route is healthy.',
    of: (one) => Number(one.isHealthy),
  },
  {
    name: 'lag',
    type: 'gauge',
    about: 'Messages published and not settled by the group.',
    of: (one) => one.lag ?? undefined,
  },
  {
    name: 'oldest_seconds',
    type: 'gauge',
    about: 'Age of the oldest message that waits or is at work here.',
    of: (one) => one.oldestSeconds,
  },
  {
    name: 'in_flight',
    type: 'gauge',
    about: 'Messages fetched and not settled here.',
    of: (one) => one.inFlight,
  },
  {
    name: 'messages_total',
    type: 'counter',
    about: 'Messages settled here since the start.',
    of: (one) => one.processed,
  },
  {
    name: 'retries_total',
    type: 'counter',
    about: 'Batches offered to a processor again.',
    of: (one) => one.retries,
  },
  {
    name: 'dead_letters_total',
    type: 'counter',
    about: 'Messages put to the dead letters.',
    of: (one) => one.dead,
  },
  {
    name: 'dropped_total',
    type: 'counter',
    about: 'Messages whose work came to nothing, and that come again.',
    of: (one) => one.dropped,
  },
]

/** The health of all routes as Prometheus reads it, text format 0.0.4. Figures that nobody knows are left out. */
export function prometheusText(
  routes: readonly RouteHealth[],
  gaps: number,
  ticks: TicksDone | undefined,
): string {
  const lines = metrics.flatMap(({ name, type, about, of }) => {
    const full = `canvass_consumer_${name}`
    const values = routes.flatMap((route) => {
      const value = of(route)
      return value === undefined ? [] : [`${full}{group="${route.group}",topic="${route.topic}"} ${value}`]
    })
    return [`# HELP ${full} ${about}`, `# TYPE ${full} ${type}`, ...values]
  })
  const byPartition = routes.flatMap(({ group, topic, partitions }) =>
    partitions.map(
      ({ partition, lag }) =>
        `canvass_consumer_partition_lag{group="${group}",topic="${topic}",partition="${partition}"} ${lag}`,
    ),
  )
  return [
    ...lines,
    '# HELP canvass_consumer_partition_lag Messages of one partition published and not settled by the group.',
    '# TYPE canvass_consumer_partition_lag gauge',
    ...byPartition,
    '# HELP canvass_consumer_gaps Feeds of which messages are missing.',
    '# TYPE canvass_consumer_gaps gauge',
    `canvass_consumer_gaps ${gaps}`,
    ...(ticks === undefined ? [] : linesOfTicks(ticks)),
    '',
  ].join('\n')
}

const linesOfTicks = ({ ended, failed }: TicksDone): readonly string[] => [
  '# HELP canvass_consumer_ticks_total Times that all was done that time alone has made due.',
  '# TYPE canvass_consumer_ticks_total counter',
  `canvass_consumer_ticks_total ${ended}`,
  '# HELP canvass_consumer_ticks_failed_total Times that something of it failed, and is tried again.',
  '# TYPE canvass_consumer_ticks_failed_total counter',
  `canvass_consumer_ticks_failed_total ${failed}`,
]

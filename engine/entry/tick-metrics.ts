import { type MetricScope, metricLine } from '../trace/metric-line.ts'
import type { TicksDone } from './tick-until.ts'

/** What the ticks of one process of consumers came to within a minute, as the one line of metrics that it writes. */
export const tickMetrics = ({ ended, failed }: TicksDone, scope: Omit<MetricScope, 'group'>): string =>
  metricLine({ ConsumerTicks: ended, ConsumerTicksFailed: failed }, scope)

import { type MetricName, metricNamespace, metrics } from './metric-names.ts'

/** One figure, or one for each of several events; a line takes 100 of them. */
export type MetricValues = Partial<Readonly<Record<MetricName, number | readonly number[]>>>

/** What the figures of a line are of. */
export interface MetricScope {
  readonly at: Date
  /** One of several deployments in an account. */
  readonly stage: string
  /** A consumer group, for what is said of each. */
  readonly group?: string
}

/**
 * Figures as one line of CloudWatch's embedded metric format: whoever keeps the log makes metrics of it. A name without a
 * figure, or with none of several, is left out.
 */
export function metricLine(values: MetricValues, { at, stage, group }: MetricScope): string {
  const dimensions = { Stage: stage, ...(group !== undefined && { Group: group }) }
  const given = Object.entries(values).filter(([, value]) => typeof value === 'number' || value.length > 0)
  const described = given.map(([name]) => ({ Name: name, Unit: metrics[name as MetricName].unit }))
  const directive = { Namespace: metricNamespace, Dimensions: [Object.keys(dimensions)], Metrics: described }
  return JSON.stringify({
    _aws: { Timestamp: at.getTime(), CloudWatchMetrics: [directive] },
    ...dimensions,
    ...Object.fromEntries(given),
  })
}

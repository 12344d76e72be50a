import type { MetricName } from '../engine/trace/metric-names.ts'

type Text = $util.Input<string>

/** One series of figures: of the engine (docs/metrics.md), or of a service of AWS. */
export interface Series {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Readonly<Record<string, Text>>
  readonly stat: 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount'
}

/** Somebody is woken, or somebody looks at it the same day. */
export type Severity = 'page' | 'look'

/** An alarm as the tables say it. It rings while its figure is at the threshold or beyond it. */
export interface Wanted {
  /** What to do, as a sentence of its own: the name of the alarm, and its heading in docs/runbook.md. */
  readonly does: string
  /** What has happened. */
  readonly about: string
  readonly severity: Severity
  readonly series: Readonly<Record<string, Series>>
  /** Over the names of the series. Undefined: there is one, and it is the figure. */
  readonly expression?: string
  readonly from: number
  /** It rings below the threshold instead. */
  readonly isBelow?: true
  readonly periodSeconds: number
  /** So many periods, one after the other, have to be so. */
  readonly periods: number
  /** No figures are the worst of them: for alarms that tell of silence. */
  readonly silenceRings?: true
  /** It is there, and tells nobody. */
  readonly isMuted?: boolean
}

/** A metric of the engine, of this stage. */
export const ours = (name: MetricName, stage: string, stat: Series['stat'], group?: string): Series => ({
  namespace: 'Canvass',
  name,
  dimensions: { Stage: stage, ...(group !== undefined && { Group: group }) },
  stat,
})

export const ofService = (
  namespace: string,
  name: string,
  dimensions: Series['dimensions'],
  stat: Series['stat'],
): Series => ({ namespace: `AWS/${namespace}`, name, dimensions, stat })

/** Adds series up: `s0 + s1`. */
export function summed(series: readonly Series[]): Pick<Wanted, 'series' | 'expression'> {
  const named = series.map((one, n) => [`s${n}`, one] as const)
  return { series: Object.fromEntries(named), expression: `SUM([${named.map(([id]) => id).join(', ')}])` }
}

/** The largest of several series. */
export function largest(series: readonly Series[]): Pick<Wanted, 'series' | 'expression'> {
  const { series: named } = summed(series)
  return { series: named, expression: `MAX([${Object.keys(named).join(', ')}])` }
}

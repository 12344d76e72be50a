import type { Config } from '../config.ts'
import type { RouteHealth } from '../entry/consume-health.ts'
import { tickMetrics } from '../entry/tick-metrics.ts'
import type { TicksDone } from '../entry/tick-until.ts'
import type { Output } from './output.ts'
import { counted, figure } from './words.ts'

interface Telling {
  readonly out: Output
  readonly at: Date
  readonly config: Pick<Config, 'cloud' | 'stage'>
}

/** What consumers say once a minute. In the cloud with a line of metrics, of which whoever keeps the log makes figures. */
export function tellPulse(
  shown: readonly RouteHealth[],
  ticks: TicksDone | undefined,
  { out, at, config: { cloud, stage } }: Telling,
): void {
  tellRoutes(shown, at, out)
  if (cloud !== undefined && ticks !== undefined) out.raw(`${tickMetrics(ticks, { at, stage })}\n`)
}

/** One line per route that has something to tell; one in all where none has. */
function tellRoutes(shown: readonly RouteHealth[], now: Date, out: Output): void {
  out.data({ at: now.toISOString(), routes: shown })
  const busy = shown.filter(({ is, lag }) => is !== 'idle' || lag === null || lag > 0)
  const at = now.toISOString().slice(11, 19)
  if (busy.length === 0) {
    const processed = shown.reduce((sum, one) => sum + one.processed, 0)
    out.line(`${at}  nothing waits; ${counted(processed, 'message')} processed so far`)
  }
  for (const { group, is, lag, perSecond, oldestSeconds, reason } of busy) {
    const waits = lag === null ? 'lag unknown' : `${figure(lag)} behind`
    const why = reason === null ? '' : `: ${reason}`
    out.line(`${at}  ${group} ${is}, ${waits}, ${perSecond}/s, oldest ${oldestSeconds} s${why}`)
  }
}

import { holdsBack } from '../../../engine/model/alert.ts'
import type { ResultKey } from '../../../engine/model/ids.ts'
import type { Moment } from './replay.ts'

/** Everything that keeps a result back at this moment: codes of checks, names of rules. */
export function keptBackBy({ held, known }: Moment, key: ResultKey): readonly string[] {
  const checks = [...held.values()].flatMap((keys) => (keys.get(key) ?? []).map(({ code }) => code))
  const rules = [...known.alerts.values()].flatMap((alert) =>
    alert.key === key && holdsBack(alert) ? [alert.rule] : [],
  )
  return [...new Set([...checks, ...rules])]
}

/** What keeps a feed back as a whole, and what failed. */
export function feedsKeptBackBy({ holds, outcomes }: Moment): readonly string[] {
  const whole = holds.filter(({ hold }) => hold.scope.units === undefined).map(({ hold }) => hold.code)
  const failed = [...outcomes.values()].flatMap((outcome) =>
    outcome.kind === 'failed' ? [outcome.error.code] : [],
  )
  return [...new Set([...whole, ...failed])]
}

/** Rules that find something in a result at this moment, whatever their severity. */
export const flaggedBy = ({ known }: Moment, key: ResultKey): readonly string[] => [
  ...new Set(
    [...known.alerts.values()].flatMap((alert) =>
      alert.key === key && alert.state === 'open' ? [alert.rule] : [],
    ),
  ),
]

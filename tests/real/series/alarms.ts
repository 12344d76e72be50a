import { contestAndUnit, type FeedId, type ResultKey } from '../../../engine/model/ids.ts'
import type { Moment } from './replay.ts'

/** One thing that a check or a rule said of one result, from one look to another. */
export interface Alarm {
  /** Code of a check, or name of a rule of quality.yaml. */
  readonly rule: string
  readonly severity: 'hold' | 'alert' | 'note'
  /** `*`: a feed as a whole. */
  readonly key: ResultKey | '*'
  readonly from: string
  to: string
  /** So many looks. */
  polls: number
  /** What makes it right. Undefined: wrong. */
  readonly because: string | undefined
}

/** Says what makes it right that something was said of a result at a moment. */
export type Because = (said: {
  readonly moment: Moment
  readonly rule: string
  readonly key: ResultKey | '*'
}) => string | undefined

/** Everything that was said at any look; what stays from look to look is one alarm. */
export function alarmsIn(moments: readonly Moment[], because: Because): readonly Alarm[] {
  const all: Alarm[] = []
  let open = new Map<string, Alarm>()
  const before = new Map<string, string | undefined>()
  for (const moment of moments) {
    if (moment.again) continue
    const now = new Map<string, Alarm>()
    for (const { rule, severity, key, feed, version } of saidAt(moment)) {
      const told = `${rule} ${key} ${version}`
      // What an alert says is as right as it was when it was opened, as long as it says the same of the same figures.
      const why = (version === undefined ? undefined : before.get(told)) ?? because({ moment, rule, key })
      before.set(told, why)
      const name = `${rule} ${key} ${why}`
      const { at } = moment.look
      const alarm = open.get(name) ?? { rule, severity, key, from: at, to: at, polls: 0, because: why }
      if (!open.has(name)) all.push(alarm)
      // At looks at which its feed was not polled nothing was said anew.
      if (!now.has(name) && (feed === null || moment.outcomes.has(feed))) alarm.polls += 1
      alarm.to = at
      now.set(name, alarm)
    }
    open = now
  }
  return all
}

interface SaidOf extends Pick<Alarm, 'rule' | 'severity' | 'key'> {
  /** Null: several feeds together. */
  readonly feed: FeedId | null
  /** Of an alert: grows with what it says. */
  readonly version?: number
}

function saidAt({ holds, held, outcomes, known }: Moment): readonly SaidOf[] {
  const checks = [...held].flatMap(([feed, keys]) =>
    [...keys].flatMap(([key, by]) =>
      by.map(({ code }) => ({ rule: code, severity: 'hold', key, feed }) as const),
    ),
  )
  const whole = holds.flatMap(({ feed, hold }) =>
    hold.scope.units === undefined ? [{ rule: hold.code, severity: 'hold', key: '*', feed } as const] : [],
  )
  const failed = [...outcomes].flatMap(([feed, outcome]) =>
    outcome.kind === 'failed'
      ? [{ rule: outcome.error.code, severity: 'hold', key: '*', feed } as const]
      : [],
  )
  const rules = [...known.alerts.values()].flatMap(
    ({ rule, severity, key, feed, state, revision: version }) =>
      state === 'open' ? [{ rule, severity, key, feed, version }] : [],
  )
  return [...checks, ...whole, ...failed, ...rules]
}

/** For people: `mower, mn/us-president`. */
export function placeOf(key: ResultKey | '*'): string {
  if (key === '*') return 'the feed'
  const { contest, unit } = contestAndUnit(key)
  return `${unit.slice(unit.lastIndexOf(':') + 1)}, ${contest}`
}

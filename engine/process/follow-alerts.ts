import { type Alert, type Finding, holdsBack, isWorse, type Severity, severities } from '../model/alert.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import { type AlertEntry, type AlertWrite, alertId } from '../register/alert-entries.ts'

/** A finding, with what its rule makes of it. */
export interface Found extends Finding {
  readonly severity: Severity
  readonly feed: FeedId | null
  /** When the figures were captured that it is about. */
  readonly since: string
  readonly because?: string
  /** Found again after it was over, it is another one. */
  readonly isStep?: true
}

/** What an alert is about. */
export interface About {
  readonly election: string
  readonly key: ResultKey
}

/**
 * What becomes of the alerts of one key: `known` are all those that were read and that this judgement is about, `found` is
 * all that is found now. Every known one is written, the same or not: its guard grows, so that nobody who judged older
 * figures writes after it. `at` is when it is said.
 */
export function followAlerts(
  about: About,
  known: readonly AlertEntry[],
  found: readonly Found[],
  at: string,
): readonly AlertWrite[] {
  const byId = new Map(found.map((one) => [alertId(about.election, { ...one, key: about.key }), one]))
  const ids = new Set([...known.map(({ alert }) => alert.id), ...byId.keys()])
  const entries = new Map(known.map((entry) => [entry.alert.id, entry]))
  return [...ids].flatMap((id) => {
    const entry = entries.get(id)
    const finding = byId.get(id)
    const from = entry?.guard ?? 0
    if (finding !== undefined) return [{ alert: opened(id, about, finding, entry), from, at }]
    return entry === undefined ? [] : [{ alert: cleared(entry), from, at }]
  })
}

/**
 * Still the same, unless it is new, was cleared before, is worse by a tenth than what was told, weighs more, or holds again what
 * a person released.
 */
function opened(id: string, about: About, { isStep, ...found }: Found, entry: AlertEntry | undefined): Alert {
  const news = { version: (entry?.version ?? 0) + 1, measure: found.measure }
  const before = entry?.alert
  if (before === undefined) return { ...found, ...about, id, state: 'open', noticed: news }
  const isOpen = before.state === 'open'
  const { acknowledged, released } = before
  const weighsMore = severities.indexOf(found.severity) > severities.indexOf(before.severity)
  const now: Alert = {
    ...found,
    ...about,
    id,
    state: 'open',
    since: isOpen ? before.since : found.since,
    noticed: before.noticed,
    // Who has taken on an alert knew of no hold.
    ...(isOpen && !weighsMore && acknowledged !== undefined ? { acknowledged } : {}),
    // What a person confirmed stays confirmed when it goes and comes back; a step that comes is another one.
    ...(released === undefined || (isStep === true && !isOpen) ? {} : { released }),
  }
  const isSame = isOpen && !weighsMore && !isWorse(found.measure, before.noticed.measure)
  return isSame && !(holdsBack(now) && !holdsBack(before)) ? now : { ...now, noticed: news }
}

function cleared({ alert, version }: AlertEntry): Alert {
  if (alert.state === 'cleared') return alert
  return { ...alert, state: 'cleared', noticed: { version: version + 1, measure: alert.noticed.measure } }
}

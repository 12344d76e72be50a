import { type Alert, holdsBack } from '../../model/alert.ts'
import type { Desk } from '../../plan/desk.ts'
import { momentOf } from '../../time/moment.ts'

/** What the register keeps of an alert that people were told of, or wait to be told of. */
export interface Told {
  readonly alert: string
  readonly election: string
  /** The version that was decided on; what is not newer is not decided again. */
  readonly seen: number
  /** It is told when the next window begins, if it still stands then. */
  readonly waits: boolean
  /** What people know. Null: nothing. */
  readonly posted: { readonly version: number; readonly state: Alert['state']; readonly at: string } | null
  /** That it is open was sent, and whether that was taken was not noted: people may know it. */
  readonly isUnsure: boolean
}

/** `wait`: nobody is told now, and the next window is to come. */
export type Verdict = 'post' | 'wait' | 'nothing'

/**
 * Are people told of this alert, as it stands? Of something that is found, each time there is something new to say of it,
 * until somebody has taken it on: acknowledged it, or released what it held. Of its end once, where they know of it. Of a
 * note never. Outside the windows of the election nobody is told, whatever the alert holds back.
 */
export function verdictOn(
  alert: Alert,
  before: Told | undefined,
  windows: Desk['alertWindows'],
  now: string,
): Verdict {
  const isDecided = before !== undefined && before.seen >= alert.noticed.version && !before.waits
  if (isDecided || !isWanted(alert, before)) return 'nothing'
  const moment = momentOf(now)
  if (windows.some(({ from, to }) => momentOf(from) <= moment && moment < momentOf(to))) return 'post'
  return windows.some(({ from }) => momentOf(from) > moment) ? 'wait' : 'nothing'
}

function isWanted(alert: Alert, before: Told | undefined): boolean {
  if (alert.acknowledged !== undefined) return false
  // Also of what is only a note by now.
  if (alert.state === 'cleared') return before?.posted?.state === 'open' || before?.isUnsure === true
  if (alert.severity === 'note') return false
  return alert.released === undefined || holdsBack(alert)
}

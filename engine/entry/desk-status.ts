import { holdsBack } from '../model/alert.ts'
import { alertEntries } from '../register/alert-entries.ts'
import { currentElections } from '../register/current-entries.ts'
import { isInForce, overrideEntries } from '../register/override-entries.ts'
import type { Register } from '../register/register.ts'

/** How it stands with an election beside its feeds. */
export interface DeskStatus {
  readonly election: string
  /** Alerts, notes left out, that are open and nobody has acknowledged or released. */
  readonly open: number
  /** Alerts that hold figures back, acknowledged or not. */
  readonly holding: number
  /** Overrides in force. */
  readonly overrides: number
}

/** Of every election of which something stands, by id. */
export async function deskStatuses(
  register: Register,
  now: string,
  signal: AbortSignal,
): Promise<readonly DeskStatus[]> {
  const all: DeskStatus[] = []
  for await (const election of currentElections(register, signal)) {
    const status = { election, open: 0, holding: 0, overrides: 0 }
    for await (const { alert } of alertEntries(register, election, undefined, signal)) {
      const isTaken = alert.acknowledged !== undefined || (alert.released !== undefined && !holdsBack(alert))
      if (alert.state === 'open' && alert.severity !== 'note' && !isTaken) status.open += 1
      if (holdsBack(alert)) status.holding += 1
    }
    for await (const { override } of overrideEntries(register, election, undefined, signal))
      if (isInForce(override, now)) status.overrides += 1
    all.push(status)
  }
  return all
}

import { type Alert, holdsBack } from '../model/alert.ts'
import type { Output } from './output.ts'
import { oneLine } from './words.ts'

/** An alert among the lines of polls: when, which, how much it weighs or that it is found no more, and what it says. */
export function alertLine(alert: Alert, at: string, out: Output): string {
  const { id, severity, state, words, acknowledged } = alert
  // Released, and worse by a tenth since, it holds again.
  const released = holdsBack(alert) ? undefined : alert.released
  const act = released ?? acknowledged
  const by =
    act === undefined
      ? ''
      : ` (${released === undefined ? 'acknowledged' : 'released'} by ${oneLine(act.who)})`
  const isOpen = state === 'open' && act === undefined
  const word =
    state === 'cleared' ? 'cleared' : isOpen && severity !== 'note' ? severity.toUpperCase() : severity
  const look = isOpen && severity !== 'note' ? 'yellow' : 'dim'
  return `${at.slice(11, 19)}Z  ${out.style(look, `${id}  ${word}`)}  ${oneLine(words)}${by}`
}

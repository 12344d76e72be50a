import type { Alert } from '../../model/alert.ts'

/** What people read, in one line: how much it weighs, what is found, and what to type. */
export function alertText({ id, severity, state, words, rule, feed, because }: Alert): string {
  const from = feed === null ? rule : `${rule}, ${feed}`
  if (state === 'cleared') return `CLEARED ${words} (${from}): it is found no more. ${id}`
  const held = severity === 'hold' ? ' The figures do not become current.' : ''
  const why = because === undefined ? '' : ` ${because}`
  const next = severity === 'hold' ? `feed release ${id}` : `feed acknowledge ${id}`
  return `${severity.toUpperCase()} ${words} (${from}).${held}${why} feed alerts ${id}, then: ${next} --why "…"`
}

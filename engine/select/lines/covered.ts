import { feedError } from '../../errors/feed-error.ts'
import type { Match } from '../../flow/regex.ts'

/** Of a line that a pattern matches several times all text stands in a match. SELECT_GAP: an entry looks otherwise. */
export function assertCovered(pattern: string, text: string, matches: readonly Match[], place: string): void {
  let from = 0
  for (const { start, end } of [...matches, { start: text.length, end: text.length }]) {
    const rest = text.slice(from, start)
    const gap = rest.trim()
    if (gap !== '') {
      const at = from + rest.indexOf(gap)
      throw feedError(
        'SELECT_GAP',
        { pattern, text: gap.slice(0, 100), from: at + 1, to: at + gap.length },
        { place },
      )
    }
    from = end
  }
}

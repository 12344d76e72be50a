import { entities } from '../flow/entities.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** A text as a page would show it. CSV of offices has `Jeremy &quot;Spike&quot; Cohen`, as if it were HTML. */
export function unescaped(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string')
    throw refuse('MAP_FAILED', { problem: `$unescape was given ${quote(value)}, which is no text` })
  return entities.use().decodeHTML(value)
}

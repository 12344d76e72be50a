import { feedError } from '../../errors/feed-error.ts'
import { borderTrouble, type NamedSpan } from '../../flow/column-borders.ts'
import { charactersOf, type Span } from '../../flow/fixed-columns.ts'
import { columnPlace, type SeenLine } from './pages.ts'
import type { Pattern } from './patterns.ts'
import { matchesIn } from './values.ts'

/**
 * Refuses a line whose columns and cells would cut a text in two (SELECT_COLUMN_CUT) or pass over one (SELECT_GAP). What
 * named groups hold has been read, and so has what the expression matched to the left of all columns.
 */
export function checkBorders(pattern: Pattern, { text, place }: SeenLine): void {
  if (pattern.cuts.length === 0 && !hasPlaces(pattern)) return
  const line = charactersOf(text)
  const columns: readonly NamedSpan[] = [
    ...pattern.cuts.map(([name, span]) => ({ name, span })),
    ...cellSpans(pattern, line.length),
  ]
  const { borders = 'blank', gaps } = pattern.options
  const trouble = borderTrouble(line, columns, knownIn(pattern, text, columns), { borders, gaps })
  if (trouble === undefined) return
  const at = { place: columnPlace(place, trouble.from - 1) }
  const { cut, from, to } = trouble
  const shown = trouble.text.length <= 100 ? trouble.text : `${trouble.text.slice(0, 100)}…`
  throw cut === undefined
    ? feedError('SELECT_GAP', { pattern: pattern.name, text: shown, from, to }, at)
    : feedError('SELECT_COLUMN_CUT', { pattern: pattern.name, column: cut.name, text: shown, after: to }, at)
}

const hasPlaces = ({ cells }: Pattern): boolean => cells?.options.from !== undefined

function cellSpans({ cells }: Pattern, end: number): readonly NamedSpan[] {
  const { from, length, legend = 'cells' } = cells?.options ?? {}
  const spans: NamedSpan[] = []
  if (cells === undefined || from === undefined || length === undefined) return spans
  for (let start = from - 1, nth = 1; start < end; start += length, nth++) {
    const cuts = cells.cuts.length === 0 ? [['', { start: 0, end: length }] as const] : cells.cuts
    for (const [name, span] of cuts)
      spans.push({
        name: `${name === '' ? legend : name} ${nth}`,
        span: { start: start + span.start, end: start + Math.min(span.end ?? length, length) },
      })
  }
  return spans
}

function knownIn(pattern: Pattern, text: string, columns: readonly NamedSpan[]): readonly Span[] {
  const first = Math.min(...columns.map(({ span }) => span.start))
  const at = (offset: number): number => charactersOf(text.slice(0, offset)).length
  return matchesIn(pattern, text).flatMap((match) => [
    { start: at(match.start), end: Math.min(at(match.end), first) },
    ...pattern.regex.spans(text, match.start).map(({ start, end }) => ({ start: at(start), end: at(end) })),
  ])
}

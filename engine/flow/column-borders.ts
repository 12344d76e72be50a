import { Type } from 'typebox'
import type { charactersOf, Span } from './fixed-columns.ts'

/** What a spec says of the borders of columns, and of what stands beside all of them. */
export const BorderKeys = {
  borders: Type.Optional(
    Type.Enum(['blank', 'filled', 'any'], {
      description:
        'What may stand on both sides of a border: nothing (blank); a value that fills its column, so that no number is cut in two (filled); anything (any). Default: blank in a report, filled in records.',
    }),
  ),
  gaps: Type.Optional(
    Type.Enum(['error', 'skip'], {
      default: 'error',
      description: 'What text is that stands in no column.',
    }),
  ),
}
export interface BorderRules {
  readonly borders?: 'blank' | 'filled' | 'any' | undefined
  readonly gaps?: 'error' | 'skip' | undefined
}

/** A column as an error names it. */
export interface NamedSpan {
  readonly name: string
  readonly span: Span
}

/** What is wrong with a line: a border cuts a text in two, or a text stands in no column. */
export interface BorderTrouble {
  readonly cut: NamedSpan | undefined
  readonly text: string
  /** Where the text begins, counted from 1. */
  readonly from: number
  /** The last character before the border, or of the text that stands in no column. */
  readonly to: number
}

type Characters = ReturnType<typeof charactersOf>

/**
 * What the borders of these columns do to a line that they must not. `known` are parts that something else has read: they
 * have no borders, and what stands there is in no gap.
 */
export function borderTrouble(
  line: Characters,
  columns: readonly NamedSpan[],
  known: readonly Span[],
  { borders, gaps = 'error' }: BorderRules & { readonly borders: NonNullable<BorderRules['borders']> },
): BorderTrouble | undefined {
  if (borders !== 'any') {
    for (const column of columns) {
      const { start, end } = column.span
      for (const at of end === undefined ? [start] : [start, end]) {
        if (isBlank(line, at - 1) || isBlank(line, at)) continue
        if (columns.some(({ span }) => span.start < at && (span.end ?? Infinity) > at)) continue
        if (borders === 'filled' && !cutsNumber(line, at, columns)) continue
        const [from, to] = wordAround(line, at)
        return { cut: column, text: line.slice({ start: from, end: to }), from: from + 1, to: at }
      }
    }
  }
  return gaps === 'skip' ? undefined : textInGap(line, [...columns.map(({ span }) => span), ...known])
}

const isBlank = (line: Characters, at: number): boolean =>
  at < 0 || at >= line.length || line.slice({ start: at, end: at + 1 }).trim() === ''

const isDigit = (line: Characters, at: number): boolean =>
  at >= 0 && at < line.length && /^[\d,]$/.test(line.slice({ start: at, end: at + 1 }))

function wordAround(line: Characters, at: number): readonly [from: number, to: number] {
  let [from, to] = [at, at]
  while (!isBlank(line, from - 1)) from--
  while (!isBlank(line, to)) to++
  return [from, to]
}

/**
 * Whether a border stands in a number that fills the column on neither side: of two numbers that touch, the left one or the
 * right one has no room left.
 */
function cutsNumber(line: Characters, at: number, columns: readonly NamedSpan[]): boolean {
  if (!isDigit(line, at - 1) || !isDigit(line, at)) return false
  let [from, to] = [at, at]
  while (isDigit(line, from - 1)) from--
  while (isDigit(line, to)) to++
  const edges = columns.flatMap(({ span }) => [span.start, span.end ?? Infinity])
  const left = Math.max(0, ...edges.filter((edge) => edge < at))
  const right = Math.min(...edges.filter((edge) => edge > at), Infinity)
  return from > left && isBlank(line, from - 1) && to < right && isBlank(line, to)
}

function textInGap(line: Characters, covered: readonly Span[]): BorderTrouble | undefined {
  const sorted = covered.toSorted((one, other) => one.start - other.start)
  let from = 0
  for (const { start, end } of [...sorted, { start: line.length, end: undefined }]) {
    if (start > from) {
      const text = line.slice({ start: from, end: start })
      if (text.trim() !== '') {
        const first = from + charactersBefore(text)
        const words = text.trim()
        return { cut: undefined, text: words, from: first + 1, to: first + Array.from(words).length }
      }
    }
    from = Math.max(from, end ?? line.length)
  }
  return undefined
}

const charactersBefore = (text: string): number => text.length - text.trimStart().length

import { type Static, Type } from 'typebox'

/** Where a column of fixed width stands in a line. */
export const FixedColumn = Type.Object(
  {
    from: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'Its first character; that of the line is 1.',
    }),
    length: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'How many characters it has.' }),
    ),
    to: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Its last character, instead of a length. With neither it goes to the end of the line.',
      }),
    ),
  },
  { additionalProperties: false, description: 'A column, in characters.' },
)
export type FixedColumn = Static<typeof FixedColumn>

/** A piece of a line: from a character, counted from 0, to the one before `end`. */
export interface Span {
  readonly start: number
  /** Undefined: to the end of the line. */
  readonly end: number | undefined
}

/** The span of a column. A text says why there is none. */
export function spanOf({ from, length, to }: FixedColumn): Span | string {
  if (length !== undefined && to !== undefined) return 'Both length and to are given'
  if (to !== undefined && to < from) return `The column ends at ${to}, before it begins at ${from}`
  const end = to ?? (length === undefined ? undefined : from - 1 + length)
  return { start: from - 1, end }
}

/** The characters of a line, so that spans count characters and not halves of them. */
export function charactersOf(line: string): { readonly length: number; slice(span: Span): string } {
  if (!/[\ud800-\udfff]/.test(line))
    return { length: line.length, slice: ({ start, end }) => line.slice(start, end) }
  const characters = Array.from(line)
  return { length: characters.length, slice: ({ start, end }) => characters.slice(start, end).join('') }
}

/** Whether two spans share a part of them only: one may lie in the other, as a code in its group. */
export function cross(one: Span, other: Span): boolean {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one]
  const [ends, goesOn] = [first.end ?? Infinity, second.end ?? Infinity]
  return first.start < second.start && second.start < ends && goesOn > ends
}

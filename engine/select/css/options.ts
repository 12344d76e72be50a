import { type Static, Type } from 'typebox'

const Css = Type.String({ minLength: 1, description: 'A CSS selector.' })
const Cell = Type.Union(
  [
    Css,
    Type.Object(
      { css: Css, attribute: Type.String({ minLength: 1, description: 'Instead of the text.' }) },
      { additionalProperties: false, description: 'An attribute of an element.' },
    ),
  ],
  { description: 'What is read: the text of the element, or one of its attributes.' },
)
const cells = (description: string) => Type.Optional(Type.Record(Type.String(), Cell, { description }))

/** How rows are found in a page, and what each of them says. */
export const cssOptions = Type.Object(
  {
    rows: Type.String({
      minLength: 1,
      description: 'The elements that are rows: "table.results tbody tr".',
    }),
    within: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Rows are looked for in these elements only; without one, the layout has changed.',
      }),
    ),
    cells: cells(
      'By name, what is read inside the row: { name: "td:nth-child(1)" }. Without it a row has cells, the texts of its td and th.',
    ),
    headings: cells(
      'By name, what stands above the row: of the elements before it the nearest, such as { contest: h3 }.',
    ),
    hidden: Type.Optional(
      Type.Enum(['error', 'read', 'skip'], {
        default: 'error',
        description:
          'What rows, cells and headings are that the page hides, by the attribute hidden or by its style.',
      }),
    ),
    page: cells('By name, what stands once in the page, such as { updated: "#as-of" }.'),
  },
  { additionalProperties: false, description: 'Rows of a page.' },
)
export type CssOptions = Static<typeof cssOptions>

/** One thing to read, by name. */
export interface NamedCell {
  readonly name: string
  readonly css: string
  readonly attribute: string | undefined
}
/** What a spec names to be read, in its order. */
export function namedCells(given: Readonly<Record<string, Static<typeof Cell>>> = {}): readonly NamedCell[] {
  return Object.entries(given).map(([name, cell]) =>
    typeof cell === 'string' ? { name, css: cell, attribute: undefined } : { name, ...cell },
  )
}

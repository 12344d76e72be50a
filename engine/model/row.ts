import type { Json } from './json.ts'

/** One item of a document, and where it stands in the raw bytes: `L1204` (a line), `$.races[3]` (a node of a JSON tree). */
export interface Row {
  readonly value: Json
  readonly place: string
}
/** Rows travel in batches: a promise per row costs more than the row. */
export type Rows = AsyncIterable<readonly Row[]>

/** One element of an HTML page. */
export interface MarkupNode {
  readonly place: string
  /** Its text, white space folded; without what is hidden in it. */
  readonly text: string
  /** Whoever opens the page does not see it. */
  readonly hidden?: boolean
  /** Its text as it stands, as a PRE shows it. */
  lines(): readonly Line[]
  attribute(name: string): string | undefined
  /** Elements below this one that match a CSS selector, in document order. */
  select(css: string): readonly MarkupNode[]
}

/** One line of a text, without its end. */
export interface Line {
  readonly text: string
  readonly place: string
  /** The page that it stands on, from 1, where the text has form feeds. */
  readonly page?: number
}

/** One row of cells, as a sheet, an HTML table or a CSV file without a usable header has it. */
export interface GridRow {
  /**
   * What people read there, as text: numbers plainly (`1234`, `0.5`), percentages with their sign (`45.1%`), dates as ISO
   * 8601. An empty cell is an empty text. Rows of one sheet may differ in length.
   */
  readonly cells: readonly string[]
  readonly place: string
  /** Where one of its cells stands, where the format can say it: `Total!C12`. Without it the place of the row holds. */
  readonly placeOf?: (column: number) => string
  /** Whoever opens the file does not see it. */
  readonly hidden?: boolean
  /** Of these cells the same holds, where the row itself is seen. */
  readonly hiddenCells?: readonly number[]
}
/** Cells that are one cell; its text stands in the first. Indices into rows and cells, from 0, ends included. */
export interface MergedArea {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}
/** A sheet of a workbook, or a table of a page. The only one of a CSV file has the name "". */
export interface Sheet {
  readonly name: string
  readonly rows: readonly GridRow[]
  readonly merged: readonly MergedArea[]
  /** Whoever opens the file does not see it. */
  readonly hidden?: boolean
}

/** How a text in lines ends, once all of it was read. */
export interface TextEnd {
  /** Where no line end is behind its last character: that place, and the last characters. */
  open?: { readonly place: string; readonly text: string }
}

/**
 * What a decoder makes of a payload. The shape decides which selectors fit, before any byte is read. `end`: nothing but a
 * line end says that the last line is whole.
 */
export type Document =
  /** `columns`: what every row has, where the format knows it before the first row. */
  | {
      readonly shape: 'rows'
      readonly rows: Rows
      readonly columns?: readonly string[]
      readonly end?: TextEnd
    }
  | { readonly shape: 'tree'; readonly root: Json }
  | { readonly shape: 'markup'; readonly root: MarkupNode }
  /** Each sheet is decoded when it is asked for, so that one at a time is held. */
  | { readonly shape: 'grid'; readonly sheets: AsyncIterable<Sheet>; readonly end?: TextEnd }
  | { readonly shape: 'text'; readonly lines: AsyncIterable<readonly Line[]>; readonly end?: TextEnd }
export type Shape = Document['shape']

/** A row that could not be used. It is counted, kept and, unless the spec allows for it, holds the capture. */
export interface Rejection {
  readonly place: string
  readonly code: string
  readonly message: string
}

/** The piece of a raw payload that a place names, for people: `text` is what stands there. */
export interface Excerpt {
  readonly line: number
  readonly text: string
}

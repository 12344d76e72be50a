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
  /** Its text, white space folded. */
  readonly text: string
  attribute(name: string): string | undefined
  /** Elements below this one that match a CSS selector, in document order. */
  select(css: string): readonly MarkupNode[]
}

/** What a decoder makes of a payload. The shape decides which selectors fit, before any byte is read. */
export type Document =
  /** `columns`: what every row has, where the format knows it before the first row. */
  | { readonly shape: 'rows'; readonly rows: Rows; readonly columns?: readonly string[] }
  | { readonly shape: 'tree'; readonly root: Json }
  | { readonly shape: 'markup'; readonly root: MarkupNode }
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

/** White space around the text of a cell is none of it. */
export const trimmed = (text: string | undefined): string => text?.trim() ?? ''

/** What headers and headings are compared by: line breaks inside a cell are layout. */
export const folded = (text: string | undefined): string => trimmed(text).replace(/\s+/g, ' ')

/** Of a text, in an error. */
export const shown = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text)

import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const DECODE_EMPTY = entry<{ bytes: number }>({
  retryable: false,
  message: (d) =>
    d.bytes === 0
      ? 'The body is empty.'
      : `The body has ${figure(d.bytes)} bytes of white space and nothing else.`,
  hint: () => 'The publisher may be writing the file right now. The last good figures stay.',
})
export const DECODE_CONTRADICTED = entry<{ declared: string; looksLike: string }>({
  retryable: false,
  message: (d) => `The body should be ${d.declared} and looks like ${d.looksLike}.`,
  hint: (d) =>
    contradictionHints[d.looksLike] ??
    'The publisher may answer with an error, so look at the raw bytes. If it changed the format for good, change decode.',
})
export const DECODE_ENCODING = entry<{ byte: string; encoding: string; likely: string }>({
  retryable: false,
  message: (d) => `${d.byte} does not belong into ${d.encoding} text.`,
  hint: (d) =>
    d.likely === ''
      ? 'The file is damaged or cut off; compare it with what the publisher shows.'
      : `The file is probably ${d.likely}: set the decoder's option "encoding: ${d.likely}".`,
})
export const DECODE_BOM = entry<{ declared: string; found: string }>({
  retryable: false,
  message: (d) => `The body should be ${d.declared} and its byte order mark says ${d.found}.`,
  hint: (d) =>
    d.found === 'nothing'
      ? 'Say utf-16le or utf-16be, whichever it is.'
      : `Set the decoder's option "encoding: ${d.found}".`,
})
export const DECODE_ENCODING_UNKNOWN = entry<{ encoding: string }>({
  retryable: false,
  message: (d) => `The document says that its encoding is "${d.encoding}", which can not be read.`,
  hint: () => 'Say what it really is by the option "encoding" of the decoder.',
})
export const DECODE_FAILED = entry<{ format: string; problem: string }>({
  retryable: false,
  message: (d) => `The ${d.format} is broken: ${d.problem}.`,
  hint: (d) =>
    /document type definition|undefined entity/.test(d.problem)
      ? 'What a definition gives names to can be any text, or lie in files elsewhere, so it is not read. Ask the publisher for a file without <!DOCTYPE …>.'
      : /the end should stand|declaration must be at the start/.test(d.problem)
        ? 'Something stands behind its end: the file may have been written twice. Compare it with what the publisher shows.'
        : 'A file that ends too early was cut off in transit or is still being written; anything else is for the publisher to mend.',
})
export const DECODE_TOO_LARGE = entry<{ what: string; limit: number; option: string }>({
  retryable: false,
  message: (d) => `${d.what} has more than ${figure(d.limit)} characters or bytes.`,
  hint: (d) => d.option,
})
export const DECODE_TOO_MANY_ROWS = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The body has more than ${figure(d.limit)} rows.`,
  hint: () => 'If that many are right, raise limits.rows.',
})
export const DECODE_TOO_DEEP = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The document is nested more than ${figure(d.limit)} levels deep.`,
  hint: () => 'Result files are some ten levels deep. If this one is right, raise limits.depth.',
})
export const DECODE_TOO_WIDE = entry<{ what: string; limit: number }>({
  retryable: false,
  message: (d) => `${d.what} has more than ${figure(d.limit)} names.`,
  hint: () => 'No result file needs that many. Compare the file with what the publisher shows.',
})
export const DECODE_TOO_MANY_CELLS = entry<{ limit: number }>({
  retryable: false,
  message: (d) =>
    `The workbook has more than ${figure(d.limit)} cells, counting the empty ones between others.`,
  hint: () => 'No result file needs that many. Compare the file with what the publisher shows.',
})
export const DECODE_TOO_MANY_SHEETS = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The document has more than ${figure(d.limit)} sheets or tables.`,
  hint: () => 'No result file needs that many. Compare the file with what the publisher shows.',
})
export const DECODE_CELL_ERROR = entry<{ value: string }>({
  retryable: false,
  message: (d) => `The cell holds the error ${d.value}.`,
  hint: () =>
    'A formula of the publisher failed. If such cells are no figures (shares of no votes), set "cell_errors: text" of the decoder.',
})
export const DECODE_CELL_VALUE = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The cell has no value that could be read: ${d.problem}.`,
  hint: () =>
    'The program that wrote the workbook left it out or wrote nonsense. Ask the publisher to save the file once with a spreadsheet program.',
})
export const DECODE_CELL_FORMAT = entry<{ value: string; format: string }>({
  retryable: false,
  message: (d) => `The cell holds ${d.value}, and its number format ${d.format} shows something else.`,
  hint: () =>
    'Thousands that are left out or words between digits make another number of it. Ask the publisher for a file whose cells show their figures.',
})
export const DECODE_ENCRYPTED = entry<{ format: string }>({
  retryable: false,
  message: (d) => `The ${d.format} is encrypted with a password.`,
  hint: () => 'Ask the publisher for a file without a password.',
})
export const DECODE_NO_TABLE = entry<{ tables: string; found: number }>({
  retryable: false,
  message: (d) => `No table of the page matches ${d.tables}; it has ${figure(d.found)} tables.`,
  hint: () => 'The publisher may show another page. If the layout changed, change decode.html_tables.tables.',
})
export const DECODE_NO_TABLE_NAME = entry<{ names: string }>({
  retryable: false,
  message: (d) => `Nothing of the page matches ${d.names}, which gives tables their names.`,
  hint: () => 'The publisher may show another page. If the layout changed, change decode.html_tables.names.',
})
export const DECODE_OPTION = entry<{ problem: string; hint: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => d.hint,
  example: {
    problem: 'Without a header the columns have no names',
    hint: 'Name them all in "columns", in order.',
  },
})

export const DECODE_HEADER = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The header can not be used: ${d.problem}.`,
  hint: () =>
    'Look at the first lines of the file: skip_lines leaves out titles above the header, delimiter and trailing_delimiter say how it is cut.',
})
export const DECODE_COLUMN_MISSING = entry<{ missing: readonly string[]; found: readonly string[] }>({
  retryable: false,
  message: (d) =>
    `The header lacks ${d.missing.map((name) => `"${name}"`).join(', ')}; it has ${d.found.map((name) => `"${name}"`).join(', ')}.`,
  hint: () => 'If the publisher renamed a column, change columns and the mapping.',
})
export const DECODE_COLUMN_CONTENT = entry<{ column: string; value: string; pattern: string }>({
  retryable: false,
  message: (d) => `The column ${d.column} holds "${d.value}", which does not match ${d.pattern}.`,
  hint: () =>
    'The columns may have moved. Compare the file with the layout; correct columns or the pattern if the layout is right.',
})
export const DECODE_RAGGED = entry<{ expected: number; found: number }>({
  retryable: false,
  message: (d) => `The row has ${figure(d.found)} fields and should have ${figure(d.expected)}.`,
  hint: (d) =>
    d.found < d.expected
      ? 'In the last row it means a cut-off download. If short rows are usual here, set "ragged: pad".'
      : 'A field may contain the delimiter without quotes, or the delimiter or quote option is wrong.',
})
export const DECODE_LENGTH = entry<{ expected: number; found: number }>({
  retryable: false,
  message: (d) => `The line has ${figure(d.found)} characters and should have ${figure(d.expected)}.`,
  hint: (d) =>
    d.found < d.expected
      ? 'In the last line it means a cut-off download. If blanks at the end of lines are missing here, set "short: pad".'
      : 'The layout has changed, or the encoding is wrong: lengths count characters, not bytes.',
})
export const DECODE_KIND = entry<{ kind: string; near: string | undefined; known: readonly string[] }>({
  retryable: false,
  message: (d) => `There is no kind of record "${d.kind}".`,
  hint: (d) =>
    `${d.near === undefined ? '' : `Did you mean ${d.near}? `}The spec knows ${d.known.join(', ')}. Add it under kinds, with its columns or as "skip".`,
})
export const DECODE_QUOTE = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `A quotation mark is out of place: ${d.problem}.`,
  hint: () =>
    'In the last row it means a cut-off download. If the file does not quote at all, set "quote: none".',
})
export const DECODE_COLUMN_CUT = entry<{ column: string; text: string; after: number }>({
  retryable: false,
  message: (d) =>
    `A border of the column "${d.column}", after character ${d.after}, cuts "${d.text}" in two.`,
  hint: () =>
    'The columns have moved, or one is too narrow: correct from, length or to. Where values touch by design, say so: borders: any.',
})
export const DECODE_GAP = entry<{ text: string; from: number; to: number }>({
  retryable: false,
  message: (d) => `"${d.text}" stands in no column (characters ${d.from} to ${d.to}).`,
  hint: () =>
    'The columns have moved, or there are more of them. Give it a column, or say gaps: skip where other fields may be left out.',
})
export const DECODE_DUPLICATE_KEY = entry<{ key: string }>({
  retryable: false,
  message: (d) => `The key "${d.key}" stands twice in one object.`,
  hint: () => 'Nobody can say which value counts. Ask the publisher.',
})
export const DECODE_NUMBER = entry<{ literal: string }>({
  retryable: false,
  message: (d) => `The number ${d.literal} can not be held exactly.`,
  hint: () => 'If it is an id, set "big_integers: text"; as a count of votes it is wrong.',
})

export const DECODE_INNER = entry<{ at: string; problem: string }>({
  retryable: false,
  message: (d) => `The document inside, at ${d.at}, can not be read: ${d.problem}.`,
  hint: () =>
    'Compare the source with decode.json.inner: the text may have moved, or be written in another way.',
  example: { at: 'records[].payload', problem: 'it is not there' },
})

export const DECODE_GRID = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The document has no rows where decode.json.grid says: ${d.problem}.`,
  hint: () => 'Compare the source with decode.json.grid: rows are lists of texts and numbers in a list.',
  example: { problem: 'it is not there' },
})

export const DECODE_PART = entry<{ pattern: string }>({
  retryable: false,
  message: (d) => `No line matches ${d.pattern}, which bounds the part that is to be read.`,
  hint: () => 'The text was cut off, or what stands around the report has changed: correct decode.text.part.',
})

export const DECODE_ROOT = entry<{ expected: readonly string[]; found: string }>({
  retryable: false,
  message: (d) => `The document is a <${d.found}> and should be <${d.expected.join('> or <')}>.`,
  hint: () => 'The publisher sent another report or an error. If the layout changed, change decode.xml.rows.',
})
export const DECODE_NAME_TAKEN = entry<{ name: string; element: string }>({
  retryable: false,
  message: (d) => `Two things of the row <${d.element}> would be called "${d.name}".`,
  hint: () =>
    'Keep them apart by decode.xml.prefixes, for example { attributes: "a_" }, and use these names in the mapping.',
})

const contradictionHints: Readonly<Record<string, string>> = {
  'an HTML page':
    'The publisher may answer with an error or log-in page: open the address in a browser. If the figures stand in tables of the page, set "decode: html_tables".',
  'a zip archive': 'Add "zip" to unpack.',
  'a workbook (.xlsx)': 'Set "decode: xlsx". It is a workbook, whatever its name says.',
  'gzip data': 'Add "gzip" to unpack.',
  'an old Office file (OLE2)': 'Set "decode: xls" if it is a workbook.',
  'a workbook in XML (SpreadsheetML)':
    'Set "decode: spreadsheetml". It is a workbook, whatever its name says.',
  text: 'Look at its first lines: text with tabs or commas is read by "decode: csv", whatever its name says.',
}

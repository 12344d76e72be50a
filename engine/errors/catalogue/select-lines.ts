import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const SELECT_LINES_OPTION = entry<{ problem: string; remedy: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => d.remedy,
  example: {
    problem: 'A pattern is both a row and a heading',
    remedy: 'Write two patterns; the first one that matches a line counts.',
  },
})
export const SELECT_LINE_UNKNOWN = entry<{ line: string }>({
  retryable: false,
  message: (d) => `No pattern of select.lines knows the line "${d.line}".`,
  hint: () =>
    'If it may be left out, add a pattern that says so: { skip: … }. Otherwise say what it means. Nothing is left out by accident.',
})
export const SELECT_HEADING_OPEN = entry<{ heading: string; began: string; line: string }>({
  retryable: false,
  message: (d) =>
    `The heading ${d.heading} that began at ${d.began} is not ended by what should end it, but goes on with "${d.line}".`,
  hint: () =>
    'Correct through, or the number of its lines, or add a pattern before it for lines that are no headings.',
})
export const SELECT_CELLS = entry<{ row: string; expected: number; found: number; legend: string }>({
  retryable: false,
  message: (d) =>
    `The row ${d.row} has ${figure(d.found)} figures, and ${d.legend} names ${figure(d.expected)} columns.`,
  hint: () => 'Where a cell may be blank, cut the line by from and length instead of splitting it.',
})
export const SELECT_COLUMN_CUT = entry<{ pattern: string; column: string; text: string; after: number }>({
  retryable: false,
  message: (d) =>
    `A border of the column "${d.column}" of ${d.pattern}, after character ${d.after}, cuts "${d.text}" in two.`,
  hint: () =>
    'The columns have moved, or one is too narrow: correct from, length or to. Where values touch by design, say so in the pattern: borders: filled, or any.',
  example: { pattern: 'unit', column: 'day', text: '1489', after: 11 },
})
export const SELECT_GAP = entry<{ pattern: string; text: string; from: number; to: number }>({
  retryable: false,
  message: (d) => `"${d.text}" stands in no column of ${d.pattern} (characters ${d.from} to ${d.to}).`,
  hint: () =>
    'The columns have moved, or there are more of them. Give it a column or a named group, or say gaps: skip in the pattern.',
})
export const SELECT_LEGEND = entry<{ legend: string; problem: string }>({
  retryable: false,
  message: (d) => `The legend ${d.legend} can not be used: ${d.problem}.`,
  hint: () => 'Let the heading that begins something new reset it, and say how its entries and columns look.',
  example: { legend: 'candidates', problem: 'the key 07 has no entry' },
})
export const SELECT_TOTAL = entry<{
  row: string
  name: string
  stated: string
  counted: number
  rows: number
  first: string | undefined
  last: string | undefined
}>({
  retryable: false,
  message: (d) => {
    const lines = d.first === d.last ? (d.first ?? 'none') : `${d.first} to ${d.last}`
    return `The total of ${d.name} over the rows ${d.row} is ${d.stated}; they add up to ${figure(d.counted)} (rows: ${figure(d.rows)}; lines: ${lines}).`
  },
  hint: () =>
    'Rows are missing, doubled or read from wrong columns. If the office adds up other rows, correct since or the pattern.',
})
export const SELECT_CONTINUED = entry<{ row: string; line: string }>({
  retryable: false,
  message: (d) => `"${d.line}" goes on with a row ${d.row}, and there is none before it.`,
  hint: () => 'Make the pattern narrower, or put one before it that knows this line.',
})
export const SELECT_PAGE = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The columns of the page can not be told apart: ${d.problem}.`,
  hint: () => 'Mark patterns of lines that go across the page with across, and correct page.columns.',
  example: { problem: '"HARBOR COUNTY" stands across character 72' },
})

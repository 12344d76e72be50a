import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const SELECT_TABLE_OPTION = entry<{ problem: string; remedy: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => d.remedy,
  example: {
    problem: 'A rule is of one kind, and this one is of total and skip',
    remedy: 'Write one rule for each of: heading, header, total, skip, row, count, skip_below, end.',
  },
})
export const SELECT_SHEET_UNKNOWN = entry<{ sheet: string }>({
  retryable: false,
  message: (d) => `No rule of select.table.sheets knows the sheet "${d.sheet}".`,
  hint: () => 'Look whether the layout has changed. Then read it or skip it by a rule.',
})
export const SELECT_SHEET_MISSING = entry<{ pattern: string; sheets: readonly string[] }>({
  retryable: false,
  message: (d) => `There is no sheet for the rule "read: ${d.pattern}" of select.table.sheets.`,
  hint: (d) =>
    `The sheets are: ${some(d.sheets.map((name) => `"${name}"`))}. Has one been left out, or is it called otherwise? If there may be none, write optional: true at the rule.`,
})
export const SELECT_HIDDEN = entry({
  retryable: false,
  message: () => 'The file hides this from whoever opens it.',
  hint: () => 'Find out what it is, and say "hidden: read" or "hidden: skip" under select.',
})
export const SELECT_MERGED = entry<{ text: string }>({
  retryable: false,
  message: (d) =>
    `The figure "${d.text}" stands in a cell that is merged over other rows or columns of the table.`,
  hint: () =>
    'Nobody can say of which of them it is, or what it covers. Ask the publisher; if it is no figure, give its row or column a rule.',
})
export const SELECT_HEADER_MISSING = entry<{ sheet: string }>({
  retryable: false,
  message: (d) => `The sheet "${d.sheet}" has no header, or ends within it.`,
  hint: () => 'Look whether the layout has changed. A sheet without a table is left out by a rule in sheets.',
})
export const SELECT_HEADER_UNTITLED = entry<{ moved: boolean; said: string }>({
  retryable: false,
  message: (d) =>
    d.moved
      ? `Directly above this header stands a heading of those that stand below headers: "${d.said}".`
      : `This header has other columns than the one before, and no heading has come anew above it. What stands below would count for "${d.said}".`,
  hint: () =>
    'Look at the rows above: a title may have moved, or be taken for another kind of heading. If what headings say goes on below further headers, write continues: true at the rule of the header.',
  example: { moved: false, said: 'Governor' },
})
export const SELECT_COLUMN_MISSING = entry<{ missing: readonly string[]; found: readonly string[] }>({
  retryable: false,
  message: (d) => `The header has no column ${d.missing.map((name) => `"${name}"`).join(', ')}.`,
  hint: (d) =>
    `It has ${d.found.length === 0 ? 'none' : some(d.found)}. Look whether the layout has changed, and correct select.table.keys.`,
})
export const SELECT_COLUMN_REPEATS = entry<{ name: string; column: string }>({
  retryable: false,
  message: (d) => `The column ${d.column} has the same header as one before it: "${d.name}".`,
  hint: () =>
    'Skip one of them in select.table.columns, give one in keys by its letter, or say header.repeats: number.',
})
export const SELECT_KEY_DIFFERS = entry<{ field: string; one: string; other: string }>({
  retryable: false,
  message: (d) => `Two columns of this row give "${d.field}", as "${d.one}" and as "${d.other}".`,
  hint: () => 'One of them may be shifted. If they mean different things, give keys by their letters.',
})
export const SELECT_CELL_UNREAD = entry<{ column: string; text: string }>({
  retryable: false,
  message: (d) => `The cell holds "${d.text}", and nothing stands above column ${d.column} in the header.`,
  hint: () =>
    'Look whether columns have moved. What may stand there is said by a rule "unnamed" in select.table.columns.',
})
export const SELECT_ROW_UNEXPECTED = entry<{ text: string; why: string }>({
  retryable: false,
  message: (d) => `The row of "${d.text}" is none of the table: ${d.why}.`,
  hint: () =>
    'Say in select.table.rows what it is: heading, header, total, skip, row, count, skip_below or end.',
})
export const SELECT_COUNT = entry<{ stated: string; counted: number }>({
  retryable: false,
  message: (d) => `The sheet says that it has ${d.stated} rows, and it has ${figure(d.counted)}.`,
  hint: () => 'The file may be cut short: wait for the next one. Totals are not counted.',
})
export const SELECT_COUNT_MISSING = entry<{ sheet: string; counted: number }>({
  retryable: false,
  message: (d) =>
    `The sheet "${d.sheet}" ends after ${figure(d.counted)} rows, without saying how many there should be.`,
  hint: () => 'The file may be cut short: wait for the next one.',
})

const most = 12
const some = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(', ')}, …` : names.join(', ')

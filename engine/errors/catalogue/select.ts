import { entry, oneOf } from '../entry.ts'
import { figure } from '../figure.ts'

export const SELECT_SYNTAX = entry<{ language: string; problem: string; remedy: string }>({
  retryable: false,
  message: (d) => `This is no ${d.language}: ${d.problem}.`,
  hint: (d) => d.remedy,
})
export const SELECT_UNKNOWN_FUNCTION = entry<{
  name: string
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) => `JMESPath has no function called ${d.name}.`,
  hint: (d) => `${d.near === undefined ? '' : `Did you mean ${d.near}? `}${oneOf(d.names)}`,
})
export const SELECT_NOTHING = entry<{ expression: string; what: string; found: string }>({
  retryable: false,
  message: (d) => `${d.what} (${d.expression}) matches nothing.`,
  hint: (d) => `${d.found} Has the layout of the source changed? Look at the raw bytes and correct select.`,
})
export const SELECT_FAILED = entry<{ expression: string; problem: string }>({
  retryable: false,
  message: (d) => `The expression ${d.expression} can not be used on this document: ${d.problem}.`,
  hint: () =>
    'The document has other types than the expression expects. Compare it with the last good capture.',
})
export const SELECT_NO_LIST = entry<{ expression: string; seen: string }>({
  retryable: false,
  message: (d) => `The expression ${d.expression} gives ${d.seen}, not a list of rows.`,
  hint: () => 'End the expression with [] or [*] where the rows are; a single object is a list as [@].',
})
export const SELECT_ROWS_OR_EACH = entry<{ both: boolean }>({
  retryable: false,
  message: (d) => (d.both ? 'Both rows and each are given.' : 'Neither rows nor each is given.'),
  hint: () => 'Say where the rows are by one expression (rows) or by levels from the outside in (each).',
})
export const SELECT_NO_MEMBERS = entry<{ expression: string; seen: string }>({
  retryable: false,
  message: (d) => `The expression ${d.expression} gives ${d.seen}, not an object with members.`,
  hint: () => 'The items of a list are given by the expression alone, without members.',
})
export const SELECT_NO_OBJECT = entry<{ expression: string; seen: string }>({
  retryable: false,
  message: (d) => `A row of ${d.expression} is ${d.seen}, which can not take more values.`,
  hint: () => 'Select objects, or leave out what gives rows more: with, number_repeats.',
})
export const SELECT_NAME_TAKEN = entry<{ name: string; where: string }>({
  retryable: false,
  message: (d) => `A row would have two values called "${d.name}": its own, and that of ${d.where}.`,
  hint: () => 'Choose another name in select.',
})
export const SELECT_AMBIGUOUS = entry<{ name: string; expression: string; matches: number }>({
  retryable: false,
  message: (d) => `"${d.name}" (${d.expression}) matches ${figure(d.matches)} elements where one is meant.`,
  hint: () => 'Make the selector narrower, for example with :nth-child(2) or a class.',
})

import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { quote } from './quote.ts'

/** What JSONata throws while it evaluates; our own functions throw a FeedError on which it notes the same. */
export interface Fault {
  readonly code?: string
  /** The end of the token where it happened; in nested calls often that of the outermost. */
  readonly position?: number
  /** The operator or the function. */
  readonly token?: string
  readonly index?: number
  readonly value?: unknown
  readonly value2?: unknown
  readonly type?: string
  readonly message?: string
}

/**
 * What was thrown, as an error of the catalogue: an error of our functions as it is, else MAP_FAILED. A runaway is thrown
 * on, as MAP_RUNAWAY with the place of the row.
 */
export function failureOf(thrown: unknown, place: string): FeedError {
  const runaway = runawayOf(thrown)
  if (runaway !== undefined) throw feedError('MAP_RUNAWAY', { problem: runaway }, { place, cause: thrown })
  if (thrown instanceof FeedError) return thrown
  const fault = thrown as Fault
  const problem = words[fault.code ?? '']?.(fault) ?? said(fault.message ?? thrown).replace(/\.$/, '')
  return feedError('MAP_FAILED', { problem: problem.slice(0, 400) }, { cause: thrown })
}

/** Not done within the time of one row. */
export const isOutOfTime = (thrown: unknown): boolean => (thrown as Fault).code === 'D1012'

function runawayOf(thrown: unknown): string | undefined {
  const { code = '', value, message = '' } = thrown as Fault
  switch (code) {
    case 'D1011':
      return 'its functions call each other too deeply'
    case 'D1012':
      return `it is not done after ${String(value)} ms (limits.expression_time)`
    case 'D2014':
    case 'D2015':
      return `it makes a list that is too long (${String(value)})`
    case 'STEPS':
      return `it is not done after ${String(value)} steps`
    case 'MEMORY':
      return `it holds more than ${String(value)} MB`
    case 'PICTURE':
      return `it has a picture of ${String(value)} characters`
    case 'TEXT':
      return `it makes a text of ${String(value)} characters`
    default:
      if (!(thrown instanceof RangeError) || !/call stack|string length|array length/i.test(message))
        return undefined
      return /call stack/i.test(message) ? 'it is nested too deeply' : 'it makes something too long to hold'
  }
}

const called = ({ token }: Fault): string => (token === undefined ? 'A function' : `$${token}`)
const ordinal = ({ index = 1 }: Fault): string =>
  ['first', 'second', 'third', 'fourth'][index - 1] ?? `${index}th`

/** Cells of a file and values of a lookup are texts, even where digits stand in them. */
const noNumber = (value: unknown): string =>
  typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value)
    ? 'a text and not a number: $number makes one of it, or $votes of a count'
    : 'not a number'

/** By the code of JSONata. */
const words: Readonly<Record<string, (fault: Fault) => string>> = {
  T0410: (fault) =>
    fault.value === undefined
      ? `${called(fault)} is given nothing as its ${ordinal(fault)} argument`
      : `${called(fault)} can not take ${quote(fault.value)} as its ${ordinal(fault)} argument`,
  T0411: (fault) => `${called(fault)} is given nothing as its ${ordinal(fault)} argument`,
  T0412: (fault) => `${called(fault)} takes a list of ${fault.type}, not ${quote(fault.value)}`,
  D1001: ({ value }) => `${String(value)} is no number that can be written down`,
  D1002: ({ value }) => `${quote(value)} is no number that could be negated`,
  T1003: ({ value }) => `The key of an object is ${quote(value)}, not a text`,
  D1004: ({ value }) => `The regular expression /${String(value)}/ matches nothing at all again and again`,
  T1006: (fault) => `${called(fault)} is no function`,
  T1008: (fault) => `${called(fault)} is no function`,
  D1009: ({ value }) => `Two members of one object have the key ${quote(value)}`,
  T2001: ({ token, value }) => `The left side of ${token} is ${quote(value)}, ${noNumber(value)}`,
  T2002: ({ token, value }) => `The right side of ${token} is ${quote(value)}, ${noNumber(value)}`,
  T2003: ({ value }) => `A range begins with ${quote(value)}, not a whole number`,
  T2004: ({ value }) => `A range ends with ${quote(value)}, not a whole number`,
  T2006: ({ value }) => `Right of ~> stands ${quote(value)}, not a function`,
  T2007: ({ value, value2 }) => `${quote(value)} and ${quote(value2)} can not be put in order`,
  T2008: ({ value }) => `${quote(value)} can not be put in order`,
  T2009: ({ token, value, value2 }) =>
    `${quote(value)} ${token} ${quote(value2)} compares values of two kinds`,
  T2010: ({ token, value }) => `${token} can not compare ${quote(value)}`,
  D3030: ({ value }) => `${quote(value)} is no number`,
  D3070: () => '$sort puts texts or numbers in order; for others it needs a function',
  D3137: ({ message }) => `The mapping says: ${message}`,
  D3141: ({ message }) => `The mapping says: ${message}`,
  D3138: () => '$single finds more than one',
  D3139: () => '$single finds none',
}

import type jsonata from 'jsonata'
import { constructsOf } from './coverage.ts'
import type { Outcome } from './outcome.ts'

/** A crash of the library that compiled code comes to as well, in other words of the machine: nobody could rely on them. */
interface Crash {
  readonly name: string
  /** Why the words are no matter. */
  readonly reason: string
  /** What the library says. */
  readonly message: RegExp
  /** What compiled code says: the kind of its crash, or the code that it has for it. */
  readonly ours: RegExp
  /** What the expression has, wherever it crashes so. */
  readonly construct: string
}

const crashes: readonly Crash[] = [
  {
    name: 'crash of a partly applied function',
    reason:
      'The library does not check what it gives to partly applied functions of its own. What they can not take crashes in the midst of them, with words of JavaScript.',
    message:
      /^TypeError: (?:[\w.]+ is not a function|\w+ is not iterable|Cannot read properties of (?:undefined|null) .*|Cannot convert object to primitive value|CreateListFromArrayLike called on non-object|Cannot convert undefined or null to object)$/,
    ours: /^TypeError: /,
    construct: 'partial',
  },
  {
    name: 'a text too long to hold',
    reason: 'Neither can hold a text of that length; the library notices at the list that it makes it of.',
    message: /^RangeError: Invalid (?:array|string) length$/,
    ours: /^RangeError: Invalid (?:array|string) length$/,
    construct: '$pad',
  },
  {
    name: 'a value that holds itself',
    reason:
      'A transform can put a value into itself. Neither can write it out: the library notices the circle, we the depth.',
    message: /^TypeError: Converting circular structure to JSON$/,
    ours: /^RangeError: Maximum call stack size exceeded$/,
    construct: 'transform',
  },
  {
    name: 'crash inside $eval',
    reason:
      'The same inside of $eval, which reports the words of JavaScript under a code of its own, and of what is no text to it.',
    message:
      /^D312[01] .*(?: is not a function| is not iterable|Cannot read properties of |Cannot convert |Unexpected end of)/,
    ours: /^(?:D312[01] |TypeError: )/,
    construct: '$eval',
  },
]

/** The name of the crash, if both came to one of these. */
export function crashAllowed(library: Outcome, ours: Outcome, ast: jsonata.ExprNode): string | undefined {
  if (library.kind !== 'fault' || ours.kind !== 'fault') return undefined
  const [crash, own] = [library, ours].map((fault) => fault.crash ?? `${fault.code} ${fault.details}`)
  return crashes.find(
    (one) =>
      one.message.test(crash ?? '') && one.ours.test(own ?? '') && constructsOf(ast).has(one.construct),
  )?.name
}

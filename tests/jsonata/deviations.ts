import type { Pair } from './grammar.ts'
import type { Change } from './mended-library.ts'

/**
 * Something that the library gets wrong and compiled code does not copy. It is allowed only where the library without this
 * mistake, and otherwise as it is, gives exactly what compiled code gives.
 */
export interface Deviation {
  readonly name: string
  /** What the library does, and why it is not copied. */
  readonly reason: string
  readonly example: Pair
  /** What the library answers to the example, as `inWords` says it. */
  readonly library: string
  /** What compiled code answers. */
  readonly ours: string
  /** The library without it. */
  readonly changes: readonly Change[]
}

/** All there are. */
export const deviations: readonly Deviation[] = [
  {
    name: 'members at the same time',
    reason:
      'The library starts the members of a list, of an object and of a group at the same time: of two that fail, the error of the less nested comes first, and a variable bound in one member is not there yet in the next. We evaluate one after another.',
    example: { expression: '[($a := (1 + "x")), 2 - "y"]', data: null },
    library: 'T2002 at 23 - [undefined,"y",undefined,undefined,undefined]',
    ours: 'T2002 at 12 + [undefined,"x",undefined,undefined,undefined]',
    // The changed library waits for nothing: that is all.
    changes: [],
  },
  {
    name: 'group of an empty list',
    reason:
      'The library writes a missing item into an empty list that is grouped, be it a variable or the data.',
    example: { expression: '[$$.a{"k": 1}, $count($$.a)]', data: { a: [] } },
    library: '[{"k":1},1]',
    ours: '[{"k":1},0]',
    changes: [
      {
        from: /(if \(input\.length === 0 && !reduce\) \{\s*)input\.push\(undefined\);/,
        to: '$1input = [undefined];',
      },
    ],
  },
  {
    name: 'position of another call',
    reason:
      'The library notes on a function of JSONata, which all expressions share, where it was called last. Where it is not called by name (behind ~>, by $map), an error says the place and name of some earlier call, of another expression even. We say the name of the function, and no place.',
    example: { expression: '[$sqrt(4), "x" ~> $sqrt]', data: null },
    library: 'T0410 at 7 sqrt [1,"x",undefined,undefined,undefined]',
    ours: 'T0410 at undefined sqrt [1,"x",undefined,undefined,undefined]',
    changes: [
      {
        from: /proc\.token = procName;\s*proc\.position = expr\.position;/,
        to: 'if (proc._jsonata_function) proc = Object.assign({}, proc); proc.token = procName; proc.position = expr.position;',
      },
      {
        from: /(\s)(if\(result\.body\.procedure\.type === 'variable'\) \{)/,
        to: '$1if (next && next._jsonata_function) next = Object.assign({}, next); $2',
      },
      {
        from: /staticFrame\.bind\('(\w+)', (defineFunction\([^;]*\))\);/g,
        to: "staticFrame.bind('$1', Object.assign($2, { token: '$1' }));",
      },
    ],
  },
  {
    name: 'a call of null',
    reason:
      'The library crashes where null is called. We say T1006, as of everything else that is no function.',
    example: { expression: 'a()', data: { a: null } },
    library: "crash TypeError: Cannot set properties of null (setting 'token')",
    ours: 'T1006 at 2 a [undefined,undefined,undefined,undefined,undefined]',
    changes: [{ from: "if(typeof proc === 'object')", to: "if(typeof proc === 'object' && proc !== null)" }],
  },
  {
    name: 'a regular expression on an object',
    reason:
      'A regular expression that is given an object looks for matches in "[object Object]". The library crashes where the expression itself made the object.',
    example: { expression: '$filter([{}], /b/)', data: null },
    library: 'crash TypeError: Cannot convert object to primitive value',
    ours: '{}',
    changes: [
      {
        from: 're.exec(str)',
        to: "re.exec(typeof str === 'object' && str !== null && Object.getPrototypeOf(str) === null ? '[object Object]' : str)",
      },
    ],
  },
]

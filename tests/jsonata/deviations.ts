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
  /** One of these constructs stands in every expression that it is about. Without it: where the changes are seen. */
  readonly where?: readonly string[]
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
    where: ['unary [', 'unary {', 'with group', '$eval'],
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
      'The library notes on a function of JSONata, which all expressions share, and on one of the host, where it was called last. Where it is not called by name (behind ~>, by $map), an error says the place and name of some earlier call, of another expression even. We say the name of the function, and no place.',
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
        from: 'exec_env.bind(v, bindings[v]);',
        to: 'exec_env.bind(v, bindings[v] && bindings[v]._jsonata_function ? Object.assign({}, bindings[v], { token: v }) : bindings[v]);',
      },
      {
        from: /staticFrame\.bind\('(\w+)', (defineFunction\([^;]*\))\);/g,
        to: "staticFrame.bind('$1', Object.assign($2, { token: '$1' }));",
      },
    ],
  },
  {
    name: 'a call of data',
    reason:
      'Where something is called that is no function, the library first notes on it where it is called: it crashes on null, and writes into data. We say T1006 at once.',
    example: { expression: 'a()', data: { a: null } },
    library: "crash TypeError: Cannot set properties of null (setting 'token')",
    ours: 'T1006 at 2 a [undefined,undefined,undefined,undefined,undefined]',
    changes: [
      {
        from: "if(typeof proc === 'object') {",
        to: "if(isFunction(proc) && typeof proc === 'object') {",
      },
      {
        from: 'next.position = result.body.procedure.position;',
        to: 'if(isFunction(next)) next.position = result.body.procedure.position;',
      },
      {
        from: 'next.token = result.body.procedure.value;',
        to: 'if(isFunction(next)) next.token = result.body.procedure.value;',
      },
    ],
  },
  {
    name: 'an object as a text',
    reason:
      'What is no text is one to a regular expression, and to functions that are partly applied: an object "[object Object]". The library crashes where the expression itself made the object.',
    example: { expression: '$filter([{}], /b/)', data: null },
    library: 'crash TypeError: Cannot convert object to primitive value',
    ours: '{}',
    changes: [
      {
        from: /Object\.create\(null\)/g,
        to: "Object.create(Object.create(null, { toString: { writable: true, value: function () { return '[object Object]'; } } }))",
      },
    ],
  },
  {
    name: 'a function as a text',
    reason:
      'Partly applied functions that take texts are given functions, too. The library shows its own source text, or that of what stands for the function. Here as elsewhere a function has no text.',
    example: { expression: '$decodeUrl(?)($count)', data: null },
    library:
      '"async function (...params) {\\n                    // invoke func\\n                    return await apply(arg, params, null, environment);\\n                }"',
    ours: '""',
    changes: [
      {
        from: 'closure.arity = getFunctionArity(arg);',
        to: "closure.arity = getFunctionArity(arg); closure.toString = function () { return ''; };",
      },
      {
        from: /(var closure = )(function\(str, fromIndex\) \{[^]*?\n {8}\};)/,
        to: "$1$2 closure.toString = function () { return ''; };",
      },
      {
        from: /(\n {12}_jsonata_(?:lambda|function): true,)/g,
        to: "$1 toString: function () { return ''; },",
      },
    ],
  },
  {
    name: 'functions that are not wrapped',
    reason:
      'Functions that are arguments are wrapped into ones of JavaScript, but not in the last call of a function, in a list, and where a function is partly applied: $sort crashes on each, others on functions of JSONata.',
    example: { expression: 'function(){ $sort([1, 2], function($l, $r){ $l < $r }) }()', data: null },
    library: 'crash TypeError: comp is not a function',
    ours: '[2,1]',
    changes: [
      {
        from: 'comp = comparator;',
        to: 'var self = this; comp = function(a, b) { return comparator.apply(self, [a, b]); };',
      },
      {
        from: /(_jsonata_function: true,[^]*?implementation: func\s*\};)/,
        to: '$1 definition.apply = function(self, args) { return apply(definition, args, null, self.environment); };',
      },
      {
        from: /(arguments: unboundArgs,\s*body: proc\.body\s*\};)/,
        to: '$1 procedure.apply = function(self, args) { return apply(procedure, args, null, self.environment); };',
      },
      {
        from: /evaluateMatcher\((token|regex|pattern|separator|matches)/g,
        to: 'evaluateMatcher.call(this, $1',
      },
    ],
  },
  {
    name: 'a signature left of ??',
    reason:
      'The library copies what stands left of ?? and ?: through JSON, where the signature of a function loses what checks by it: a call crashes. We check as the signature says.',
    example: { expression: 'function($n)<n>{ $n }(1) ?? 2', data: null },
    library: 'crash TypeError: signature.validate is not a function',
    ours: '1',
    changes: [{ from: /const kept\s*=\s*\[\]/g, to: "const kept = ['validate']" }],
  },
  {
    name: 'a default that can not be read',
    reason:
      'To apply a function partly the library reads the names of its parameters from its source text, where that of $string has a default that it can not parse: it throws a syntax error of its own. We apply $string like others.',
    example: { expression: '$string(?, false)(1)', data: null },
    library: 'S0208 at 26 = [undefined,2,undefined,undefined,undefined]',
    ours: '"1"',
    changes: [
      {
        from: "var sigArgs = sigParens.split(',');",
        to: "var sigArgs = sigParens.split(',').map(function (one) { return one.split('=')[0]; });",
      },
    ],
  },
  {
    name: 'a replacement function for a text',
    reason:
      'Where $replace looks for a text and not for a regular expression, the library inserts the source text of a function that is given as the replacement. We say D3012, as of every replacement that is no text.',
    example: { expression: '$replace("abc", "b", function($m){ "x" })', data: null },
    library:
      '"aasync function (...params) {\\n                    // invoke func\\n                    return await apply(arg, params, null, environment);\\n                }c"',
    ours: 'D3012 at 9 replace [undefined,ƒ,undefined,undefined,undefined]',
    changes: [
      {
        from: 'result += replacement;',
        to: "if (isFunction(replacement)) throw { code: 'D3012', value: replacement }; result += replacement;",
      },
    ],
  },
  {
    name: 'a function as an update',
    reason:
      'A transform whose update is a function merges the inside of the function into the data, which then counts as a function. We say T2011, as of everything else that is no object.',
    example: { expression: '{"a": 1} ~> |$|$string|', data: null },
    library: 'ƒ',
    ours: 'T2011 at 22 undefined [undefined,ƒ,undefined,undefined,undefined]',
    changes: [
      {
        from: "if(updateType !== 'object' ||",
        to: "if(isFunction(update) || updateType !== 'object' ||",
      },
    ],
  },
  {
    name: 'an error about a function',
    reason:
      'The library writes the value of an error out as JSON, which crashes for a function of the expression: it holds all that surrounds it. We throw the error.',
    example: { expression: '{function($v){ $v }: 1}', data: null },
    library: 'crash TypeError: Converting circular structure to JSON',
    ours: 'T1003 at 1 undefined [undefined,ƒ,undefined,undefined,undefined]',
    changes: [
      {
        from: 'return JSON.stringify(err[arguments[1]]);',
        to: 'try { return JSON.stringify(err[arguments[1]]); } catch (crash) { return ""; }',
      },
    ],
  },
  {
    name: 'a transform of what is no copy',
    reason:
      'A transform copies what it is given, and changes what its pattern finds: where that is something else (the input by $$, a variable), the library changes it for all that comes later. We change the copy and nothing else.',
    example: { expression: '[{"a": 1} ~> |$$|{"b": 2}|, $$]', data: { c: 3 } },
    library: '[{"a":1},{"c":3,"b":2}]',
    ours: '[{"a":1},{"c":3}]',
    changes: [
      {
        from: /var matches = evaluate\(expr\.pattern, result, environment\);/,
        to: "$& var owned = new Set(); (function see(v) { if (v && typeof v === 'object' && !owned.has(v)) { owned.add(v); Object.values(v).forEach(see); } })(result); var ours = m => typeof m !== 'object' || owned.has(m);",
      },
      { from: 'match[prop] = update[prop];', to: 'if (ours(match)) match[prop] = update[prop];' },
      {
        from: "if(typeof match === 'object' && match !== null) {",
        to: "if(typeof match === 'object' && match !== null && ours(match)) {",
      },
    ],
  },
]

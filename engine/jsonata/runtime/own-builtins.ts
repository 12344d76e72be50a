import { FunctionValue, type Run } from './builtin.ts'
import { average, count, max, min, sum } from './functions/aggregation.ts'
import { append, reverse, shuffle, zip } from './functions/arrays.ts'
import { clone } from './functions/clone.ts'
import { distinct } from './functions/distinct.ts'
import {
  base64decode,
  base64encode,
  decodeUrl,
  decodeUrlComponent,
  encodeUrl,
  encodeUrlComponent,
} from './functions/encodings.ts'
import { evaluate } from './functions/evaluating.ts'
import { each, filter, map, reduce, sift, single } from './functions/higher-order.ts'
import { assert, error, type } from './functions/kind.ts'
import { contains, match, split } from './functions/matching.ts'
import { abs, ceil, floor, formatBase, number, power, random, round, sqrt } from './functions/numbers.ts'
import { keys, lookup, merge, spread } from './functions/objects.ts'
import { replace } from './functions/replacing.ts'
import { sort } from './functions/sort.ts'
import { string } from './functions/string-of.ts'
import {
  join,
  length,
  lowercase,
  pad,
  substring,
  substringAfter,
  substringBefore,
  trim,
  uppercase,
} from './functions/strings.ts'
import { millis } from './functions/times.ts'
import { boolean, exists, not } from './functions/truth.ts'
import { unchecked } from './functions/unchecked.ts'
import { signatureOf } from './signature.ts'

/** Name, signature, and the parameters as the library names them: partial application binds by these. */
const table: readonly (readonly [name: string, signature: string, parameters: string, run: Run])[] = [
  ['sum', '<a<n>:n>', 'args', sum],
  ['count', '<a:n>', 'args', count],
  ['max', '<a<n>:n>', 'args', max],
  ['min', '<a<n>:n>', 'args', min],
  ['average', '<a<n>:n>', 'args', average],
  ['string', '<x-b?:s>', 'arg, prettify = false', string],
  ['substring', '<s-nn?:s>', 'str, start, length', substring],
  ['substringBefore', '<s-s:s>', 'str, chars', substringBefore],
  ['substringAfter', '<s-s:s>', 'str, chars', substringAfter],
  ['lowercase', '<s-:s>', 'str', lowercase],
  ['uppercase', '<s-:s>', 'str', uppercase],
  ['length', '<s-:n>', 'str', length],
  ['trim', '<s-:s>', 'str', trim],
  ['pad', '<s-ns?:s>', 'str, width, char', pad],
  ['match', '<s-f<s:o>n?:a<o>>', 'str, regex, limit', match],
  ['contains', '<s-(sf):b>', 'str, token', contains],
  ['replace', '<s-(sf)(sf)n?:s>', 'str, pattern, replacement, limit', replace],
  ['split', '<s-(sf)n?:a<s>>', 'str, separator, limit', split],
  ['join', '<a<s>s?:s>', 'strs, separator', join],
  ['formatBase', '<n-n?:s>', 'value, radix', formatBase],
  ['number', '<(nsb)-:n>', 'arg', number],
  ['floor', '<n-:n>', 'arg', floor],
  ['ceil', '<n-:n>', 'arg', ceil],
  ['round', '<n-n?:n>', 'arg, precision', round],
  ['abs', '<n-:n>', 'arg', abs],
  ['sqrt', '<n-:n>', 'arg', sqrt],
  ['power', '<n-n:n>', 'arg, exp', power],
  ['random', '<:n>', '', random],
  ['boolean', '<x-:b>', 'arg', boolean],
  ['not', '<x-:b>', 'arg', not],
  ['map', '<af>', 'arr, func', map],
  ['zip', '<a+>', '', zip],
  ['filter', '<af>', 'arr, func', filter],
  ['single', '<af?>', 'arr, func', single],
  ['reduce', '<afj?:j>', 'sequence, func, init', reduce],
  ['sift', '<o-f?:o>', 'arg, func', sift],
  ['keys', '<x-:a<s>>', 'arg', keys],
  ['lookup', '<x-s:x>', 'input, key', lookup],
  ['append', '<xx:a>', 'arg1, arg2', append],
  ['exists', '<x:b>', 'arg', exists],
  ['spread', '<x-:a<o>>', 'arg', spread],
  ['merge', '<a<o>:o>', 'arg', merge],
  ['reverse', '<a:a>', 'arr', reverse],
  ['each', '<o-f:a>', 'obj, func', each],
  ['error', '<s?:x>', 'message', error],
  ['assert', '<bs?:x>', 'condition, message', assert],
  ['type', '<x:s>', 'value', type],
  ['sort', '<af?:a>', 'arr, comparator', sort],
  ['shuffle', '<a:a>', 'arr', shuffle],
  ['distinct', '<x:x>', 'arr', distinct],
  ['base64encode', '<s-:s>', 'str', base64encode],
  ['base64decode', '<s-:s>', 'str', base64decode],
  ['encodeUrlComponent', '<s-:s>', 'str', encodeUrlComponent],
  ['encodeUrl', '<s-:s>', 'str', encodeUrl],
  ['decodeUrlComponent', '<s-:s>', 'str', decodeUrlComponent],
  ['decodeUrl', '<s-:s>', 'str', decodeUrl],
  ['eval', '<sx?:x>', 'expr, focus', evaluate],
  ['clone', '<(oa)-:o>', 'arg', clone],
  ['millis', '<:n>', '', millis],
]

/** How many of these get their value from a call; a parameter that has one of its own does not count. */
const required = (parameters: readonly string[]): number =>
  parameters.filter((name) => name !== '' && !name.includes('=')).length

/** Those of the functions of JSONata that are code of our own, by name, without `$`. */
export const ownBuiltins: ReadonlyMap<string, FunctionValue> = new Map(
  table.map(([name, definition, parameters, run]) => {
    const names = parameters.split(', ')
    const loose = unchecked.get(name)
    const arity = required(names)
    return [name, new FunctionValue(name, signatureOf(definition), names, run, arity, undefined, loose)]
  }),
)

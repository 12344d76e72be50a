import type { Kind } from './kinds.ts'
import type { Sample } from './scope.ts'

/** What an argument of a built-in may be; `regex`, `picture` and the like have writers of their own. */
export type Argument =
  | Kind
  | 'numbers'
  | 'texts'
  | 'objects'
  | 'regex'
  | 'matcher'
  | 'replacement'
  | 'count'
  | 'picture'
  | 'integerPicture'
  | 'timePicture'
  | 'timestamp'
  | 'millis'
  | 'key'
  | 'expression'
  | 'mapper'
  | 'test'
  | 'reducer'
  | 'comparator'
  | 'eachOf'
  | 'radix'
  | 'encoded'
  | 'digits'
  | 'truth'

/** A built-in: what it takes, from how many arguments on, and what it gives. */
export interface BuiltinForm {
  readonly name: string
  readonly takes: readonly Argument[]
  readonly least: number
  readonly gives: Kind
  readonly sample: Sample
  /** Its first argument may be the context. */
  readonly context?: boolean
}

function rows(gives: Kind, sample: Sample, ...written: readonly string[]): readonly BuiltinForm[] {
  return written.map((row) => {
    const [name = '', ...takes] = row.replace(' -', '').split(' ')
    return {
      name,
      takes: takes.map((one) => one.replace('?', '')) as Argument[],
      least: takes.filter((one) => !one.endsWith('?')).length,
      gives,
      sample,
      ...(row.includes(' -') ? { context: true } : {}),
    }
  })
}

/** What these give is another each time: expressions ask of it what stays. */
export const changing = ['random', 'now', 'millis']

/** Every built-in; `-` may take its context, `?` may be left out. */
export const builtinForms: readonly BuiltinForm[] = [
  ...rows(
    'number',
    3,
    'sum numbers',
    'max numbers',
    'min numbers',
    'average numbers',
    'count list',
    'length - text',
  ),
  ...rows(
    'number',
    3,
    'number - digits',
    'floor - number',
    'ceil - number',
    'round - number count?',
    'abs - number',
  ),
  ...rows('number', 3, 'sqrt - number', 'power - number count', 'parseInteger - digits integerPicture'),
  ...rows('number', 3, 'toMillis - timestamp timePicture?'),
  ...rows(
    'text',
    'abc',
    'string - any boolean?',
    'substring - text count count?',
    'substringBefore - text text',
  ),
  ...rows('text', 'abc', 'substringAfter - text text', 'lowercase - text', 'uppercase - text', 'trim - text'),
  ...rows(
    'text',
    'abc',
    'pad - text count text?',
    'replace - text matcher replacement count?',
    'join texts text?',
  ),
  ...rows('text', 'abc', 'formatNumber - number picture object?', 'formatBase - number radix?'),
  ...rows('text', 'abc', 'formatInteger - number integerPicture', 'fromMillis - millis timePicture?'),
  ...rows(
    'text',
    'abc',
    'base64encode - text',
    'base64decode - encoded',
    'encodeUrlComponent - text',
    'encodeUrl - text',
  ),
  ...rows('text', 'abc', 'decodeUrlComponent - encoded', 'decodeUrl - encoded', 'type any'),
  ...rows(
    'boolean',
    true,
    'boolean - any',
    'not - any',
    'exists any',
    'contains - text matcher',
    'assert truth text?',
    ...changing,
  ),
  ...rows(
    'list',
    [1, 2],
    'map list mapper',
    'filter list test',
    'zip list list list?',
    'append any any',
    'reverse list',
  ),
  ...rows(
    'list',
    [1, 2],
    'sort numbers comparator?',
    'sort texts',
    'sort list comparator',
    'distinct list',
    'shuffle list',
  ),
  ...rows(
    'list',
    ['a', 'b'],
    'split - text matcher count?',
    'keys - object',
    'each - object eachOf',
    'spread - object',
  ),
  ...rows('list', [{ match: 'a', index: 0, groups: ['a'] }], 'match - text regex count?'),
  ...rows('object', { a: 1, b: 2 }, 'merge objects', 'sift - object eachOf', 'clone - object'),
  ...rows(
    'any',
    1,
    'reduce list reducer any?',
    'single list test?',
    'lookup - object key',
    'eval expression any?',
  ),
  ...rows('any', 1, 'error text?'),
  // What gives anything is asked for what it mostly gives, too.
  ...rows(
    'number',
    3,
    'reduce numbers reducer any?',
    'single numbers test?',
    'lookup - object key',
    'eval expression any?',
  ),
  ...rows(
    'text',
    'abc',
    'single texts test?',
    'reduce texts reducer any?',
    'lookup - object key',
    'eval expression any?',
  ),
  ...rows(
    'list',
    [1, 2],
    'reduce list reducer list',
    'eval expression any?',
    'map list mapper',
    'filter list test',
  ),
  ...rows(
    'object',
    { a: 1, b: 2 },
    'single objects test?',
    'reduce objects reducer object',
    'eval expression any?',
  ),
]

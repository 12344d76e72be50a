import { builtinForms, changing } from './builtins.ts'
import type { Form, Write } from './kinds.ts'
import { bound, deeper, type Made, type Sample, type Scope, variableName } from './scope.ts'

/** A lambda of a role: what `$map`, `$filter`, `$reduce`, `$sort` or `$each` ask for. */
export function lambda(scope: Scope, role: string, write: Write): string {
  const { random } = scope
  if (random.percent(12)) return named(scope, role)
  switch (role) {
    case 'mapper':
      return written(scope, [1, 'abc', 2, [1]], 1 + random.below(random.percent(70) ? 1 : 3), 'any', write)
    case 'test':
      return written(scope, [1, 0, [1]], 1 + random.below(random.percent(70) ? 1 : 3), 'boolean', write)
    case 'eachOf':
      return written(
        scope,
        ['v', 'k', {}],
        1 + random.below(3),
        random.percent(50) ? 'boolean' : 'any',
        write,
      )
    case 'reducer':
      return reducer(scope, write)
    default:
      return comparator(scope, write)
  }
}

function named(scope: Scope, role: string): string {
  const { random } = scope
  switch (role) {
    case 'mapper':
      return random.pick([
        '$uppercase',
        '$string',
        '$length',
        '$count',
        '$type',
        '$keys',
        '$number',
        '$substring(?, 0, 2)',
        '$append(?, 1)',
        '$trim',
        '$abs',
      ])
    case 'test':
      return random.pick(['$boolean', '$exists', '$not', '/a/', '$contains(?, "a")', '$isNot'])
    case 'eachOf':
      return random.pick(['$string', '$boolean', '$append', '$type'])
    case 'reducer':
      return random.pick(['$append', '$power', '$substringBefore', '$sum', '$merge', '$map'])
    default:
      return random.pick(['$contains', '$exists', '$power'])
  }
}

const head = (scope: Scope): string => scope.random.pick(['function', 'λ', 'function'])

/** Parameters with their samples, mostly used in the body; a signature now and then. */
function written(
  scope: Scope,
  samples: readonly Sample[],
  count: number,
  gives: 'any' | 'boolean',
  write: Write,
): string {
  const { random } = scope
  let within: Scope = { ...deeper(scope), parents: 0 }
  const names: string[] = []
  for (let index = 0; index < count; index += 1) {
    const name = random.percent(20) ? variableName(random) : (['v', 'i', 'whole'][index] ?? 'p')
    names.push(name)
    within = bound(within, name, samples[index])
  }
  const first = names[0] ?? 'v'
  const body = random.percent(45) ? simpleBody(within, first, gives) : write(within, gives).text
  return `${head(scope)}(${names.map((name) => `$${name}`).join(', ')})${signature(scope, count)}{ ${body} }`
}

function simpleBody({ random }: Scope, name: string, gives: 'any' | 'boolean'): string {
  const value = `$${name}`
  return gives === 'boolean'
    ? random.pick([
        `${value} > 1`,
        `$exists(${value})`,
        value,
        `${value} = "a"`,
        `$boolean(${value})`,
        `$type(${value}) = "number"`,
      ])
    : random.pick([
        value,
        `$string(${value})`,
        `[${value}]`,
        `{"v": ${value}}`,
        `${value}.a`,
        `${value} & "!"`,
        `$type(${value})`,
        `[${value}, 1]`,
      ])
}

function signature({ random }: Scope, count: number): string {
  if (!random.percent(16)) return ''
  const types = [
    'x',
    'x',
    'x',
    'j',
    'j',
    'x?',
    'n',
    's',
    '(ns)',
    '(nsboal)',
    'a',
    'o',
    'b',
    'a<n>',
    's?',
    'n-',
    'x-',
    'l',
    'n+',
    'x+',
    'f',
  ]
  const params = Array.from({ length: count }, () => random.pick(types)).join('')
  return `<${params}${random.pick([':x', '', ':n'])}>`
}

function reducer(scope: Scope, write: Write): string {
  const { random } = scope
  const head2 = `${head(scope)}($p, $c)`
  const more = random.percent(25) ? `${head(scope)}($p, $c, $i, $l)` : head2
  const within = bound(bound({ ...deeper(scope), parents: 0 }, 'p', 1), 'c', 2)
  const body = random.percent(60)
    ? random.pick([
        '$p + $c',
        '$p & $c',
        '$append($p, $c)',
        '$p > $c ? $p : $c',
        '$merge([$p, $c])',
        '[$p, $c]',
        '$string($p) & $string($c)',
      ])
    : write(within, 'any').text
  return `${more}{ ${body} }`
}

function comparator(scope: Scope, write: Write): string {
  const { random } = scope
  const body = random.percent(80)
    ? random.pick([
        '$l > $r',
        '$l < $r',
        '$string($l) > $string($r)',
        '$l.a > $r.a',
        '$length($l) > $length($r)',
        'false',
        'true',
      ])
    : write(bound(bound({ ...deeper(scope), parents: 0 }, 'l', 1), 'r', 2), 'boolean').text
  return `${head(scope)}($l, $r){ ${body} }`
}

const steady = builtinForms.filter(({ name }) => name !== 'shuffle' && !changing.includes(name))

/** Functions as values: built-ins, lambdas, partly applied ones, chains, patterns, transforms. */
export const functionForms: readonly (readonly [weight: number, form: Form])[] = [
  [30, ({ random }) => ({ text: `$${random.pick(steady).name}`, sample: { takes: 1 } })],
  [25, (scope, write) => ({ text: lambda(scope, 'mapper', write), sample: { takes: 1 } })],
  [
    10,
    (scope, write) => ({
      text: lambda(scope, scope.random.pick(['reducer', 'test', 'comparator']), write),
      sample: { takes: 2 },
    }),
  ],
  [
    12,
    ({ random }) => ({
      text: random.pick([
        '$substring(?, 1)',
        '$power(?, 2)',
        '$power(2, ?)',
        '$append(?, [1])',
        '$map(?, $string)',
        '$join(?, "-")',
        '$reduce(?, $append)',
        '$replace(?, "a", ?)',
        '$pad(?, 5, ?)',
        '$split(?, ",")',
        'function($a, $b){$a & $b}(?, 1)',
        '$sum(?)',
        '$each(?, function($v, $k){$k})',
      ]),
      sample: { takes: 1 },
    }),
  ],
  [
    12,
    ({ random }) => ({
      text: `(${random.pick(['$trim', '$string', '$uppercase', '$count', 'function($x){$x}'])} ~> ${random.pick(['$length', '$string', '$boolean', 'function($x){[$x]}', '$type'])})`,
      sample: { takes: 1 },
    }),
  ],
  [5, ({ random }) => ({ text: random.pick(['/a/', '/[a-z]+/i', '/(b)/']), sample: { takes: 1 } })],
  [6, (scope, write) => ({ text: transform(scope, write), sample: { takes: 1 } })],
]

/** `| pattern | update, delete |`. */
export function transform(scope: Scope, write: Write): string {
  const { random } = scope
  const flat = { ...deeper(scope), depth: Math.min(1, scope.depth), parents: 0 }
  const pattern = random.pick(['$', '*', '**', 'a', 'items', 'b', '$[0]', write(flat, 'any').text])
  const update = random.percent(80) ? write({ ...flat, depth: 1 }, 'object').text : write(flat, 'any').text
  const gone = random.percent(35)
    ? `, ${random.pick(['"a"', '["a", "b"]', '"name"', '[]', '1', '$keys($)'])}`
    : ''
  return `|${pattern}|${update}${gone}|`
}

/** Functions that call themselves, with a bound: in the last place and elsewhere, one and two of them. */
export function recursion({ random, depth }: Scope, write: Write, scope: Scope): Made {
  const start = random.below(8)
  const end =
    depth > 1 && random.percent(30)
      ? write({ ...scope, depth: 1, parents: 0 }, 'any').text
      : random.pick(['1', '0', '""', '[]', '$n', '()', '[1]', 'a'])
  const text = random.pick([
    `($f := function($n){ $n <= 0 ? ${end} : $n + $f($n - 1) }; $f(${start}))`,
    `($f := function($n, $acc){ $n <= 0 ? $acc : $f($n - 1, $append($acc, $n)) }; $f(${start}, ${end}))`,
    `($even := λ($n){ $n = 0 ? true : $odd($n - 1) }; $odd := λ($n){ $n = 0 ? false : $even($n - 1) }; $even(${start}))`,
    `($f := function($n){ $n <= 1 ? ${end} : ($m := $n - 1; $f($m)) }; $f(${start}).a)`,
    `($f := function($l){ $count($l) < 2 ? $l : $append($f($l[[1..20]]), $l[0]) }; $f([${start}, 2, 3]))`,
    `($fib := function($n){ $n < 2 ? $n : $fib($n - 1) + $fib($n - 2) }; $fib(${start}))`,
    `(function($f){ $f($f, ${start}) })(function($f, $n){ $n <= 0 ? ${end} : $f($f, $n - 1) })`,
    `($walk := function($v){ $type($v) = "object" ? $each($v, function($m){ $walk($m) }) : $v }; $walk($))`,
  ])
  return { text, sample: start }
}

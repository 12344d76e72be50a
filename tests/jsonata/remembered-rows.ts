import type { Json } from '../../engine/model/json.ts'
import { nameOf, textOf } from './grammar/data.ts'
import { type Random, randomOf } from './grammar/random.ts'
import { isObject, step } from './grammar/scope.ts'
import { pairOf } from './grammar.ts'

/** A random mapping that makes a contest, a unit and a selection, and rows that come one after the other. */
export interface Mapped {
  readonly expression: string
  readonly rows: readonly Json[]
  /** All rows are objects of texts. */
  readonly onlyTexts: boolean
}

interface Writing {
  readonly random: Random
  /** What its members read. */
  readonly names: readonly string[]
  /** Any other expression. */
  readonly other: string
}

export function mappedOf(seed: number, count: number): Mapped {
  const random = randomOf(seed ^ 0x2c_1b_3d)
  const { expression: other, data } = pairOf(seed)
  const keys = isObject(data) ? Object.keys(data) : []
  const anyName = (): string => (keys.length > 0 && random.percent(60) ? random.pick(keys) : nameOf(random))
  const names = Array.from({ length: 1 + random.below(4) }, anyName)
  const onlyTexts = random.percent(20)
  return {
    expression: mapping({ random, names, other }),
    rows: rowsOf(random, names, onlyTexts ? {} : data, onlyTexts, count),
    onlyTexts,
  }
}

type Form = (w: Writing, depth: number) => string
const read: Form = ({ random, names }) => step(random, random.pick(names))
const text: Form = ({ random }) => JSON.stringify(random.percent(40) ? random.pick(short) : textOf(random))
const either =
  (...forms: readonly (readonly [weight: number, form: Form])[]): Form =>
  (w, depth) =>
    w.random.weighted(forms)(w, depth - 1)

const regexes = ['/x+/', '/a/i', '/^(.)(.*)$/', '/\\s/', '/x|1/']
const short = ['x', 'a', '1', '2', ' yx', 'ax', '']
const tables = [
  '{"1": "one", "x": true, "a": 2}',
  '{"a": null}',
  '{"x": "y", "__proto__": 1}',
  '{"1": 1, "1": 2}',
]

/** What the shortcut takes, and things that look much like it. Mostly texts: other values fail where texts are asked for. */
const texts: Form = (w, depth) => (depth <= 0 ? either([3, read], [1, text])(w, depth) : textual(w, depth))
const number: Form = (w, depth) =>
  w.random.percent(70)
    ? w.random.pick(['0', '1', '2', '-1', '2.5', '-0', '$length("ab")'])
    : `$number(${w.random.percent(50) ? `$replace(${texts(w, depth)}, /[^0-9]+/, "")` : texts(w, depth)})`
const test: Form = either(
  [4, (w, d) => `${value(w, d)} ${w.random.pick(['=', '!=', '=', 'in'])} ${value(w, d)}`],
  [3, (w, d) => `$contains(${texts(w, d)}, ${w.random.percent(60) ? w.random.pick(regexes) : text(w, 0)})`],
  [3, (w, d) => `$exists(${value(w, d)})`],
  [2, (w, d) => `$not(${value(w, d)})`],
  [2, (w, d) => `(${value(w, d)} ${w.random.pick(['and', 'or'])} ${value(w, d)})`],
  [3, texts],
)
const textual: Form = either(
  [24, read],
  [10, text],
  [14, (w, d) => `${value(w, d)} & ${value(w, d)}`],
  [6, (w, d) => `(${test(w, d)} ? ${texts(w, d)} : ${texts(w, d)})`],
  [6, (w, d) => `(${test(w, d)} ? ${texts(w, d)})`],
  [6, (w, d) => `$${w.random.pick(['trim', 'uppercase', 'lowercase'])}(${texts(w, d)})`],
  [4, (w, d) => `$replace(${texts(w, d)}, ${w.random.pick(regexes)}, ${texts(w, d)})`],
  [
    2,
    (w, d) =>
      `$replace(${texts(w, d)}, ${w.random.pick([...regexes, '"x"'])}, ${text(w, 0)}, ${number(w, 0)})`,
  ],
  [4, (w, d) => `$substring(${texts(w, d)}, ${number(w, 0)}${w.random.pick(['', ', 1', ', 2'])})`],
  [4, (w, d) => `$substring${w.random.pick(['Before', 'After'])}(${texts(w, d)}, ${text(w, 0)})`],
)
const value: Form = either(
  [60, texts],
  [8, number],
  [2, ({ random }) => random.pick(['null', 'true', 'false'])],
  [6, test],
  [2, (w, d) => `$length(${texts(w, d)})`],
  [6, (w, d) => `$lookup(${w.random.pick(tables)}, ${texts(w, d)})`],
  [4, (w, d) => `${number(w, d)} ${w.random.pick(['+', '-', '*', '/', '%', '%'])} ${number(w, d)}`],
)
/** Things that it does not take, or must not. */
const odd: Form = (w, depth) => {
  const name = read(w, 0)
  const inner = texts(w, depth)
  const near = ['@$x', '#$x', '[0]', '[]', '.a', '{"k": 1}', '^(a)', '.%', '.**', '[$ = "x"]', ' ~> $trim']
  const calls = [
    'lookup',
    'trim',
    'not',
    'string',
    'contains',
    'same',
    'f',
    'keys',
    'number',
    'substringBefore',
  ]
  return w.random.weighted<() => string>([
    [20, () => `${name}${w.random.pick(near)}`],
    [14, () => `$${w.random.pick(calls)}(${inner})`],
    [4, () => `$${w.random.pick(calls)}()`],
    [8, () => `$lookup(${name})`],
    [10, () => `${w.random.pick(['$$.', '$.', '$given.', '*.', '%.'])}${name}`],
    [8, () => w.random.pick([`[${inner}]`, `{"z": ${inner}}`, `(${inner})`, `-${number(w, 0)}`])],
    [3, () => `$eval(${JSON.stringify(inner)})`],
    [6, () => w.random.pick(['$', '$$', '**', '$given', '$lookup', '$x', '/x/', '()'])],
    [14, () => `(${w.other})`],
  ])()
}

/** An object that may be made once of the same texts. */
function object(w: Writing): string {
  const { random } = w
  const members = Array.from({ length: random.below(4) + (random.percent(90) ? 1 : 0) }, (_, at) => {
    const key = random.weighted<string>([
      [90, JSON.stringify(`${random.pick(['id', 'name', '1', '0', 'contest'])}${at}`)],
      [2, random.pick(['"id"', '"__proto__"', '1', read(w, 0)])],
    ])
    return `${key}: ${random.percent(5) ? odd(w, 1) : value(w, 1 + random.below(3))}`
  })
  const made = `{ ${members.join(', ')} }`
  return random.percent(3) ? `${made}${random.pick(['[0]', '{"a": 1}', '.name1', '[]'])}` : made
}

const named: Form = (w) => `${JSON.stringify(w.random.pick(['contest', 'unit', 'selection']))}: ${object(w)}`
const whole: Form = (w) => {
  const keys = ['contest', 'unit', 'selection', 'votes'].filter(() => w.random.percent(60))
  const made = keys.map((key) =>
    w.random.percent(w.random.percent(30) ? 10 : 2) ? `"${key}": ${odd(w, 1)}` : `"${key}": ${object(w)}`,
  )
  return keys.length === 0 ? `{ ${named(w, 0)} }` : `{ ${made.join(', ')} }`
}
/** The context of a function is the row. */
const ofRow = '$v & $string($)'
const twice = '[$f(), $f()]'
const shapes: Form = either(
  [40, whole],
  [8, (w) => `(${test(w, 1)} ? ${whole(w, 0)} : ${whole(w, 0)})`],
  [8, (w) => `[${whole(w, 0)}, ${whole(w, 0)}]`],
  [6, (w) => `(\n  $x := ${odd(w, 1)};\n  ${whole(w, 0)}\n)`],
  [
    8,
    (w) =>
      `($${w.random.pick(['trim', 'lookup', 'contains', 'exists'])} := function($v) { ${ofRow} }; ${whole(w, 0)})`,
  ],
  [5, (w) => `$map([1, 2], function($i) { $merge([${whole(w, 0)}, {"n": $i}]) })`],
  [4, (w) => `{ "contest": { ${named(w, 0)} }, ${JSON.stringify('list')}: [${whole(w, 0)}] }`],
  [4, (w) => `${w.random.pick(['$', '$$', read(w, 0), '**', `(${w.other})`])}.${whole(w, 0)}`],
  [3, (w) => `(${w.other}; ${whole(w, 0)})`],
  [3, (w) => `[${whole(w, 0)}, ${w.other}]`],
  [6, (w) => `($f := function() { ${whole(w, 0)} }; ${w.random.pick(same)})`],
  [2, (w) => `(${whole(w, 0)}){ "contest": ${object(w)} }`],
  [2, (w) => `($ ~> |${read(w, 0)}|${whole(w, 0)}|)`],
  [2, (w) => `$sort([1, 2], function($l, $r) { $exists(${whole(w, 0)}) })`],
)
/** What could tell whether two objects are one, and what writes into them. */
const same = [
  twice,
  '$f().contest in [$f().contest]',
  '$f().unit in $f().unit',
  '($c := $f(); [$f().contest = $c.contest, $c.unit = $f().unit, $c])',
  '($c := $f(); $c.selection in [$f().*])',
  '[$f(), $ ~> |$f().contest|{"x": 1}, "id0"|, $f()]',
  '[$f() ~> |contest|{"x": 1}, "name1"|, $f()]',
  `$distinct(${twice})`,
  '$append($f().contest, $f().contest)',
]
const mapping = (w: Writing): string => shapes(w, 0)

/** Rows with the same few texts, and now and then with something else. */
function rowsOf(
  random: Random,
  names: readonly string[],
  data: Json,
  onlyTexts: boolean,
  count: number,
): readonly Json[] {
  const pool = Array.from({ length: 1 + random.below(4) }, () =>
    random.weighted<Json>([
      [60, random.pick(short)],
      [30, textOf(random)],
      [10, random.pick(far)],
      [10, random.pick(names)],
      [onlyTexts ? 0 : 6, random.pick([0, -0])],
    ]),
  )
  const base = isObject(data) ? data : {}
  const rows: Json[] = []
  while (rows.length < count) {
    const before = rows.at(-1)
    const near = before !== undefined && isObject(before) && random.percent(50)
    const row = new Map<string, Json>(Object.entries(near ? before : base) as [string, Json][])
    for (const name of new Set(names)) {
      if (near && random.percent(60)) continue
      row.delete(name)
      const cell = random.weighted<() => Json | undefined>([
        [80, () => random.pick(pool)],
        [6, () => undefined],
        [onlyTexts ? 0 : 6, () => random.pick(others)],
        [onlyTexts ? 0 : 2, () => (Object.hasOwn(base, name) ? base[name] : undefined)],
      ])()
      if (cell !== undefined) row.set(name, cell)
    }
    rows.push(!onlyTexts && random.percent(3) ? random.pick([data, null, [], 'x']) : Object.fromEntries(row))
  }
  return rows
}
const far = ['-0', 'NaN', '__proto__', 'undefined', 'constructor', '1e400', 'x'.repeat(3_000), 'null', '$1']
const plain = [null, null, 0, -0, 1, Number.NaN, true, false]
const nested = [['x'], ['a', 'x'], [], [null], {}, { a: 'x' }, { a: null }, [{ a: '1' }]]
const others: readonly Json[] = [...plain, ...nested]

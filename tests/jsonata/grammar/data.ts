import type { Json } from '../../../engine/model/json.ts'
import type { Random } from './random.ts'

/** Names that data has and expressions ask for; what stands first comes more often. */
const usual = ['a', 'b', 'c', 'name', 'price', 'items', 'qty', 'tags', 'id', 'kind']
const odd = [
  'Product Name',
  '0',
  '10',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'and',
  'in',
  'or',
  'null',
  'function',
  'é',
  'x.y',
  '',
  'sequence',
  '@',
  '𝒳',
]
export const texts = [
  'a',
  'b',
  'abc',
  'Hello World',
  ' padded  text ',
  '',
  '0',
  '12',
  '-3.5',
  '1e3',
  '0x1F',
  'true',
  'a,b;c',
  'aXbXc',
  '$1$0',
  'é',
  'naïve',
  '😀x',
  '👩‍👩‍👧',
  '\ud83d',
  '\t\n',
  'Zz',
  'ZZ top',
  '2024-11-05T19:30:00.000Z',
  '100%',
  'a/b?c=d&e',
  'SGk=',
]
export const numbers = [
  0, 1, 2, 3, 5, 10, -1, -2, 0.5, 1.5, 2.5, -0.5, 34.45, 107.99, 1e3, 1e15, 1e20, 1e21, 1e-7, 123_456_789.123,
  9_007_199_254_740_992, 1.797e308, 5e-324, 0.1, 0.2, 255, 1_510_067_557_121,
]

export const nameOf = (random: Random): string => random.pick(random.percent(93) ? usual : odd)
export const textOf = (random: Random): string => random.pick(texts)
export const numberOf = (random: Random): number =>
  random.percent(70) ? random.below(12) : random.pick(numbers)

/** A document for expressions to work on: records of a few names, lists of them, edges here and there. */
export function dataOf(random: Random): Json {
  return random.weighted<() => Json>([
    [70, () => objectOf(random, 4)],
    [20, () => listOf(random, 4)],
    [6, () => scalarOf(random)],
    [2, () => []],
    [2, () => ({})],
  ])()
}

function valueOf(random: Random, depth: number): Json {
  if (depth <= 0) return scalarOf(random)
  return random.weighted<() => Json>([
    [45, () => scalarOf(random)],
    [25, () => objectOf(random, depth - 1)],
    [30, () => listOf(random, depth - 1)],
  ])()
}

const scalarOf = (random: Random): Json =>
  random.weighted<() => Json>([
    [45, () => numberOf(random)],
    [45, () => textOf(random)],
    [8, () => random.percent(50)],
    [4, () => null],
  ])()

/** `__proto__` is a member like any other, as JSON.parse makes it. */
export function objectOf(random: Random, depth: number): Json {
  const pairs = Array.from(
    { length: random.below(6) },
    () => [nameOf(random), valueOf(random, depth)] as const,
  )
  return Object.fromEntries(pairs)
}

function listOf(random: Random, depth: number): Json {
  const length = random.weighted([
    [8, 0],
    [15, 1],
    [30, 2],
    [30, 3],
    [15, 5],
    [2, 12],
  ])
  const alike = random.weighted<() => () => Json>([
    [25, () => () => numberOf(random)],
    [20, () => () => textOf(random)],
    [35, () => recordsOf(random, depth - 1)],
    [20, () => () => valueOf(random, depth - 1)],
  ])()
  return Array.from({ length }, alike)
}

/** Records with the same names, some of which are missing now and then. */
function recordsOf(random: Random, depth: number): () => Json {
  const names = Array.from({ length: 1 + random.below(4) }, () => nameOf(random))
  const kinds = names.map(() => random.below(4))
  return () =>
    Object.fromEntries(
      names.flatMap((name, index) =>
        random.percent(8) ? [] : [[name, member(random, kinds[index] ?? 0, depth)]],
      ),
    )
}

function member(random: Random, kind: number, depth: number): Json {
  if (random.percent(5)) return scalarOf(random)
  switch (kind) {
    case 0:
      return numberOf(random)
    case 1:
      return textOf(random)
    case 2:
      return depth > 0 ? listOf(random, depth) : [numberOf(random), numberOf(random)]
    default:
      return depth > 0 ? objectOf(random, depth) : random.percent(50)
  }
}

/** Data like the one given, something in it being other: missing, of another kind, one of several, or several. */
export function variantOf(random: Random, data: Json): Json {
  if (typeof data !== 'object' || data === null || random.percent(15)) return other(random, data)
  const entries = Object.entries(data)
  if (entries.length === 0) return other(random, data)
  const place = random.below(entries.length)
  const [key = '', was = null] = entries[place] ?? []
  const changed = random.percent(15)
    ? entries.toSpliced(place, 1)
    : entries.with(place, [key, variantOf(random, was)])
  return Array.isArray(data) ? changed.map(([, item]) => item as Json) : Object.fromEntries(changed)
}

const other = (random: Random, data: Json): Json =>
  random.weighted<() => Json>([
    [30, () => scalarOf(random)],
    [25, () => [data]],
    [15, () => [data, data]],
    [10, () => (Array.isArray(data) ? ((data[0] ?? null) as Json) : [])],
    [10, () => ({ a: data })],
    [10, () => valueOf(random, 1)],
  ])()

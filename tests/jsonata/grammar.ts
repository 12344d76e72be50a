import type { Json } from '../../engine/model/json.ts'
import { anyForms, commonForms } from './grammar/common-forms.ts'
import { dataOf, variantOf } from './grammar/data.ts'
import { functionForms } from './grammar/functions.ts'
import type { Form, Kind } from './grammar/kinds.ts'
import { listForms, objectForms } from './grammar/list-forms.ts'
import { path } from './grammar/paths.ts'
import { literals } from './grammar/plain-forms.ts'
import { randomOf } from './grammar/random.ts'
import { booleanForms, numberForms, textForms } from './grammar/scalar-forms.ts'
import { isFunctionSample, isList, isObject, type Made, type Sample, type Scope } from './grammar/scope.ts'

/** One random expression and what it works on. */
export interface Pair {
  readonly expression: string
  readonly data: Json
}

/**
 * The pair of a seed, always the same. Data comes first; what is written mostly follows its names and fits its values, so
 * that most expressions give something, and every construct of the language is among them.
 */
export function pairOf(seed: number): Pair {
  const random = randomOf(seed)
  const data = dataOf(random)
  const kind = random.weighted(topKinds)
  const depth = random.weighted(depths)
  const variables = random.percent(20) ? new Map(samples) : new Map<string, Sample>()
  const scope: Scope = { random, root: data, here: data, parents: 0, variables, depth }
  return { expression: write(scope, kind).text, data }
}

const given = { a: 1, name: 'given', items: [1, 2, 3], rows: [{ a: 1 }, { a: 'x' }] }

/** The same expression on its data, and on data that it was not written for. */
export function pairsOf(seed: number): readonly Pair[] {
  const pair = pairOf(seed)
  const random = randomOf(seed ^ 0x5f_37_59)
  return [pair, ...[1, 2, 3].map(() => ({ ...pair, data: variantOf(random, pair.data) }))]
}

/** What is bound from outside: data, and functions of the host. A copy each time: the library may write into it. */
export const outside = (): Readonly<Record<string, unknown>> => ({
  given: structuredClone(given),
  same: (value: unknown) => value,
  pair: (one: unknown, other: unknown) => [one, other],
})
export const outsideNames = Object.keys(outside())

const samples = new Map<string, Sample>([
  ['given', given],
  ['same', { takes: 1 }],
  ['pair', { takes: 2 }],
])

const topKinds: readonly (readonly [number, Kind])[] = [
  [15, 'number'],
  [15, 'text'],
  [10, 'boolean'],
  [22, 'list'],
  [18, 'object'],
  [3, 'function'],
  [17, 'any'],
]
const depths: readonly (readonly [number, number])[] = [
  [6, 0],
  [19, 1],
  [40, 2],
  [27, 3],
  [8, 4],
]

const deep: Readonly<Record<Kind, readonly (readonly [number, Form])[]>> = {
  number: [...numberForms, ...commonForms('number')],
  text: [...textForms, ...commonForms('text')],
  boolean: [...booleanForms, ...commonForms('boolean')],
  list: [...listForms, ...commonForms('list')],
  object: [...objectForms, ...commonForms('object')],
  function: [...functionForms, ...commonForms('function')],
  any: anyForms,
}
const anyKinds: readonly (readonly [number, Kind])[] = [
  [22, 'number'],
  [22, 'text'],
  [12, 'boolean'],
  [18, 'list'],
  [14, 'object'],
  [2, 'function'],
]

/** Writes an expression of a kind; once in a while one of another, and what it is given to must bear it. */
function write(scope: Scope, kind: Kind): Made {
  const { random, depth } = scope
  if (random.percent(1.5)) return literal(scope, 'any')
  if (kind === 'any' && random.percent(85)) return write(scope, random.weighted(anyKinds))
  if (random.percent(depth > 1 ? 25 : depth > 0 ? 45 : 60)) {
    const made = fitting(scope, kind)
    if (made !== undefined) return made
  }
  if (depth <= 0) return literal(scope, kind)
  for (let tries = 0; tries < 4; tries += 1) {
    const made = random.weighted(deep[kind])(scope, write)
    if (made !== undefined) return made
  }
  return literal(scope, kind)
}

function literal(scope: Scope, kind: Kind): Made {
  return scope.random.weighted(literals[kind])(scope, write) as Made
}

/** A path whose value is of the kind, if one is found soon. */
function fitting(scope: Scope, kind: Kind): Made | undefined {
  if (kind === 'function') return undefined
  for (let tries = 0; tries < 4; tries += 1) {
    const made = path(scope, write)
    if (tests[kind](made.sample)) return made
  }
  return undefined
}

const tests: Readonly<Record<Kind, (sample: Sample) => boolean>> = {
  number: (sample) => typeof sample === 'number',
  text: (sample) => typeof sample === 'string',
  boolean: (sample) => typeof sample === 'boolean',
  list: isList,
  object: isObject,
  function: isFunctionSample,
  any: () => true,
}

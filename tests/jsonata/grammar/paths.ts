import { nameOf } from './data.ts'
import type { Write } from './kinds.ts'
import { predicate } from './predicates.ts'
import {
  bound,
  deeper,
  inner,
  isFunctionSample,
  isList,
  isObject,
  itemOf,
  type Made,
  type Sample,
  type Scope,
  step,
  variableName,
} from './scope.ts'

/** A path while it is written: what it gives so far, and what can be seen at its last step. */
interface Trail {
  readonly text: string
  readonly sample: Sample
  /** What the last step was taken from: `%` and a focus go back to it. */
  readonly before: Sample
  readonly scope: Scope
  /** Names that lie behind: so many `%` may follow. */
  readonly names: number
  readonly steps: number
}

/** A path that follows the names of its sample, with all that steps can carry. */
export function path(scope: Scope, write: Write): Made {
  const { random } = scope
  let trail = start(scope, write)
  const longest = random.weighted([
    [20, 1],
    [40, 2],
    [25, 3],
    [10, 4],
    [5, 6],
  ])
  while (trail.steps < longest) trail = further(trail, write)
  return last(trail, write)
}

function start(scope: Scope, write: Write): Trail {
  const { random, root, here, variables } = scope
  const from = (text: string, sample: Sample, names = 0): Trail => ({
    text,
    sample,
    before: here,
    scope,
    names,
    steps: 1,
  })
  const data = [...variables].filter(([, sample]) => !isFunctionSample(sample))
  return random.weighted<() => Trail>([
    [60, () => first(scope)],
    [8, () => from('$', here)],
    [10, () => from('$$', root)],
    [
      data.length * 12,
      () => {
        const [name, sample] = random.pick(data)
        return from(`$${name}`, sample)
      },
    ],
    [
      scope.parents > 0 ? 25 : 0,
      () => from(Array.from({ length: 1 + random.below(scope.parents) }, () => '%').join('.'), root),
    ],
    [
      scope.depth > 0 ? 4 : 0,
      () => {
        const made = write(deeper(scope), random.percent(60) ? 'list' : 'object')
        return from(`(${made.text})`, made.sample)
      },
    ],
    [2, () => from('*', isObject(here) ? random.pick([...Object.values(here), undefined]) : here, 1)],
    [2, () => from('**', here)],
  ])()
}

function first(scope: Scope): Trail {
  const { random, here } = scope
  const item = itemOf(random, here)
  const names = isObject(item) ? Object.keys(item) : []
  const name = names.length > 0 && random.percent(90) ? random.pick(names) : nameOf(random)
  return { text: step(random, name), sample: memberOf(item, name), before: item, scope, names: 1, steps: 1 }
}

const memberOf = (item: Sample, name: string): Sample =>
  isObject(item) && Object.hasOwn(item, name) ? item[name] : undefined

/** One more thing at the end of a path: a step, or something that a step carries. */
function further(trail: Trail, write: Write): Trail {
  const { text, sample, before, scope, names, steps } = trail
  const { random } = scope
  const item = itemOf(random, sample)
  const keys = isObject(item) ? Object.keys(item) : []
  const on = (more: string, next: Sample, change: Partial<Trail> = {}): Trail => ({
    ...trail,
    text: `${text}${more}`,
    sample: next,
    steps: steps + 1,
    ...change,
  })
  const stepScope = inner(scope, item, { parents: Math.min(2, names) })
  const deep = scope.depth > 0
  return random.weighted<() => Trail>([
    [
      keys.length > 0 ? 60 : 3,
      () => {
        const name = keys.length > 0 && random.percent(92) ? random.pick(keys) : nameOf(random)
        const written = random.percent(3) && !/["\\]/.test(name) ? JSON.stringify(name) : step(random, name)
        return on(`.${written}`, memberOf(item, name), { names: names + 1, before: item })
      },
    ],
    [
      deep ? 16 : 6,
      () => {
        const made = predicate(stepScope, sample, write)
        return on(made.text, made.sample, { steps: steps + (random.percent(50) ? 0 : 1) })
      },
    ],
    [5, () => on('[]', isList(sample) || sample === undefined ? sample : [sample as never])],
    [
      2,
      () =>
        on('.*', isObject(item) ? random.pick([...Object.values(item), undefined]) : item, {
          names: names + 1,
        }),
    ],
    [2, () => on('.**', item)],
    [names > 1 ? 5 : 0, () => on('.%', before, { names: names - 1 })],
    [
      names > 0 && !/[\])(^]$/.test(text) ? 4 : 0,
      () => {
        const name = variableName(random)
        return on(`@$${name}`, before, { scope: bound(scope, name, item) })
      },
    ],
    [
      3,
      () => {
        const name = variableName(random)
        return on(`#$${name}`, sample, { scope: bound(scope, name, 1) })
      },
    ],
    [deep ? 4 : 0, () => on(`^(${order(stepScope, write)})`, sample)],
    [
      deep ? 5 : 0,
      () => {
        const made = write(stepScope, 'any')
        return on(`.(${made.text})`, made.sample)
      },
    ],
    [
      deep ? 3 : 0,
      () => {
        const made = write(stepScope, 'object')
        return on(`.${made.text.startsWith('{') ? made.text : `(${made.text})`}`, made.sample)
      },
    ],
    [
      deep ? 3 : 0,
      () => {
        const made = [write(stepScope, 'any'), write(stepScope, 'any')].slice(0, 1 + random.below(2))
        return on(
          `.[${made.map((one) => one.text).join(', ')}]`,
          made.map((one) => one.sample as never),
        )
      },
    ],
    [
      deep ? 3 : 0,
      () => {
        const call = random.pick([
          '$string($)',
          '$type($)',
          '$uppercase()',
          '$length()',
          '$keys()',
          '$sum($)',
          '$',
          '$boolean($)',
          '$count($)',
        ])
        return on(`.${call}`, 'abc')
      },
    ],
  ])()
}

/** What a path ends with: mostly nothing, sometimes a group. */
function last({ text, sample, scope, names }: Trail, write: Write): Made {
  const { random } = scope
  if (scope.depth <= 0 || !random.percent(6)) return { text, sample }
  const stepScope = inner(scope, itemOf(random, sample), { parents: Math.min(2, names) })
  return { text: `${text}${pairs(stepScope, write)}`, sample: { a: 1, b: [1, 2] } }
}

/** Keys and values of an object or of a group. */
export function pairs(scope: Scope, write: Write): string {
  const { random } = scope
  const count = random.weighted([
    [4, 0],
    [50, 1],
    [35, 2],
    [11, 3],
  ])
  const written = Array.from({ length: count }, () => {
    const key = random.percent(65) ? JSON.stringify(nameOf(random)) : write(scope, 'text').text
    return `${key}: ${write(scope, 'any').text}`
  })
  return `{${written.join(', ')}}`
}

/** What a list is put in order by. */
export function order(scope: Scope, write: Write): string {
  const { random } = scope
  const terms = Array.from({ length: random.percent(75) ? 1 : 2 }, () => {
    const sign = random.pick(['', '<', '>'])
    return `${sign}${write({ ...scope, depth: Math.min(scope.depth, 1) }, random.percent(50) ? 'number' : 'text').text}`
  })
  return terms.join(', ')
}

import { transform } from './functions.ts'
import type { Write } from './kinds.ts'
import { order, pairs } from './paths.ts'
import { predicate } from './predicates.ts'
import { deeper, inner, itemOf, type Made, type Scope } from './scope.ts'
import { call, side, type Weighted } from './side.ts'

export const listForms: Weighted = [
  [25, (scope, write) => constructed(scope, write)],
  [10, (scope, write) => ({ text: `[${range(scope, write)}]`, sample: [1, 2, 3] })],
  [45, call('list')],
  [
    8,
    (scope, write) => {
      const made = write(deeper(scope), 'list')
      return {
        text: `(${made.text})^(${order(inner(scope, itemOf(scope.random, made.sample)), write)})`,
        sample: made.sample,
      }
    },
  ],
  [
    10,
    (scope, write) => {
      const made = write(deeper(scope), 'list')
      const found = predicate(inner(scope, itemOf(scope.random, made.sample)), made.sample, write)
      return {
        text: `(${made.text})${found.text}${scope.random.percent(15) ? '[]' : ''}`,
        sample: made.sample,
      }
    },
  ],
  [
    6,
    (scope, write) => {
      const made = write(deeper(scope), 'list')
      const each = write(inner(scope, itemOf(scope.random, made.sample)), 'any')
      return { text: `(${made.text}).(${each.text})`, sample: [each.sample as never] }
    },
  ],
]
export const objectForms: Weighted = [
  [40, (scope, write) => ({ text: pairs(deeper(scope), write), sample: { a: 1, name: 'a' } })],
  [30, call('object')],
  [
    8,
    (scope, write) => ({
      text: `${side(scope, 'object', write)} ~> ${transform(scope, write)}`,
      sample: scope.here,
    }),
  ],
  [
    10,
    (scope, write) => {
      const made = write(deeper(scope), 'list')
      return {
        text: `(${made.text})${pairs(inner(scope, itemOf(scope.random, made.sample)), write)}`,
        sample: { a: 1 },
      }
    },
  ],
]
function constructed(scope: Scope, write: Write): Made {
  const { random } = scope
  const count = random.weighted([
    [6, 0],
    [25, 1],
    [40, 2],
    [29, 3],
  ])
  const items = Array.from({ length: count }, () =>
    random.percent(12) ? undefined : write(deeper(scope), 'any'),
  )
  const text = items.map((item) => item?.text ?? range(scope, write)).join(', ')
  return {
    text: `[${text}]${random.percent(4) ? '[]' : ''}`,
    sample: items.map((item) => (item?.sample ?? null) as never),
  }
}

function range(scope: Scope, write: Write): string {
  const { random } = scope
  const from = random.percent(85) ? String(random.below(4) - 1) : small(scope, write)
  const to = random.percent(85) ? String(random.below(6)) : small(scope, write)
  return `${from}..${to}`
}

/** Numbers that no list is too long for. */
const small = (scope: Scope, write: Write): string =>
  scope.random.percent(30)
    ? `$count(${write(deeper(scope), 'list').text})`
    : scope.random.pick(['a', 'qty', '1.5', '"2"', 'null', '-2', '()'])

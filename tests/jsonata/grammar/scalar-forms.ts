import { recursion } from './functions.ts'
import type { Form, Kind } from './kinds.ts'
import type { Sample } from './scope.ts'
import { call, side, type Weighted } from './side.ts'

const binary =
  (operators: readonly string[], kind: Kind, sample: Sample): Form =>
  (scope, write) => ({
    text: `${side(scope, kind, write)} ${scope.random.pick(operators)} ${side(scope, kind, write)}`,
    sample,
  })

export const numberForms: Weighted = [
  [40, binary(['+', '-', '*', '/', '%'], 'number', 3)],
  [8, (scope, write) => ({ text: `-${side(scope, 'number', write)}`, sample: -1 })],
  [40, call('number')],
  [5, (scope, write) => recursion(scope, write, scope)],
]
export const textForms: Weighted = [
  [30, binary(['&'], 'text', 'abc')],
  [10, binary(['&'], 'any', 'abc')],
  [60, call('text')],
]
export const booleanForms: Weighted = [
  [20, binary(['=', '!=', '<', '<=', '>', '>='], 'number', true)],
  [15, binary(['=', '!=', '<', '<=', '>', '>='], 'text', true)],
  [12, binary(['=', '!='], 'any', true)],
  [15, binary(['and', 'or'], 'boolean', true)],
  [4, binary(['and', 'or'], 'any', true)],
  [
    12,
    (scope, write) => ({
      text: `${side(scope, 'any', write)} in ${side(scope, 'list', write)}`,
      sample: true,
    }),
  ],
  [20, call('boolean')],
]

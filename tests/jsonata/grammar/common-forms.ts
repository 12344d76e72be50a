import { lambda, recursion } from './functions.ts'
import type { Kind, Write } from './kinds.ts'
import { special } from './literals.ts'
import { bound, deeper, isFunctionSample, type Made, type Scope, variableName } from './scope.ts'
import { call, side, type Weighted } from './side.ts'

export const anyForms: Weighted = [
  [20, call('any')],
  [5, (scope, write) => recursion(scope, write, scope)],
  [
    4,
    (scope, write) => ({
      text: `[${write(deeper(scope), 'any').text}].${special('key', scope)}`,
      sample: undefined,
    }),
  ],
  [
    6,
    (scope, write) => ({
      text: `${side(scope, 'any', write)} ~> ${scope.random.pick(['$string', '$count', '$type', '$boolean', '$exists', '$append(1)', '$sum', '$keys()', '$lookup("a")', '$nothing', 'a'])}`,
      sample: 1,
    }),
  ],
  [
    4,
    (scope, write) => ({
      text: `(${write(deeper(scope), 'function').text})(${write(deeper(scope), 'any').text})`,
      sample: 1,
    }),
  ],
]

/** Forms of every kind: what they give is what their parts give. */
export const commonForms = (kind: Kind): Weighted => [
  [
    9,
    (scope, write) => ({
      text: `${side(scope, 'boolean', write)} ? ${side(scope, kind, write)} : ${side(scope, kind, write)}`,
      sample: write({ ...scope, depth: 0 }, kind).sample,
    }),
  ],
  [
    2,
    (scope, write) => ({
      text: `${side(scope, 'boolean', write)} ? ${side(scope, kind, write)}`,
      sample: undefined,
    }),
  ],
  [
    4,
    (scope, write) => ({
      text: `${side(scope, kind, write)} ${scope.random.pick(['?:', '??'])} ${side(scope, kind, write)}`,
      sample: write({ ...scope, depth: 0 }, kind).sample,
    }),
  ],
  [14, (scope, write) => block(scope, kind, write)],
  [4, (scope, write) => applied(scope, kind, write)],
]

function block(scope: Scope, kind: Kind, write: Write): Made {
  const { random } = scope
  let within = deeper(scope)
  const statements: string[] = []
  for (let count = random.below(3); count > 0; count -= 1) {
    const name = variableName(random)
    const made = write(within, random.percent(15) ? 'function' : 'any')
    statements.push(`$${name} := ${made.text}`)
    within = bound(within, name, made.sample)
  }
  const made = write(within, kind)
  return {
    text: `(${[...statements, made.text].join('; ')}${random.percent(5) ? ';' : ''})`,
    sample: made.sample,
  }
}

/** A function called where it is written, or one that a variable holds. */
function applied(scope: Scope, kind: Kind, write: Write): Made {
  const { random, variables } = scope
  const functions = [...variables].filter(([, sample]) => isFunctionSample(sample))
  const given = write(deeper(scope), 'any')
  const [name] = functions.length > 0 ? random.pick(functions) : []
  if (name !== undefined) return { text: `$${name}(${given.text})`, sample: 1 }
  const parameter = variableName(random)
  const body = write({ ...bound(deeper(scope), parameter, given.sample), parents: 0 }, kind)
  if (random.percent(20))
    return { text: `${lambda(scope, 'mapper', write)}(${given.text})`, sample: body.sample }
  return { text: `function($${parameter}){ ${body.text} }(${given.text})`, sample: body.sample }
}

import type { Signature } from './builtin.ts'
import { fail } from './fault.ts'
import { kindOf, kinds, kindsIn, letterOf } from './kinds.ts'
import { type Parameter, parametersOf } from './signature-parameters.ts'

/** What T0412 calls the items of a list. */
const plural: ReadonlyMap<string | undefined, string> = new Map([
  ['a', 'arrays'],
  ['b', 'booleans'],
  ['f', 'functions'],
  ['n', 'numbers'],
  ['o', 'objects'],
  ['s', 'strings'],
])

const known = new Map<string, Signature>()

/** The signature that is written as `<s-nn?:s>`. Throws S0401 and S0402 as JSONata does where it can not be read. */
export function signatureOf(definition: string): Signature {
  const before = known.get(definition)
  if (before !== undefined) return before
  const parameters = parametersOf(definition)
  const whole = new RegExp(`^${parameters.map(({ pattern }) => `(${pattern})`).join('')}$`)
  const simple = parameters.every(({ kinds: one }) => one !== undefined)
  const made: Signature = {
    definition,
    validate: (args, context) =>
      (simple ? inOrder(parameters, args, context) : undefined) ?? matched(parameters, whole, args, context),
  }
  if (known.size < 1000) known.set(definition, made)
  return made
}

/** Arguments that stand in the order of their parameters, as nearly all do. Undefined where they do not. */
function inOrder(
  parameters: readonly Parameter[],
  args: readonly unknown[],
  context: unknown,
): readonly unknown[] | undefined {
  const { length } = args
  if (length > parameters.length) return undefined
  for (let at = 0; at < parameters.length; at += 1) {
    const { kinds: takes = 0, optional } = parameters[at] as Parameter
    if (at < length ? (kindOf(args[at]) & takes) === 0 : optional !== true) return undefined
  }
  let made: unknown[] | undefined
  let missing = length
  for (let at = 0; at < parameters.length; at += 1) {
    const parameter = parameters[at] as Parameter
    if (at >= length) {
      made ??= [...args]
      // Errors count what is missing before, but not what the context stands for.
      if (parameter.context !== undefined) made.push(contextFor(parameter.context, context, missing))
      else {
        made.push(undefined)
        missing += 1
      }
      continue
    }
    if (parameter.type !== 'a') continue
    const given = args[at]
    const kind = kindOf(given)
    const list = listOf(parameter, given, kind, letterOf(kind), at)
    if (list === given) continue
    made ??= args.slice(0, length)
    made[at] = list
  }
  return made ?? args
}

/** Arguments by the expression over their letters. */
function matched(
  parameters: readonly Parameter[],
  whole: RegExp,
  args: readonly unknown[],
  context: unknown,
): readonly unknown[] {
  const letters = args.map((given) => letterOf(kindOf(given))).join('')
  const found = whole.exec(letters)
  if (found === null) return refuse(parameters, args, letters)
  const made: unknown[] = []
  let at = 0
  for (const [index, parameter] of parameters.entries()) {
    const taken = found[index + 1] ?? ''
    if (taken === '') {
      if (parameter.context !== undefined) {
        made.push(contextFor(parameter.context, context, at))
        continue
      }
      // As in JSONata: an argument that is left out in the middle takes the next one with it.
      made.push(args[at])
      at += 1
    }
    // What is missed by one stays so: an argument is taken for the letter, not for what it is.
    for (const letter of taken) {
      const given = args[at]
      made.push(parameter.type === 'a' ? listOf(parameter, given, kindsIn(letter), taken, at) : given)
      at += 1
    }
  }
  return made
}

function contextFor(allowed: RegExp, context: unknown, at: number): unknown {
  if (!allowed.test(letterOf(kindOf(context)))) fail('T0411', { value: context, index: at + 1 })
  return context
}

/** A list for a parameter that takes one: a single item as a list of one. */
function listOf(parameter: Parameter, given: unknown, kind: number, taken: string, at: number): unknown {
  if (kind === kinds.missing) return undefined
  const { subtype } = parameter
  if (subtype !== undefined) {
    const fits = kind === kinds.list ? hasOnly(given as readonly unknown[], subtype) : taken === subtype
    if (!fits) fail('T0412', { value: given, index: at + 1, type: plural.get(subtype) })
  }
  return kind === kinds.list ? given : [given]
}

function hasOnly(list: readonly unknown[], subtype: string): boolean {
  if (!(list.length > 0)) return true
  const first = kindOf(list[0])
  if (letterOf(first) !== subtype.charAt(0)) return false
  for (let at = 1; at < list.length; at += 1) if (kindOf(list[at]) !== first) return false
  return true
}

/** Says which argument it was: the first that no way of reading the parameters before it reaches. */
function refuse(parameters: readonly Parameter[], args: readonly unknown[], letters: string): never {
  let pattern = '^'
  let good = 0
  for (const parameter of parameters) {
    pattern += parameter.pattern
    const found = letters.match(pattern)
    if (found === null) break
    good = found[0].length
  }
  return fail('T0410', { value: args[good], index: good + 1 })
}

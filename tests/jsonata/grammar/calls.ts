import { type Argument, type BuiltinForm, builtinForms, changing } from './builtins.ts'
import { lambda } from './functions.ts'
import type { Kind, Write } from './kinds.ts'
import { replacement, special } from './literals.ts'
import { deeper, isObject, type Made, type Scope } from './scope.ts'

const byKind = (kind: Kind): readonly BuiltinForm[] =>
  builtinForms.filter(({ gives }) => gives === kind || (kind === 'any' && gives !== 'function'))
const forms = new Map<Kind, readonly BuiltinForm[]>()

/** A call of a built-in that gives the kind; mostly with arguments that it can take. */
export function builtinCall(scope: Scope, kind: Kind, write: Write): Made | undefined {
  const { random } = scope
  if (!forms.has(kind)) forms.set(kind, byKind(kind))
  const possible = forms.get(kind) ?? []
  if (possible.length === 0) return undefined
  const form = random.pick(possible)
  // An error that is meant ends everything around it.
  if (form.name === 'error' && !random.percent(20)) return undefined
  if (changing.includes(form.name))
    return { text: `($type($${form.name}()) ${random.pick(['=', '!='])} "number")`, sample: true }
  if (form.name === 'shuffle')
    return { text: `$count($shuffle(${write(deeper(scope), 'list').text}))`, sample: 2 }
  return callOf(form, scope, write)
}

export function callOf(form: BuiltinForm, scope: Scope, write: Write): Made {
  const { random } = scope
  const { name, takes, least, sample } = form
  const count = least + random.below(takes.length - least + 1)
  const given = takes.slice(0, count).map((argument) => argumentOf(argument, deeper(scope), write))
  if (random.percent(1)) given.push(write(deeper(scope), 'any').text)
  if (random.percent(2)) given.pop()
  const made: Made = { text: `$${name}(${given.join(', ')})`, sample }
  const [subject, ...others] = given
  if (subject === undefined || random.percent(85)) return made
  const way = random.below(3)
  if (way === 0) return { text: `(${subject}) ~> $${name}(${others.join(', ')})`, sample }
  if (way === 1 && form.context === true)
    return { text: `(${subject}).$${name}(${others.join(', ')})`, sample }
  if (others.length === 0) return { text: `(${subject}) ~> $${name}`, sample }
  return { text: `$${name}(?, ${others.join(', ')})(${subject})`, sample }
}

const kinds = new Set<string>([
  'number',
  'text',
  'boolean',
  'list',
  'object',
  'function',
  'any',
] satisfies Kind[])
const isKind = (argument: Argument): argument is Kind => kinds.has(argument)

function argumentOf(argument: Argument, scope: Scope, write: Write): string {
  const { random } = scope
  if (random.percent(4)) return write(scope, 'any').text
  if (isKind(argument)) return write(scope, argument).text
  switch (argument) {
    case 'numbers':
      return random.percent(50) ? listed(scope, 'number', write) : write(scope, 'list').text
    case 'texts':
      return random.percent(60) ? listed(scope, 'text', write) : write(scope, 'list').text
    case 'objects':
      return random.percent(70) ? listed(scope, 'object', write) : write(scope, 'list').text
    case 'key':
      return keyOf(scope, write)
    case 'truth':
      return random.percent(80) ? `${write(scope, 'boolean').text} or true` : write(scope, 'boolean').text
    case 'matcher':
      return random.percent(45) ? special('regex', scope) : write({ ...scope, depth: 0 }, 'text').text
    case 'replacement':
      return replacement(scope, write)
    case 'expression':
      return JSON.stringify(write({ ...scope, depth: Math.min(scope.depth, 1), parents: 0 }, 'any').text)
    case 'mapper':
    case 'test':
    case 'reducer':
    case 'comparator':
    case 'eachOf':
      return lambda(scope, argument, write)
    case 'regex':
    case 'count':
    case 'radix':
    case 'digits':
    case 'millis':
    case 'encoded':
    case 'picture':
    case 'integerPicture':
    case 'timePicture':
    case 'timestamp':
      break
  }
  return special(argument, scope)
}

function keyOf(scope: Scope, write: Write): string {
  const { random, here } = scope
  const keys = isObject(here) ? Object.keys(here) : []
  if (keys.length > 0 && random.percent(80)) return JSON.stringify(random.pick(keys))
  return write({ ...scope, depth: 0 }, 'text').text
}

function listed(scope: Scope, kind: Kind, write: Write): string {
  const items = Array.from({ length: 1 + scope.random.below(3) }, () => write(scope, kind).text)
  return items.length === 1 ? (items[0] as string) : `[${items.join(', ')}]`
}

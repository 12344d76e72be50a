import { isFunction as isFunctionOfOurs } from '../../engine/jsonata/runtime/builtin.ts'
import { TailCall } from '../../engine/jsonata/runtime/lambda.ts'

/** What one evaluation came to, in a form that two evaluations can be compared by. */
export type Outcome = Value | Fault
export interface Value {
  readonly kind: 'value'
  /** See `written`. */
  readonly text: string
}
export interface Fault {
  readonly kind: 'fault'
  readonly code: string | undefined
  /** Of an error that has no code: the kind and the words of a crash. */
  readonly crash: string | undefined
  readonly position: unknown
  readonly token: unknown
  /** Everything else that says what was wrong: index, value, value2, type, message. */
  readonly details: string
}

export const valueOutcome = (value: unknown): Value => ({ kind: 'value', text: written(value) })

interface Thrown {
  readonly code?: string
  readonly position?: unknown
  readonly token?: unknown
  readonly index?: unknown
  readonly value?: unknown
  readonly value2?: unknown
  readonly type?: unknown
  readonly message?: unknown
}

/** `say` fills in the message where what was thrown has only its parts. */
export function faultOutcome(thrown: unknown): Fault {
  const { code, position, token, index, value, value2, type, message } = (thrown ?? {}) as Thrown
  if (code === undefined) {
    const crash =
      thrown instanceof Error ? `${thrown.name}: ${thrown.message.split('\n')[0]}` : written(thrown)
    return { kind: 'fault', code, crash, position: undefined, token: undefined, details: '' }
  }
  // Of these the message is what the expression itself says; elsewhere it is made of the other parts.
  const said = code === 'D3137' || code === 'D3141' ? String(message) : undefined
  return {
    kind: 'fault',
    code,
    crash: undefined,
    position,
    token,
    details: written([index, value, value2, type, said]),
  }
}

export function sameOutcome(one: Outcome, other: Outcome): boolean {
  return inWords(one) === inWords(other)
}

export function inWords(outcome: Outcome): string {
  if (outcome.kind === 'value') return outcome.text
  const { code, crash, position, token, details } = outcome
  return code === undefined ? `crash ${crash}` : `${code} at ${String(position)} ${String(token)} ${details}`
}

/**
 * A value as text: order of keys, undefined, negative zero and holes can be told apart; what is no data is its kind. Marks
 * that an evaluator leaves on lists are not part of it.
 */
export function written(value: unknown, above: readonly object[] = []): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'function') return 'ƒ'
  if (typeof value === 'object' && value !== null) return writtenObject(value, above)
  return String(value)
}

const deepest = 200

function writtenObject(value: object, above: readonly object[]): string {
  if (above.includes(value)) return '↻'
  if (above.length > deepest) return '…'
  if (isFunction(value)) return 'ƒ'
  const below = [...above, value]
  if (Array.isArray(value)) {
    const items: string[] = []
    for (let index = 0; index < value.length; index += 1) {
      items.push(index in value ? written(value[index], below) : 'hole')
    }
    return `[${items.join(',')}]`
  }
  if (value instanceof RegExp) return String(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${written(member, below)}`,
  )
  return `{${members.join(',')}}`
}

/** A last call that a group sees before it is made is a function to both. */
const isFunction = (value: object): boolean =>
  value instanceof TailCall ||
  isFunctionOfOurs(value) ||
  '_jsonata_lambda' in value ||
  '_jsonata_function' in value

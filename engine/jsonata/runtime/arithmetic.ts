import type { RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import { stringOf } from './functions/string-of.ts'
import { sequenceOf } from './sequence.ts'
import { isNumeric, truthy } from './values.ts'

/** What an operator throws, noted as the library does. */
export function noted(thrown: unknown, position: number | undefined, token: string): unknown {
  if (typeof thrown === 'object' && thrown !== null) Object.assign(thrown, { position, token })
  return thrown
}

/** Numbers that need no more looks. */
const plain = (one: unknown, other: unknown): boolean =>
  typeof one === 'number' && typeof other === 'number' && one - one === 0 && other - other === 0

type Operator = '+' | '-' | '*' | '/' | '%'

/** `one + other` and the like; undefined where a side is. Throws T2001, T2002, D1001. */
export const add = (one: unknown, other: unknown, position?: number): unknown =>
  plain(one, other) ? (one as number) + (other as number) : calculated('+', one, other, position)
export const subtract = (one: unknown, other: unknown, position?: number): unknown =>
  plain(one, other) ? (one as number) - (other as number) : calculated('-', one, other, position)
export const multiply = (one: unknown, other: unknown, position?: number): unknown =>
  plain(one, other) ? (one as number) * (other as number) : calculated('*', one, other, position)
export const divide = (one: unknown, other: unknown, position?: number): unknown =>
  plain(one, other) ? (one as number) / (other as number) : calculated('/', one, other, position)
export const modulo = (one: unknown, other: unknown, position?: number): unknown =>
  plain(one, other) ? (one as number) % (other as number) : calculated('%', one, other, position)

function calculated(token: Operator, one: unknown, other: unknown, position: number | undefined): unknown {
  try {
    if (one !== undefined && !isNumeric(one)) fail('T2001', { value: one })
    if (other !== undefined && !isNumeric(other)) fail('T2002', { value: other })
  } catch (thrown) {
    throw noted(thrown, position, token)
  }
  return undefined
}

/** `-value`. Throws D1002, D1001. */
export function negative(value: unknown, position?: number): unknown {
  if (value === undefined) return undefined
  if (isNumeric(value)) return -value
  return fail('D1002', { position, token: '-', value })
}

type Order = '<' | '<=' | '>' | '>='

/** `one < other` and the like, of two texts or two numbers; undefined where a side is. Throws T2009, T2010. */
export function ordered(token: Order, one: unknown, other: unknown, position?: number): boolean | undefined {
  const kind = comparable(one)
  const otherKind = comparable(other)
  if (kind === undefined || otherKind === undefined) {
    const value = kind === undefined || kind === 'undefined' ? one : other
    fail('T2010', { position, token, value })
  }
  if (kind === 'undefined' || otherKind === 'undefined') return undefined
  if (kind !== otherKind) fail('T2009', { position, token, value: one, value2: other })
  const [left, right] = [one, other] as [number, number]
  if (token === '<') return left < right
  if (token === '<=') return left <= right
  return token === '>' ? left > right : left >= right
}

function comparable(value: unknown): 'undefined' | 'string' | 'number' | undefined {
  const kind = typeof value
  return kind === 'undefined' || kind === 'string' || kind === 'number' ? kind : undefined
}

/** `one & other`. Throws D3001, D1001, TEXT. */
export function concat(
  one: unknown,
  other: unknown,
  position: number | undefined,
  bounds: RuntimeBounds,
): string {
  if (typeof one === 'string' && typeof other === 'string') return one + other
  try {
    return written(one, bounds) + written(other, bounds)
  } catch (thrown) {
    throw noted(thrown, position, '&')
  }
}

/** The same where texts may grow without end. */
export function concatWithin(
  one: unknown,
  other: unknown,
  position: number | undefined,
  bounds: RuntimeBounds,
): string {
  const made = concat(one, other, position, bounds)
  bounds.text(made.length)
  return made
}

const written = (value: unknown, bounds: RuntimeBounds): string =>
  typeof value === 'string' ? value : value === undefined ? '' : stringOf(value, bounds)

const longest = 10_000_000

/** `from..to`. Throws T2003, T2004, D2014, D2015. */
export function range(
  from: unknown,
  to: unknown,
  position: number | undefined,
  bounds: RuntimeBounds,
): unknown {
  const made = rangeAsList(from, to, position, bounds)
  return made === undefined ? undefined : sequenceOf(made)
}

/** The same as a list, as in an array that holds nothing else. */
export function rangeAsList(
  from: unknown,
  to: unknown,
  position: number | undefined,
  bounds: RuntimeBounds,
): unknown[] | undefined {
  try {
    if (from !== undefined && !Number.isInteger(from)) fail('T2003', { value: from })
    if (to !== undefined && !Number.isInteger(to)) fail('T2004', { value: to })
    if (from === undefined || to === undefined) return undefined
    const [first, last] = [from, to] as [number, number]
    if (first > last) return undefined
    const size = last - first + 1
    if (size > longest) fail('D2014', { value: size })
    bounds.list(size)
    const made: unknown[] = []
    for (let item = first; item <= last; item += 1) made.push(item)
    return made
  } catch (thrown) {
    throw noted(thrown, position, '..')
  }
}

/** What a side of `and`, `or` is worth. Throws D1001. */
export function boolized(
  value: unknown,
  position: number | undefined,
  token: string,
  bounds: RuntimeBounds,
): boolean {
  try {
    return truthy(value, bounds)
  } catch (thrown) {
    throw noted(thrown, position, token)
  }
}

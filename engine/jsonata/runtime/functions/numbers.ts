import type { Context } from '../builtin.ts'
import { fail } from '../fault.ts'

const decimal = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i
/** As JSONata asks it: only the first is bound to the beginning and only the last to the end, so that much is NaN. */
const otherBase = /^0x[\da-f]+|0o[0-7]+|0b[01]+$/i

/** $number */
export function number(given: unknown): number | undefined {
  if (given === undefined || typeof given === 'number') return given
  if (typeof given === 'boolean') return given ? 1 : 0
  const value = typeof given === 'string' ? numberOf(given) : undefined
  if (value !== undefined) return value
  return fail('D3030', { value: given, index: 1 })
}

/** $number of a text; nothing where it is none. */
export function numberOf(text: string): number | undefined {
  const { length } = text
  if (length > 0 && length < 16) {
    let value = 0
    let at = 0
    for (; at < length; at += 1) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (at === length) return value
  }
  if (decimal.test(text)) {
    const value = Number(text)
    if (Number.isFinite(value)) return value
  }
  return otherBase.test(text) ? Number(text) : undefined
}

/** $floor */
export const floor = (given: number | undefined): number | undefined =>
  given === undefined ? undefined : Math.floor(given)

/** $ceil */
export const ceil = (given: number | undefined): number | undefined =>
  given === undefined ? undefined : Math.ceil(given)

/** $abs */
export const abs = (given: number | undefined): number | undefined =>
  given === undefined ? undefined : Math.abs(given)

/** $sqrt */
export function sqrt(given: number | undefined): number | undefined {
  if (given === undefined) return undefined
  if (given < 0) fail('D3060', { index: 1, value: given })
  return Math.sqrt(given)
}

/** $power */
export function power(base: number | undefined, exponent: number): number | undefined {
  if (base === undefined) return undefined
  const made = base ** exponent
  if (!Number.isFinite(made)) fail('D3061', { index: 1, value: base, exp: exponent })
  return made
}

/** $round: half to even, and never -0. */
export function round(given: number | undefined, places?: number): number | undefined {
  if (given === undefined) return undefined
  if (places === undefined || places === 0 || Number.isNaN(places)) return toEven(given)
  return shift(toEven(shift(given, places)), -places) + 0
}

function toEven(value: number): number {
  const up = Math.round(value)
  const even = Math.abs(up - value) === 0.5 && Math.abs(up % 2) === 1 ? up - 1 : up
  return even + 0
}

/** Moves the decimal point where it is written, since a product of powers of ten is not exact. */
function shift(value: number, places: number): number {
  const [digits, exponent] = String(value).split('e')
  return Number(`${digits}e${Number(exponent ?? 0) + places}`)
}

/** $formatBase */
export function formatBase(given: number | undefined, base?: number): string | undefined {
  if (given === undefined) return undefined
  const radix = base === undefined ? 10 : (round(base) as number)
  if (radix < 2 || radix > 36) fail('D3100', { value: radix })
  return (round(given) as number).toString(radix)
}

/** $random */
export function random(this: Context): number {
  return this.chance()
}

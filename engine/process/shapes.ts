import { epochMilliseconds } from '../time/instant.ts'

/**
 * What a value must be for nobody behind it to stumble. Answers with the path of the member that is not so, `''` for the
 * value itself; undefined: it is so. Members that it does not name are let through: a newer program may say more.
 */
export type Shape = (value: unknown) => string | undefined

/** `members` it must have, `perhaps` it may have. */
export function record(
  members: Readonly<Record<string, Shape>>,
  perhaps: Readonly<Record<string, Shape>> = {},
): Shape {
  const all = [...Object.entries(members), ...Object.entries(perhaps).map(maybe)]
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
    for (const [name, shape] of all) {
      const wrong = shape((value as Readonly<Record<string, unknown>>)[name])
      if (wrong !== undefined) return joined(name, wrong)
    }
    return undefined
  }
}

export const list =
  (shape: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return ''
    for (const [index, one] of value.entries()) {
      const wrong = shape(one)
      if (wrong !== undefined) return joined(String(index), wrong)
    }
    return undefined
  }

export const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value)

const when = (holds: (value: unknown) => boolean): Shape => {
  return (value) => (holds(value) ? undefined : '')
}
export const text = when((value) => typeof value === 'string')
export const name = when((value) => typeof value === 'string' && value !== '')
export const flag = when((value) => typeof value === 'boolean')
export const whole = when(Number.isSafeInteger)
export const revision = when((value) => Number.isSafeInteger(value) && (value as number) > 0)
/** `CONTEST|UNIT`. */
export const resultKey = when((value) => typeof value === 'string' && /^[^|]+\|[^|]+$/.test(value))

/** Whole numbers by name, this one among them. */
export const countsWith =
  (member: string): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null) return ''
    for (const one in value) {
      if (!Number.isSafeInteger((value as Readonly<Record<string, unknown>>)[one])) return one
    }
    return member in value ? undefined : member
  }

/** A time with an offset. Those of one changeset are the same: the last good one is known. */
export function instant(): Shape {
  let known: string | undefined
  return (value) => {
    if (value === known && known !== undefined) return undefined
    if (typeof value !== 'string' || epochMilliseconds(value) === undefined) return ''
    known = value
    return undefined
  }
}

const maybe = ([member, shape]: readonly [string, Shape]): readonly [string, Shape] => [
  member,
  (value) => (value === undefined ? undefined : shape(value)),
]

const joined = (member: string, path: string): string => (path === '' ? member : `${member}.${path}`)

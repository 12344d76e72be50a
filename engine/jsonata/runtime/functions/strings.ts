import type { Context } from '../builtin.ts'
import { characters, hasPairs, offsetOf } from './code-points.ts'

type Text = string | undefined

/** $substring: by characters. */
export function substring(text: Text, start: number, long?: number): Text {
  if (text === undefined) return undefined
  // Partly applied it may be given a list, whose items then stand for characters.
  if (typeof text !== 'string') return ofItems([...(text as Iterable<unknown>)], start, long)
  const pairs = hasPairs(text)
  const size = pairs ? characters(text) : text.length
  const first = size + start < 0 ? 0 : start
  if (long !== undefined && long <= 0) return ''
  const end = long === undefined ? undefined : (first >= 0 ? first : size + first) + long
  if (!pairs) return text.slice(first, end)
  return text.slice(
    offsetOf(text, placeIn(size, first)),
    end === undefined ? undefined : offsetOf(text, placeIn(size, end)),
  )
}

function ofItems(items: readonly unknown[], start: number, long?: number): string {
  const { length: size } = items
  const first = size + start < 0 ? 0 : start
  if (long === undefined) return items.slice(first).join('')
  if (long <= 0) return ''
  return items.slice(first, (first >= 0 ? first : size + first) + long).join('')
}

/** Where a slice that is given this number begins or ends: negative ones count from the end. */
function placeIn(size: number, place: number): number {
  const whole = Number.isNaN(place) ? 0 : Math.trunc(place)
  return whole < 0 ? Math.max(size + whole, 0) : whole
}

/** $substringBefore */
export function substringBefore(text: Text, sign: string): Text {
  const at = text?.indexOf(sign) ?? -1
  return at < 0 ? text : text?.slice(0, at)
}

/** $substringAfter */
export function substringAfter(text: Text, sign: string): Text {
  const at = text?.indexOf(sign) ?? -1
  return at < 0 ? text : text?.slice(at + sign.length)
}

/** $lowercase */
export const lowercase = (text: Text): Text => text?.toLowerCase()

/** $uppercase */
export const uppercase = (text: Text): Text => text?.toUpperCase()

/** $length: in characters. */
export function length(text: Text): number | undefined {
  if (text === undefined) return undefined
  // Partly applied it may be given a list.
  return typeof text === 'string' ? characters(text) : [...(text as Iterable<unknown>)].length
}

/** $trim: blanks, tabs and ends of lines, and only these, as one blank, and none at both ends. */
export const trim = (text: Text): Text => (text === undefined ? undefined : trimmed(text))

/** $trim of a text. */
export function trimmed(text: string): string {
  const { length: size } = text
  let first = 0
  while (first < size && isBlank(text.charCodeAt(first))) first += 1
  let end = size
  while (end > first && isBlank(text.charCodeAt(end - 1))) end -= 1
  for (let at = first; at < end; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign > 32 || !isBlank(sign)) continue
    if (sign !== 32 || isBlank(text.charCodeAt(at + 1))) return text.slice(first, end).replace(blanks, ' ')
  }
  return first === 0 && end === size ? text : text.slice(first, end)
}

const blanks = /[ \t\n\r]+/g
const isBlank = (sign: number): boolean =>
  sign === 32 || (sign <= 13 && (sign === 9 || sign === 10 || sign === 13))

/** $pad: by characters. */
export function pad(this: Context, text: Text, width: number, signs?: string): Text {
  this.bounds.text(Math.abs(width))
  if (text === undefined) return undefined
  const missing = Math.abs(Math.trunc(width)) - (length(text) ?? 0)
  if (!(missing > 0)) return text
  const padding = padded(signs === undefined || signs === '' ? ' ' : signs, missing)
  this.bounds.text(text.length + padding.length)
  return width > 0 ? text + padding : padding + text
}

function padded(signs: string, size: number): string {
  // Partly applied it may be given a number.
  if (typeof signs !== 'string') return Array.from({ length: size + 1 }).join(signs)
  if (signs.length === 1) return signs.repeat(size)
  // Halves of pairs may become one character where the signs meet.
  const times = signs.isWellFormed() ? Math.ceil(size / characters(signs)) : size
  const all = signs.repeat(times)
  return all.slice(0, offsetOf(all, size))
}

/** $join */
export function join(this: Context, texts: readonly string[] | undefined, separator = ''): Text {
  if (texts === undefined) return undefined
  let size = separator.length * texts.length
  for (let at = 0; at < texts.length; at += 1) size += texts[at]?.length ?? 0
  this.bounds.text(size)
  return texts.join(separator)
}

import { Buffer } from 'node:buffer'
import type { Context } from '../builtin.ts'
import { fail } from '../fault.ts'
import type { Anything } from './anything.ts'
import { substring } from './strings.ts'

function substringBefore(text: Anything, sign: Anything): unknown {
  if (text === undefined) return undefined
  const at = text.indexOf(sign)
  return at > -1 ? text.substring(0, at) : text
}

function substringAfter(text: Anything, sign: Anything): unknown {
  if (text === undefined) return undefined
  const at = text.indexOf(sign)
  if (at <= -1) return text
  // A function of the expression has no length.
  const { length, jsonata } = sign
  return text.substring(at + (jsonata === undefined ? length : undefined))
}

const lowercase = (text: Anything): unknown => (text === undefined ? undefined : text.toLowerCase())
const uppercase = (text: Anything): unknown => (text === undefined ? undefined : text.toUpperCase())

/** Only a text can do what it takes. */
const trim = (text: Anything): unknown =>
  text === undefined ? undefined : text.replace(/[ \t\n\r]+/g, ' ').trim()

function pad(this: Context, text: Anything, width: Anything, signs?: Anything): unknown {
  if (text === undefined) return undefined
  const filling = signs === undefined || signs.length === 0 ? ' ' : signs
  const wide = Math.trunc(width)
  const missing = Math.abs(wide) - [...text].length
  if (!(missing > 0)) return text
  this.bounds.text(missing)
  const all = Array.from({ length: missing + 1 }).join(filling)
  this.bounds.text(all.length)
  const padding = filling.length > 1 ? substring(all, 0, missing) : all
  return wide > 0 ? text + padding : padding + text
}

function join(this: Context, texts: Anything, separator: Anything = ''): unknown {
  if (texts === undefined) return undefined
  const made = texts.join(separator)
  this.bounds.text(made.length)
  return made
}

const base64encode = (text: Anything): unknown =>
  text === undefined ? undefined : Buffer.from(text, 'latin1').toString('base64')

function assert(condition: Anything, message: Anything): undefined {
  if (condition) return undefined
  return fail('D3141', { message: message || '$assert() statement failed' })
}

const error = (message: Anything): never =>
  fail('D3137', { message: message || '$error() function evaluated' })

/** Of what nobody has checked: see `unchecked`. */
export const uncheckedTexts = {
  substringBefore,
  substringAfter,
  lowercase,
  uppercase,
  trim,
  pad,
  join,
  base64encode,
  assert,
  error,
}

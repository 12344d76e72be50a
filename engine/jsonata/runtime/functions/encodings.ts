import { Buffer } from 'node:buffer'
import type { Context } from '../builtin.ts'
import { fail } from '../fault.ts'

type Text = string | undefined

/** $base64encode: of the low byte of each unit. */
export function base64encode(this: Context, text: Text): Text {
  if (text === undefined) return undefined
  this.bounds.text(Math.ceil(text.length / 3) * 4)
  return Buffer.from(text, 'latin1').toString('base64')
}

/** $base64decode: one character of each byte. */
export const base64decode = (text: Text): Text =>
  text === undefined ? undefined : Buffer.from(text, 'base64').toString('latin1')

/** $encodeUrlComponent */
export function encodeUrlComponent(this: Context, text: Text): Text {
  return bounded(this, coded(encodeURIComponent, text, 'encodeUrlComponent'))
}

/** $encodeUrl */
export function encodeUrl(this: Context, text: Text): Text {
  return bounded(this, coded(encodeURI, text, 'encodeUrl'))
}

/** $decodeUrlComponent */
export const decodeUrlComponent = (text: Text): Text => coded(decodeURIComponent, text, 'decodeUrlComponent')

/** $decodeUrl */
export const decodeUrl = (text: Text): Text => coded(decodeURI, text, 'decodeUrl')

function coded(code: (text: string) => string, text: Text, functionName: string): Text {
  if (text === undefined) return undefined
  try {
    return code(text)
  } catch {
    return fail('D3140', { value: text, functionName })
  }
}

/** What was made is at most nine times as long as what was bounded before. */
function bounded({ bounds }: Context, text: Text): Text {
  if (text !== undefined) bounds.text(text.length)
  return text
}

import type { JsonPath } from '../../flow/json-path.ts'
import { scanJson } from './scan.ts'

/** Where a node stands in the text of its document. Undefined: there is no such node. */
export function locate(
  text: string,
  path: JsonPath,
): { readonly start: number; readonly end: number } | undefined {
  const trail: (string | number | undefined)[] = []
  let start: number | undefined
  let end: number | undefined
  const here = (): boolean => trail.length === path.length && path.every((step, at) => step === trail[at])
  /** A value begins: in an array that is the next index. */
  const enter = (offset: number): void => {
    const last = trail.at(-1)
    if (typeof last === 'number') trail[trail.length - 1] = last + 1
    if (here()) start = offset
  }
  const leave = (after: number): void => {
    if (start !== undefined && here()) end = after
  }
  scanJson(text, Number.POSITIVE_INFINITY, {
    open: (offset) => {
      enter(offset)
      trail.push(text[offset] === '[' ? -1 : undefined)
    },
    close: (after) => {
      trail.pop()
      leave(after)
    },
    key: (name) => {
      trail[trail.length - 1] = name
    },
    scalar: (from, after) => {
      enter(from)
      leave(after)
    },
  })
  return start === undefined || end === undefined ? undefined : { start, end }
}

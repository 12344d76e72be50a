import type { Scalar } from 'yaml'

/**
 * Where a character of a scalar's value stands in the file. Exact for literal blocks (`|`) and for texts on one line
 * without escapes; else the place where the scalar begins.
 */
export function sourceOffset(text: string, scalar: Scalar, offset: number): number {
  const [start, end] = scalar.range ?? [0, 0]
  const value = String(scalar.value)
  if (scalar.type === 'BLOCK_LITERAL') return literalOffset(text, start, value, offset)
  const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE'
  const inner = start + (quoted ? 1 : 0)
  return text.slice(inner, end - (quoted ? 1 : 0)) === value ? inner + Math.min(offset, value.length) : start
}

/** Line by line: each stands in the file as in the value, behind the indentation that all have in common. */
function literalOffset(text: string, start: number, value: string, offset: number): number {
  const before = value.slice(0, offset)
  const row = before.split('\n').length - 1
  const column = offset - (before.lastIndexOf('\n') + 1)
  const values = value.split('\n')
  let line = text.indexOf('\n', start) + 1
  if (line === 0) return start
  const filled = values.findIndex((one) => one.trim() !== '')
  let indent = 0
  for (let index = 0, at = line; index <= filled; index += 1) {
    const next = text.indexOf('\n', at)
    const raw = text.slice(at, next === -1 ? text.length : next).replace(/\r$/, '')
    if (index === filled) indent = raw.length - (values[filled]?.length ?? 0)
    at = next + 1
  }
  for (let index = 0; index < row; index += 1) line = text.indexOf('\n', line) + 1
  return line + indent + column
}

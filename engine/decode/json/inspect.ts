import { feedError } from '../../errors/feed-error.ts'
import { placeIn, scanJson } from './scan.ts'

/**
 * Refuses what JSON.parse would break on without a place or pass over in silence: bad syntax, nesting, a key that stands
 * twice, a number that a double does not hold. Answers whether there are integers to be kept as text.
 */
export function inspectJson(text: string, depth: number, bigIntegers: 'error' | 'text'): boolean {
  const keys: Set<string>[] = []
  let level = 0
  let big = false
  scanJson(text, depth, {
    open: () => {
      const used = keys[level++]
      if (used) used.clear()
      else keys.push(new Set())
    },
    close: () => {
      level--
    },
    key: (name, offset) => {
      const seen = keys[level - 1]
      if (seen?.has(name))
        throw feedError('DECODE_DUPLICATE_KEY', { key: name }, { place: placeIn(text, offset) })
      seen?.add(name)
    },
    scalar: (start, end) => {
      const first = text.charCodeAt(start)
      if (first !== 45 && (first < 48 || first > 57)) return
      // Of so few characters only an exponent makes a number too large.
      if (end - start < 16 && !hasExponent(text, start, end)) return
      const literal = text.slice(start, end)
      if (Math.abs(Number(literal)) <= Number.MAX_SAFE_INTEGER) return
      if (bigIntegers === 'error' || !/^-?\d+$/.test(literal))
        throw feedError('DECODE_NUMBER', { literal: literal.slice(0, 100) }, { place: placeIn(text, start) })
      big = true
    },
  })
  return big
}

function hasExponent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 57) return true
  return false
}

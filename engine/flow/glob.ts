import picomatch from 'picomatch'
import { type NoRegex, regexOf } from './regex.ts'

/** A pattern of names, such as `results_*.{csv,zip}`; `*` stays within a folder, `**` does not. */
export interface Glob {
  test(name: string): boolean
}

/** What a name must not be for the library's own matching; whoever uses a glob has refused such names before. */
const lookarounds = [String.raw`(?!(?:^|\/)\.{1,2}(?:\/|$))`, String.raw`(?!\.{1,2}(?:\/|$))`, '(?=.)']

/**
 * Compiles a pattern. Names come from far sides: matching one takes a time that its length bounds, which the library's
 * own expressions do not (each `*` tries every place). A hidden name (`.old.csv`) fits only a pattern that says the dot,
 * unless `hidden` is true.
 */
export function globOf(pattern: string, { hidden = false } = {}): Glob | NoRegex {
  const source = sourceOf(pattern)
  if (typeof source !== 'string') return source
  const plain = lookarounds.reduce((text, lookaround) => text.replaceAll(lookaround, ''), source)
  const regex = regexOf(plain, 's')
  if ('problem' in regex) {
    const isNegated = pattern.includes('!(')
    return isNegated ? { problem: 'it says what a name must not be; say what it must be' } : regex
  }
  const saysDot = hidden || /(?:^|[/{,(|])\./.test(pattern)
  return { test: (name) => (saysDot || !/(?:^|\/)\./.test(name)) && regex.test(name) }
}

function sourceOf(pattern: string): string | NoRegex {
  try {
    return picomatch.makeRe(pattern, { dot: true }).source
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

import type { Excerpt } from '../model/row.ts'

/** A line of a raw text as it is shown; undefined stands for lines that are left out. */
export type FocusedLine = { readonly line: number; readonly text: string } | undefined

/** So many lines are shown whole; of more, those that matter. */
const mostLines = 8
/** Of a longer line, what stands around the first thing that matters. */
const mostCharacters = 240

/**
 * What matters of a raw text: its first line, and the lines that hold one of the words, given as people or as machines
 * write figures. A row may be all counties of a state, and a file one single line.
 */
export function focused({ line, text }: Excerpt, words: readonly string[]): readonly FocusedLine[] {
  const wanted = words.filter((word) => word !== '').map(wholeWord)
  const lines = text.split(/\r\n?|\n/).map((one, index) => ({ line: line + index, text: one }))
  if (lines.length <= mostLines) return lines.map((one) => cropped(one, wanted))
  const telling = lines.slice(1).filter((one) => wanted.some((word) => word.test(one.text)))
  const kept =
    telling.length === 0
      ? lines.slice(0, mostLines)
      : [...lines.slice(0, 1), ...telling.slice(0, mostLines - 1)]
  const shown: FocusedLine[] = []
  for (const [index, one] of kept.entries()) {
    const before = kept[index - 1]
    if (before !== undefined && one.line > before.line + 1) shown.push(undefined)
    shown.push(cropped(one, wanted))
  }
  if ((kept.at(-1)?.line ?? 0) < (lines.at(-1)?.line ?? 0)) shown.push(undefined)
  return shown
}

function cropped(
  one: { readonly line: number; readonly text: string },
  words: readonly RegExp[],
): FocusedLine {
  if (one.text.length <= mostCharacters) return one
  const found = words.map((word) => word.exec(one.text)?.index).find((index) => index !== undefined) ?? 0
  const start = Math.max(0, Math.min(found - mostCharacters / 2, one.text.length - mostCharacters))
  const end = start + mostCharacters
  const text = `${start > 0 ? '…' : ''}${one.text.slice(start, end)}${end < one.text.length ? '…' : ''}`
  return { line: one.line, text }
}

/** Not as a part of a longer number or word. */
const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`, 'u')

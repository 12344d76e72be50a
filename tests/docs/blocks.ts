import { readFileSync } from 'node:fs'

/** A fenced block of a page: its language, what stands behind the language, its text, and the line it begins at. */
export interface Block {
  readonly language: string
  readonly title: string
  readonly text: string
  readonly line: number
}

export function blocksOf(path: string): readonly Block[] {
  const page = readFileSync(path, 'utf8')
  return [...page.matchAll(/^```(\w+) ?([^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: title = '', 3: text = '', index }) => ({
      language,
      title,
      text,
      line: page.slice(0, index).split('\n').length + 1,
    }),
  )
}

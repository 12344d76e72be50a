import { readFileSync } from 'node:fs'

/** A fenced block of a page: its language, what stands behind the language, its text, and the line it begins at. */
export interface Block {
  readonly path: string
  readonly language: string
  readonly title: string
  readonly text: string
  readonly line: number
}

/** The pages that explain the spec language. */
export const specPages = [
  'spec',
  'sources',
  'decoding',
  'selecting',
  'checks',
  'quality-rules',
  'desk',
  'arbitration',
].map((name) => `docs/${name}.md`)

/** All blocks of a page; with `under`, those between that heading and the next one. */
export function blocksOf(path: string, under?: string): readonly Block[] {
  const page = readFileSync(path, 'utf8')
  const [begins, ends] = under === undefined ? [0, page.length] : sectionOf(page, under)
  return [...page.matchAll(/^```(\w+) ?([^\n]*)\n([\s\S]*?)^```$/gm)]
    .filter(({ index }) => index >= begins && index < ends)
    .map(({ 1: language = '', 2: title = '', 3: text = '', index }) => ({
      path,
      language,
      title,
      text,
      line: page.slice(0, index).split('\n').length + 1,
    }))
}

function sectionOf(page: string, heading: string): readonly [number, number] {
  const headings = [...page.matchAll(/^##+ (.*)$/gm)]
  const at = headings.findIndex(([, text]) => text === heading)
  return [headings[at]?.index ?? page.length, headings[at + 1]?.index ?? page.length]
}

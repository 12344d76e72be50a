import type { CheerioAPI } from 'cheerio'
import { feedError } from '../../errors/feed-error.ts'
import { placeText } from '../lines.ts'
import { checkComplete } from './complete.ts'
import { checkNesting } from './nesting.ts'
import { elementsBelow, type HtmlNode } from './tree.ts'

/** A page as browsers read it. */
export interface Page {
  readonly root: HtmlNode
  /** Elements below one that match a CSS selector, in the order of the page. */
  find(within: HtmlNode, css: string): readonly HtmlNode[]
  /** The line of an element; with the column if another element begins on it before. */
  placeOf(element: HtmlNode): string
}

/** Reads a page whole. One that ends before what it opened is closed is DECODE_FAILED. */
export async function pageOf(text: string, depth: number, signal: AbortSignal): Promise<Page> {
  checkNesting(text, depth)
  signal.throwIfAborted()
  const cheerio = await import('cheerio')
  const page: CheerioAPI = cheerio.load(text, { sourceCodeLocationInfo: true })
  const root = page.root().get(0) as unknown as HtmlNode
  checkComplete(text, root)

  const first = new Map<number, number>()
  for (const [{ sourceCodeLocation: where }, level] of elementsBelow(root)) {
    const line = where?.startLine ?? 1
    if (level > depth) throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place: placeText(line) })
    if (where && where.startOffset < (first.get(line) ?? Infinity)) first.set(line, where.startOffset)
  }
  return {
    root,
    find: (within, css) =>
      page(within as never)
        .find(css)
        .toArray()
        .map((found) => found as unknown as HtmlNode),
    placeOf(element) {
      let node: HtmlNode | null = element
      while (node !== null && !node.sourceCodeLocation) node = node.parent
      const where = node?.sourceCodeLocation
      if (!where || node?.name === undefined) return placeText(1)
      return where.startOffset === first.get(where.startLine)
        ? placeText(where.startLine)
        : placeText(where.startLine, where.startCol)
    },
  }
}

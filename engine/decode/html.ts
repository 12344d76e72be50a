import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { MarkupNode } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { Decoder } from './decoder.ts'
import { elementText } from './element-text.ts'
import { checkComplete } from './html/complete.ts'
import { checkNesting } from './html/nesting.ts'
import { seenText } from './html/text.ts'
import { elementsBelow, type HtmlNode } from './html/tree.ts'
import { placeText } from './lines.ts'
import { EncodingName, lenientText } from './text.ts'
import { wholeText } from './whole-text.ts'

/**
 * An HTML page, read as browsers do. Its encoding is the spec's, whatever the page says of itself. A page that ends before
 * what it opened is closed was cut off.
 */
export const html = component({
  type: 'html',
  summary: 'An HTML page; select takes rows out of it.',
  options: Type.Object(
    { encoding: Type.Optional(EncodingName) },
    { additionalProperties: false, description: 'How to read HTML.' },
  ),
  create: ({ encoding = 'utf-8' }): Decoder => ({
    gives: 'markup',
    async decode(payload, limits, signal) {
      const body = await contentOf(payload.body, 'html', signal)
      const text = await wholeText(body, encoding, limits.treeBytes, signal)
      checkNesting(text, limits.depth)
      signal.throwIfAborted()
      return { shape: 'markup', root: await markup(text, limits.depth) }
    },
    excerpt: (body, place) => elementText(lenientText(body, encoding), place),
  }),
})

async function markup(text: string, depth: number): Promise<MarkupNode> {
  const cheerio = await import('cheerio')
  const page = cheerio.load(text, { sourceCodeLocationInfo: true })
  const root = page.root().get(0) as unknown as HtmlNode
  checkComplete(text, root)

  const first = new Map<number, number>()
  for (const [{ sourceCodeLocation: where }, level] of elementsBelow(root)) {
    const line = where?.startLine ?? 1
    if (level > depth) throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place: placeText(line) })
    if (where && where.startOffset < (first.get(line) ?? Infinity)) first.set(line, where.startOffset)
  }
  /** The line; with the column if another element begins on it before. */
  const placeOf = (element: HtmlNode): string => {
    let node: HtmlNode | null = element
    while (node !== null && !node.sourceCodeLocation) node = node.parent
    const where = node?.sourceCodeLocation
    if (!where || node?.name === undefined) return placeText(1)
    return where.startOffset === first.get(where.startLine)
      ? placeText(where.startLine)
      : placeText(where.startLine, where.startCol)
  }

  const known = new WeakMap<HtmlNode, MarkupNode>()
  const nodeOf = (element: HtmlNode): MarkupNode => {
    const before = known.get(element)
    if (before) return before
    const node: MarkupNode = {
      place: placeOf(element),
      get text() {
        return seenText(element)
      },
      attribute: (name) => (Object.hasOwn(element.attribs ?? {}, name) ? element.attribs?.[name] : undefined),
      select: (css) =>
        page(element as never)
          .find(css)
          .toArray()
          .map((found) => nodeOf(found as unknown as HtmlNode)),
    }
    known.set(element, node)
    return node
  }
  return nodeOf(root)
}

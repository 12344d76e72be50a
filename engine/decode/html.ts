import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Excerpt, MarkupNode } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { Decoder } from './decoder.ts'
import { elementText } from './element-text.ts'
import { liesHidden } from './html/hidden.ts'
import { linesIn } from './html/lines-in.ts'
import { pageOf } from './html/page.ts'
import { seenText } from './html/text.ts'
import type { HtmlNode } from './html/tree.ts'
import { lineText } from './text/line-text.ts'
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
      return { shape: 'markup', root: await markup(text, limits.depth, signal) }
    },
    excerpt: (body, place) => elementOrLine(lenientText(body, encoding), place),
  }),
})

/** What stands at a place: an element, or a line of a text in one. */
const elementOrLine = (text: string, place: string): Excerpt | undefined =>
  elementText(text, place) ?? lineText(text, place)

async function markup(text: string, depth: number, signal: AbortSignal): Promise<MarkupNode> {
  const page = await pageOf(text, depth, signal)
  const known = new WeakMap<HtmlNode, MarkupNode>()
  const nodeOf = (element: HtmlNode): MarkupNode => {
    const before = known.get(element)
    if (before) return before
    const node: MarkupNode = {
      place: page.placeOf(element),
      get text() {
        return seenText(element)
      },
      get hidden() {
        return liesHidden(element)
      },
      lines: () => linesIn(element),
      attribute: (name) => (Object.hasOwn(element.attribs ?? {}, name) ? element.attribs?.[name] : undefined),
      select: (css) => page.find(element, css).map(nodeOf),
    }
    known.set(element, node)
    return node
  }
  return nodeOf(page.root)
}

import type { HtmlNode } from './tree.ts'

/** Elements that a reader sees as part of the word or line around them. Of superscripts that is not so: 12<sup>1</sup>. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong time tt u var wbr'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style', 'template', 'noscript'])

/** The text that a reader sees in a node, white space folded; cells, blocks and line breaks part words. */
export function seenText(root: HtmlNode): string {
  const pieces: string[] = []
  const rest: (HtmlNode | string)[] = [root]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') pieces.push(next)
    else if (next.type === 'text') pieces.push(next.data ?? '')
    else if (next.children && !unseen.has(next.name ?? '')) {
      const space = next.name === undefined || inline.has(next.name) ? '' : ' '
      rest.push(space)
      for (let at = next.children.length - 1; at >= 0; at--) rest.push(next.children[at] as HtmlNode)
      rest.push(space)
    }
  }
  return pieces.join('').replace(/\s+/g, ' ').trim()
}

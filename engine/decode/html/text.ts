import { isHidden } from './hidden.ts'
import type { HtmlNode } from './tree.ts'

/** Elements that a reader sees as part of the word or line around them. Of superscripts that is not so: 12<sup>1</sup>. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong time tt u var wbr'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style', 'template', 'noscript'])

/**
 * The text that a reader sees in a node, white space folded; cells, blocks and line breaks part words. Digits of two
 * elements are of two numbers: a style may part them, and together they are a number that nobody wrote.
 */
export function seenText(root: HtmlNode): string {
  const pieces: string[] = []
  let parted = false
  const add = (text: string): void => {
    if (text === '') return
    if (parted && /^\d/.test(text) && /\d$/.test(pieces.at(-1) ?? '')) pieces.push(' ')
    parted = false
    pieces.push(text)
  }
  const rest: (HtmlNode | string)[] = [root]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string') {
      if (next === ' ') pieces.push(next)
      else parted = true
    } else if (next.type === 'text') add(next.data ?? '')
    else if (next === root || (next.children && !unseen.has(next.name ?? '') && !isHidden(next))) {
      const space = next.name === undefined || inline.has(next.name) ? '' : ' '
      const children = next.children ?? []
      rest.push(space)
      for (let at = children.length - 1; at >= 0; at--) rest.push(children[at] as HtmlNode)
      rest.push(space)
    }
  }
  return pieces.join('').replace(/\s+/g, ' ').trim()
}

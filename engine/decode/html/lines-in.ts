import type { Line } from '../../model/row.ts'
import { placeText } from '../lines.ts'
import { isHidden } from './hidden.ts'
import type { HtmlNode } from './tree.ts'

/** The text in a node as it stands, cut into lines; the place of each is its line in the page. */
export function linesIn(root: HtmlNode): readonly Line[] {
  const lines: { text: string; place: string }[] = []
  let open = false
  const rest: HtmlNode[] = [root]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.type === 'text') add(node.data ?? '', node.sourceCodeLocation?.startLine ?? 1)
    else if (node.name === 'br') open = false
    else if (node !== root && isHidden(node)) continue
    else
      for (let at = (node.children?.length ?? 0) - 1; at >= 0; at--)
        rest.push(node.children?.[at] as HtmlNode)
  }
  return lines

  function add(text: string, first: number): void {
    // A page that is read as a whole has line ends of one kind.
    for (const [at, piece] of text.split('\n').entries()) {
      const last = lines.at(-1)
      if (at === 0 && open && last !== undefined) last.text += piece
      else lines.push({ text: piece, place: placeText(first + at) })
      open = true
    }
  }
}

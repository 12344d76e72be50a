import type { HtmlNode } from './tree.ts'

const unseen =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\s*(?:!\s*important\s*)?(?:;|$)/i

/** Whether a page says of an element that it is not shown. Style sheets are not read: they may say the same of a class. */
export const isHidden = ({ attribs }: HtmlNode): boolean =>
  attribs !== undefined && (Object.hasOwn(attribs, 'hidden') || unseen.test(attribs['style'] ?? ''))

/** The same of the element or of what it lies in. */
export function liesHidden(element: HtmlNode): boolean {
  for (let node: HtmlNode | null = element; node !== null; node = node.parent) if (isHidden(node)) return true
  return false
}

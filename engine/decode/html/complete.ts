import { feedError } from '../../errors/feed-error.ts'
import { breaksIn, placeText } from '../lines.ts'
import { type HtmlNode, isElement } from './tree.ts'

/** HTML has no errors, but a page that was cut off shows: what it opened is not closed at its end. */
export function checkComplete(text: string, root: HtmlNode): void {
  const html = root.children?.find((node) => node.name === 'html')
  const body = html?.children?.find((node) => node.name === 'body' || node.name === 'frameset')
  const closed = [html, body].some((node) => node?.sourceCodeLocation?.endTag !== undefined)
  if (closed) return
  const broken = (problem: string): never => {
    throw feedError('DECODE_FAILED', { format: 'html', problem }, { place: placeText(breaksIn(text) + 1) })
  }
  for (const node of [html, body]) if (node?.sourceCodeLocation) broken(`it ends before </${node.name}>`)
  if (text.lastIndexOf('<') > text.lastIndexOf('>')) broken('it ends inside a tag')
  if (text.lastIndexOf('<!--') > text.lastIndexOf('-->')) broken('it ends inside a comment')
  let elements = 0
  for (let node = body; node !== undefined; node = node.children?.findLast(isElement)) {
    elements++
    const where = node.sourceCodeLocation
    if (where && !where.endTag && where.endOffset === text.length && !optional.has(node.name ?? ''))
      broken(`it ends before </${node.name}>`)
  }
  if (elements < 2) broken('it has no element')
}

/** Elements that may stay open, or have nothing to close. */
const optional = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption rp rt'.split(
    ' ',
  ),
)

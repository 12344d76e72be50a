import { feedError } from '../../errors/feed-error.ts'
import { lineAt, placeText } from '../lines.ts'

/** These have no end tag, or end by themselves; others may nest as deep as a hostile page likes. */
const shallow = new Set(
  'area base br col embed hr img input link meta source track wbr html head body p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption rp rt'.split(
    ' ',
  ),
)

/** Refuses deep nesting before the page is parsed: the time that parsing takes grows with its square. */
export function checkNesting(text: string, depth: number): void {
  const open: string[] = []
  const tag =
    /<!--[^]*?(?:-->|$)|<(script|style|textarea|title)\b[^]*?(?:<\/\1\b|$)|<(\/?)([a-z][^\s/<>]*)[^<>]*/gi
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const name = found[3]?.toLowerCase()
    if (name === undefined || shallow.has(name)) continue
    if (found[2] === '/') {
      const at = open.lastIndexOf(name)
      if (at !== -1) open.length = at
    } else if (open.push(name) > depth) {
      const place = placeText(lineAt(text, found.index).line)
      throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place })
    }
  }
}

import type { Node } from '../jsonata/tree.ts'

/** Where a node begins in the text of the expression; a call, at the name of its function. */
export function startOf(node: Node, text: string): number | undefined {
  if (node.type === 'function' || node.type === 'partial') {
    return node.procedure === undefined ? undefined : startOf(node.procedure, text)
  }
  if (node.type === 'path' && node.steps?.[0] !== undefined) return startOf(node.steps[0], text)
  return node.position === undefined ? undefined : tokenStart(text, node.position)
}

const pairs = new Set(['..', ':=', '!=', '>=', '<=', '**', '~>', '?:', '??'])
const single = '.[]{}(),@#;:?+-*/%|=<>^&!~'

/** Where the token that ends at an offset begins. */
export function tokenStart(text: string, end: number): number {
  const last = text.charAt(end - 1)
  if (last === '`') return text.lastIndexOf('`', end - 2)
  if (last === '"' || last === "'") return quoteStart(text, end, last)
  const number = /(?:\d+\.)?\d+(?:[eE][-+]?\d+)?$/.exec(text.slice(Math.max(0, end - 40), end))
  const word = wordStart(text, end)
  const digits = end - (number?.[0].length ?? 0)
  if (digits < end && digits <= word && wordStart(text, digits) === digits) return digits
  if (word < end) return word
  return pairs.has(text.slice(end - 2, end)) ? end - 2 : end - 1
}

function wordStart(text: string, end: number): number {
  let start = end
  while (
    start > 0 &&
    !single.includes(text.charAt(start - 1)) &&
    !/[ \t\n\r\v]/.test(text.charAt(start - 1))
  ) {
    start -= 1
  }
  return start
}

/** Quotes inside a text of JSONata are escaped: the nearest one that is not is where it began. */
function quoteStart(text: string, end: number, quote: string): number {
  for (let start = text.lastIndexOf(quote, end - 2); start >= 0; start = text.lastIndexOf(quote, start - 1)) {
    const escapes = /\\*$/.exec(text.slice(0, start))?.[0].length ?? 0
    if (escapes % 2 === 0) return start
    if (start === 0) break
  }
  return end - 1
}

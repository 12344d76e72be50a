import type { Json } from '../../engine/model/json.ts'
import type { Pair } from './grammar.ts'

/** Tries before it is left as it is: enough for what grammars and mappings write. */
const most = 4_000

/** The smallest pair found that still differs: signs are taken out of the expression and members out of the data. */
export async function shrunk(pair: Pair, differs: (pair: Pair) => Promise<boolean>): Promise<Pair> {
  let tries = 0
  let best = pair
  const better = async (next: Pair): Promise<boolean> => {
    tries += 1
    if (tries > most || !(await differs(next))) return false
    best = next
    return true
  }
  while (await improved()) {}
  return best

  async function improved(): Promise<boolean> {
    for (const candidate of smaller(best)) {
      // Each depends on the one before.
      // oxlint-disable-next-line no-await-in-loop
      if (await better(candidate)) return true
      if (tries > most) return false
    }
    return false
  }
}

/** Pairs with something less, the boldest first. */
function* smaller({ expression, data }: Pair): Generator<Pair> {
  for (const simpler of smallerData(data)) yield { expression, data: simpler }
  for (const shorter of smallerTexts(expression)) yield { expression: shorter, data }
}

function* smallerTexts(expression: string): Generator<string> {
  const tokens = tokensOf(expression)
  for (let length = tokens.length; length > 0; length -= 1) {
    for (let start = 0; start + length <= tokens.length; start += 1) {
      const out = tokens.slice(start, start + length)
      if (!isBalanced(out)) continue
      const [before, after] = [tokens.slice(0, start), tokens.slice(start + length)]
      yield [...before, ...after].join('')
      if (length === 1) continue
      for (const instead of ['1', 'a', '"a"', '$', 'null', '()', '[]']) {
        if (out.join('').trim().length > instead.length) yield [...before, instead, ...after].join('')
      }
      if (/^[([{]/.test(out[0] ?? '')) yield [...before, ...out.slice(1, -1), ...after].join('')
    }
  }
}

const openings = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

function isBalanced(tokens: readonly string[]): boolean {
  const open: (string | undefined)[] = []
  for (const token of tokens) {
    const sign = token.trim()
    if (openings.has(sign)) open.push(openings.get(sign))
    else if (sign === ')' || sign === ']' || sign === '}') {
      if (open.pop() !== sign) return false
    }
  }
  return open.length === 0
}

/** White space goes with the token before it. */
export const tokensOf = (expression: string): readonly string[] =>
  expression
    .match(
      /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(?<=[(,:;~>=&?]\s*)\/(?:[^/\\\s]|\\.)+\/[im]*|\$?[\p{L}_$][\p{L}\p{N}_]*|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\.|:=|!=|<=|>=|\*\*|~>|\?:|\?\?|[^])\s*/gu,
    )
    ?.map((token) => token) ?? []

function* smallerData(data: Json): Generator<Json> {
  if (typeof data !== 'object' || data === null) {
    if (data !== null) yield null
    if (data !== 1 && typeof data === 'number') yield 1
    if (typeof data === 'string' && data !== '' && data !== 'a') yield 'a'
    return
  }
  yield null
  const entries = Object.entries(data)
  const rebuilt = (changed: readonly (readonly [string, unknown])[]): Json =>
    (Array.isArray(data) ? changed.map(([, item]) => item) : Object.fromEntries(changed)) as Json
  for (const [index, [, member]] of entries.entries()) {
    yield member as Json
    yield rebuilt(entries.toSpliced(index, 1))
  }
  for (const [index, [key, member]] of entries.entries()) {
    for (const simpler of smallerData(member as Json)) yield rebuilt(entries.with(index, [key, simpler]))
  }
}

import { fail } from './fault.ts'
import { kindsIn } from './kinds.ts'

/** One parameter of a signature: an expression over the letters of kinds, and what is done with what it takes. */
export interface Parameter {
  /** Which arguments it takes: `[sm]`, `[asnblfom]?`. */
  pattern: string
  /** `s`, `a`, `(nsb)` … */
  type: string
  /** What stands in `<…>` behind it. */
  subtype?: string
  /** Where the context stands in for an argument left out: the kinds of context that can. */
  context?: RegExp
  /** Kinds of one argument, where it takes one at most, and takes it where it can. */
  kinds?: number
  optional?: boolean
}

/** Kinds of values that may stand for a letter. Everything can be missing, but where a function is due. */
const letters: Readonly<Record<string, string>> = {
  s: '[sm]',
  n: '[nm]',
  b: '[bm]',
  l: '[lm]',
  o: '[om]',
  a: '[asnblfom]',
  f: 'f',
  j: '[asnblom]',
  x: '[asnblfom]',
}

/** Reads what stands in `<…>`, but for what a function gives back. Throws S0401, S0402. */
export function parametersOf(definition: string): readonly Parameter[] {
  const parameters: Parameter[] = []
  // Signs that say more of a parameter may stand before the first.
  let open: Partial<Parameter> = {}
  let last = open
  const add = (pattern: string, type: string): void => {
    const added = Object.assign(open, { pattern, type })
    parameters.push(added)
    last = added
    open = {}
  }
  for (let at = 1; at < definition.length && definition[at] !== ':'; at += 1) {
    const sign = definition[at] as string
    const pattern = Object.hasOwn(letters, sign) ? letters[sign] : undefined
    if (pattern !== undefined) add(pattern, sign)
    else if (sign === '-') {
      last.context = new RegExp(last.pattern ?? '')
      last.pattern = `${last.pattern}?`
    } else if (sign === '?' || sign === '+') last.pattern = `${last.pattern}${sign}`
    else if (sign === '(') {
      const end = closing(definition, at, '(', ')')
      const choice = definition.substring(at + 1, end)
      if (choice.includes('<')) fail('S0402', { value: choice, offset: at })
      add(`[${choice}m]`, `(${choice})`)
      at = end
    } else if (sign === '<') {
      if (last.type !== 'a' && last.type !== 'f') fail('S0401', { value: last.type, offset: at })
      const end = closing(definition, at, '<', '>')
      last.subtype = definition.substring(at + 1, end)
      at = end
    }
  }
  for (const parameter of parameters) Object.assign(parameter, atMostOne(parameter.pattern))
  return parameters
}

/** Where the bracket ends that opens at an offset; the end of the text, if it does not. */
function closing(text: string, from: number, opening: string, end: string): number {
  let depth = 1
  let at = from + 1
  for (; at < text.length; at += 1) {
    if (text[at] === end) depth -= 1
    else if (text[at] === opening) depth += 1
    if (depth === 0) break
  }
  return at
}

function atMostOne(pattern: string): Pick<Parameter, 'kinds' | 'optional'> {
  const plain = /^(?:f|\[([a-z]+)\])(\??)$/.exec(pattern)
  if (plain === null) return {}
  return { kinds: kindsIn(plain[1] ?? 'f'), optional: plain[2] === '?' }
}

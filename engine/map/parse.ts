import jsonata from 'jsonata'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import { tokenStart } from './node-start.ts'
import { type SyntaxFault, syntaxWords } from './syntax-words.ts'

export interface Parsed {
  readonly expression: jsonata.Expression
  readonly ast: Node
}
export interface SyntaxProblem {
  readonly problem: string
  readonly remedy: string
  /** Into the text. Undefined: the parser does not say where. */
  readonly offset: number | undefined
}

/** The library that reads and interprets: tests put in one that evaluates members of an object one after another. */
export const interpreter: { of: (text: string, options?: jsonata.JsonataOptions) => jsonata.Expression } = {
  of: jsonata,
}

/**
 * Reads an expression. `options` go to the interpreter as they are. The library copies what stands left of `?:` and `??`
 * through JSON, where a regular expression becomes an empty object that matches other things: it is put back here.
 */
export function parseExpression(text: string, options: jsonata.JsonataOptions): Parsed | SyntaxProblem {
  try {
    const expression = interpreter.of(text, options)
    const ast = expression.ast() as unknown as Node
    restoreExpressions(ast)
    return { expression, ast }
  } catch (thrown) {
    return problemOf(thrown as SyntaxFault, text)
  }
}

function restoreExpressions(ast: Node): void {
  const regexes = [...nodesOf(ast)].filter((node) => node.type === 'regex')
  const whole = new Map(
    regexes.flatMap((node) => (node.value instanceof RegExp ? [[node.position, node.value]] : [])),
  )
  for (const node of regexes) Object.assign(node, { value: whole.get(node.position) ?? node.value })
}

function problemOf(fault: SyntaxFault, text: string): SyntaxProblem {
  if (text.trim() === '') {
    return { problem: 'The mapping is empty', remedy: 'Write what a row becomes.', offset: 0 }
  }
  if (fault instanceof RangeError) {
    return { problem: 'The expression is nested too deeply', remedy: 'Divide it.', offset: undefined }
  }
  if (fault instanceof SyntaxError) return regexProblem(fault.message, text)
  const offset = offsetOf(fault, text)
  const end = fault.position ?? 0
  return { ...syntaxWords(fault, text.slice(tokenStart(text, end), end)), offset }
}

function offsetOf({ code, position }: SyntaxFault, text: string): number | undefined {
  if (code === undefined || position === undefined) return undefined
  switch (code) {
    case 'S0101':
    case 'S0105':
    case 'S0302':
      return openingOf(text, code)
    case 'S0102':
    case 'S0106':
      return position
    case 'S0103':
    case 'S0104':
    case 'S0301':
    case 'S0401':
    case 'S0402':
      return position - 1
    case 'S0203':
    case 'S0207':
      return text.trimEnd().length
    default:
      return tokenStart(text, position)
  }
}

/** Where something that never closes was opened: the last sign before which the same text is still whole. */
function openingOf(text: string, code: string): number | undefined {
  const signs = code === 'S0302' ? /\// : code === 'S0105' ? /`/ : /["']/
  for (let start = text.length - 1; start >= 0; start -= 1) {
    if (!signs.test(text.charAt(start))) continue
    if (codeOf(text.slice(0, start)) !== code && codeOf(text.slice(0, start + 1)) === code) return start
  }
  return undefined
}

function codeOf(text: string): string | undefined {
  try {
    jsonata(text)
    return undefined
  } catch (thrown) {
    return (thrown as SyntaxFault).code
  }
}

/** A regular expression that the machine itself refuses; its message quotes it, the parser says no place. */
function regexProblem(message: string, text: string): SyntaxProblem {
  const [, source = '', reason = message] =
    /^Invalid regular expression: \/(.*)\/\w*: (.*)$/s.exec(message) ?? []
  let offset = text.indexOf(`/${source}/`)
  while (offset !== -1 && codeOf(text.slice(0, offset + 1)) !== 'S0302') {
    offset = text.indexOf(`/${source}/`, offset + 1)
  }
  return {
    problem: `The regular expression is not valid: ${reason}`,
    remedy: /^\(\?[a-z]+\)/.test(source)
      ? 'What holds for all of it stands behind it: /…/i.'
      : 'Signs with a meaning of their own are written with a backslash: \\( \\. \\+',
    offset: offset === -1 ? undefined : offset,
  }
}

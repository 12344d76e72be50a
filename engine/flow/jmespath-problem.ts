import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import { jmespathFunctions } from './jmespath-functions.ts'
import { jmespathLibrary } from './jmespath-library.ts'
import { isBundled } from './library.ts'
import { near } from './near.ts'

interface Token {
  readonly type: string
  readonly value: unknown
  readonly start: number
}
interface Node {
  readonly type: string
  readonly name?: string
}
const compile = (text: string) => jmespathLibrary.use().compile(text) as Node
const tokenize = (text: string) => jmespathLibrary.use().tokenize(text) as readonly (Token | undefined)[]

/** What is wrong with an expression, at its own character. Undefined: nothing. */
export function jmespathProblem(
  text: string,
  at: (offset: number) => Position | undefined,
): FeedError | undefined {
  if (isBundled) return undefined
  const offset = mistakeIn(text)
  if (offset !== undefined) {
    const problem =
      offset < text.length ? `"${text.slice(offset).trim()}" does not fit there` : 'it ends too early'
    const remedy =
      'Names with other characters than letters, digits and _ stand in double quotes: "ballot-measures"[]. See jmespath.org.'
    return feedError('SELECT_SYNTAX', { language: 'JMESPath', problem, remedy }, { at: at(offset) })
  }
  for (const name of functionsIn(compile(text))) {
    if (jmespathFunctions.includes(name)) continue
    const details = { name, near: near(name, jmespathFunctions), names: jmespathFunctions }
    return feedError('SELECT_UNKNOWN_FUNCTION', details, { at: at(Math.max(text.indexOf(`${name}(`), 0)) })
  }
  return undefined
}

/** Where an expression stops making sense; at its end if it ends too early. The library itself does not say. */
function mistakeIn(text: string): number | undefined {
  const lexical = unreadable(text)
  if (lexical !== undefined) return lexical
  const tokens = tokenize(text)
  const lax = tooLax(text, tokens)
  if (lax !== undefined) return lax
  if (faultOf(text) === undefined) return undefined
  for (const [index, token] of tokens.entries()) {
    const fault = faultOf(text.slice(0, tokens[index + 1]?.start ?? text.length))
    if (fault !== undefined && !fault.message.includes('EOF')) return token?.start
  }
  return text.length
}

/** The first character that no token begins with. */
function unreadable(text: string): number | undefined {
  for (let end = 1; end <= text.length; end++) {
    try {
      tokenize(text.slice(0, end))
    } catch (error) {
      if ((error as Error).name === 'LexerError') return end - 1
    }
  }
  return undefined
}

/** What the library lets pass: a single "=", which it reads as nothing, and a dot with nothing to look for behind it. */
function tooLax(text: string, tokens: readonly (Token | undefined)[]): number | undefined {
  const behindDot = ['UnquotedIdentifier', 'QuotedIdentifier', 'Star', 'Lbracket', 'Lbrace']
  for (const [index, token] of tokens.entries()) {
    if (token === undefined) return text.indexOf('=', tokens[index - 1]?.start)
    if (token.type !== 'Dot') continue
    const next = tokens[index + 1]
    if (next === undefined || !behindDot.includes(next.type)) return next?.start ?? text.length
  }
  return undefined
}

function faultOf(text: string): Error | undefined {
  try {
    compile(text)
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** Every function that an expression calls, wherever it stands in the tree. */
function functionsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, name } = node as Node
  const own = type === 'Function' && name !== undefined ? [name] : []
  return [...own, ...Object.values(node).flatMap(functionsIn)]
}

import { feedError } from '../errors/feed-error.ts'
import { type NoRegex, type Regex, regexOf } from '../flow/regex.ts'
import { type Node, nodesOf, startOf } from './ast.ts'
import type { Problem } from './problem.ts'

/**
 * Regular expressions of mappings are matched as those of all specs: in time that their text bounds. JSONata makes an
 * engine of each when it comes to it, of the expression that the machine itself has read.
 */
class BoundedRegex {
  /** Where the next match may begin; JSONata sets it. */
  lastIndex = 0
  readonly regex: Regex
  constructor(source: RegExp) {
    const regex = compiled(source)
    if ('problem' in regex) throw feedError('MAP_REGEX', { regex: source.source, problem: regex.problem })
    this.regex = regex
  }

  exec(text: string): ((string | undefined)[] & { readonly index: number }) | null {
    const found = this.lastIndex > text.length ? undefined : this.regex.numbered(text, this.lastIndex)
    if (found === undefined) {
      this.lastIndex = 0
      return null
    }
    this.lastIndex = found.end
    return Object.assign([...found.all], { index: found.start })
  }
}
export const regexEngine = BoundedRegex

const known = new WeakMap<RegExp, Regex | NoRegex>()
function compiled(source: RegExp): Regex | NoRegex {
  const before = known.get(source)
  if (before !== undefined) return before
  const made = regexOf(source.source, source.flags.replaceAll('g', ''))
  known.set(source, made)
  return made
}

/** Regular expressions that nothing but trying can match. */
export const wrongRegexes = (ast: Node, text: string): readonly Problem[] =>
  [...nodesOf(ast)].flatMap((node) => {
    if (!(node.value instanceof RegExp)) return []
    const regex = compiled(node.value)
    if (!('problem' in regex)) return []
    const details = { regex: node.value.source, problem: regex.problem }
    const found = text.lastIndexOf(`/${node.value.source}/`, node.position)
    const offset = found === -1 ? startOf(node, text) : found
    return [{ offset, error: (at) => feedError('MAP_REGEX', details, { at }) }]
  })

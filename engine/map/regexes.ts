import { feedError } from '../errors/feed-error.ts'
import {
  type Executed,
  type NativeRegex,
  type NoRegex,
  proofOf,
  provenRegex,
  type Regex,
  regexOf,
} from '../flow/regex.ts'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import { startOf } from './node-start.ts'
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

  exec(text: string): Executed | null {
    const found = this.lastIndex > text.length ? null : this.regex.exec(text, this.lastIndex)
    this.lastIndex = found === null ? 0 : found.index + (found[0] ?? '').length
    return found
  }

  /** Whether anything matches: what does not matter. */
  test(text: string): boolean {
    return this.lastIndex === 0 ? this.regex.test(text) : this.exec(text) !== null
  }
}
export const regexEngine = BoundedRegex

/** One and the same is written in a spec, read by its check and again by the code that is made of it. */
const known = new Map<string, Regex | NoRegex>()
const flagsOf = ({ flags }: RegExp): string => flags.replaceAll('g', '')
const compiled = (regex: RegExp): Regex | NoRegex => compiledOf(regex.source, flagsOf(regex))

const compiledOf = (source: string, flags: string): Regex | NoRegex =>
  known.get(`${flags}/${source}`) ?? keep(source, flags, regexOf(source, flags))

function keep(source: string, flags: string, made: Regex | NoRegex): Regex | NoRegex {
  if (known.size >= 1_000) known.clear()
  known.set(`${flags}/${source}`, made)
  return made
}

/** What is proven of a regular expression, as data: a bundle has it, so that nothing is proven when it runs. */
export interface ProvenRegex {
  readonly source: string
  /** Those of i, m and s that it has. */
  readonly flags: string
  readonly native: NativeRegex
}

/** The proofs for the regular expressions of a mapping; of those that have none nothing. */
export const proofsOf = (ast: Node): readonly ProvenRegex[] =>
  [...nodesOf(ast)].flatMap(({ value }) =>
    value instanceof RegExp ? proven(value.source, flagsOf(value)) : [],
  )

export function proven(source: string, flags = ''): readonly ProvenRegex[] {
  const native = proofOf(source, flags)
  return native === undefined ? [] : [{ source, flags, native }]
}

/** Makes known what was proven before. */
export function believe(proofs: readonly ProvenRegex[]): void {
  for (const { source, flags, native } of proofs) keep(source, flags, provenRegex(source, flags, native))
}

/** The same for any expression without flags that rules have. */
export const regexKnown = (source: string): Regex | NoRegex => compiledOf(source, '')

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

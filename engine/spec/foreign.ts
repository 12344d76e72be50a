import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'

/** Levels of nesting that a spec may have. */
const deepest = 50

/** An anchor or a tag stands before its node, within so many characters. */
const longestMark = 200

/** Everything that is YAML and no part of the spec language, each kind and name once, at its first place. */
export function foreign(root: Node, text: string, at: (offset: number) => Position): readonly FeedError[] {
  const found = new Map<string, FeedError>()
  const refuse = (what: string, node: Node): void => {
    if (found.has(what)) return
    const start = node.range?.[0] ?? 0
    const [marks = ''] = /(?:[&!]\S*\s+)+$/.exec(text.slice(Math.max(0, start - longestMark), start)) ?? []
    found.set(what, feedError('SPEC_YAML_FEATURE', { what }, { at: at(start - marks.length) }))
  }
  const visit = (node: unknown, depth: number): void => {
    if (isPair(node)) {
      if (!isScalar(node.key) && isNode(node.key)) refuse('a key that is no text', node.key)
      if (isScalar(node.key) && node.key.value === '<<' && node.key.type === 'PLAIN')
        refuse('a merge key (<<)', node.key)
      visit(node.key, depth)
      visit(node.value, depth)
      return
    }
    if (!isNode(node)) return
    if (isAlias(node)) refuse(`an alias (*${node.source})`, node)
    else if (node.anchor !== undefined) refuse(`an anchor (&${node.anchor})`, node)
    else if (node.tag !== undefined) refuse(`a tag (${node.tag})`, node)
    else if (depth > deepest) refuse(`nesting of more than ${deepest} levels`, node)
    else if (isMap(node) || isSeq(node)) for (const item of node.items) visit(item, depth + 1)
  }
  visit(root, 0)
  return [...found.values()]
}

/** Keys that are given twice in one place: the second one, and where the first stands. Keys that YAML takes for numbers. */
export function wrongKeys(root: Node, at: (offset: number) => Position): readonly FeedError[] {
  const found: FeedError[] = []
  const visit = (node: unknown): void => {
    if (isPair(node)) visit(node.value)
    else if (isSeq(node)) for (const item of node.items) visit(item)
    else if (isMap(node)) {
      const firsts = new Map<string, Position>()
      for (const pair of node.items) {
        if (isScalar(pair.key)) {
          const name = pair.key.source ?? String(pair.key.value)
          const place = at(pair.key.range?.[0] ?? 0)
          if (typeof pair.key.value !== 'string') found.push(noText(name, place))
          const first = firsts.get(name)
          if (first === undefined) firsts.set(name, place)
          else {
            const details = { what: 'key', name, other: `line ${first.line}` }
            found.push(feedError('SPEC_SAME_NAME', details, { at: place }))
          }
        }
        visit(pair)
      }
    }
  }
  visit(root)
  return found
}

/** Without quotes `01` is the number 1, and a lookup would miss it. */
function noText(name: string, at: Position): FeedError {
  const details = { what: `The key ${name}`, seen: 'no text', expected: 'must be one' }
  return feedError('SPEC_VALUE', { ...details, meaning: `Put it in quotes: "${name}".` }, { at })
}

import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Path } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import { sourceOffset } from './scalar-offset.ts'

/** A YAML file that people write, as plain data that knows where each value stands. */
export interface SpecDocument {
  readonly file: string
  /** Null where there is nothing to read: the problems say why. */
  readonly value: Json
  readonly problems: readonly FeedError[]
  /** Of the value at this path, or of the nearest one above that exists; `offset` counts characters into a scalar. */
  position(path: Path, offset?: number): Position
  /** Of the key that names the value at this path. */
  keyPosition(path: Path): Position
}

/** Longer than any spec that a person can review. */
const longest = 1_000_000

/**
 * Parses YAML 1.2 (core schema): `no` is a text, keys are unique. Anchors, aliases and tags are no part of the spec
 * language: what they bring could not be reviewed where it applies, and a few aliases can stand for gigabytes.
 */
export function parseSpec(file: string, text: string): SpecDocument {
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const start: Position = { file, line: 1, column: 1 }
  const broken = (problems: readonly FeedError[]): SpecDocument => ({
    file,
    value: null,
    problems,
    position: () => start,
    keyPosition: () => start,
  })
  if (text.length > longest) return broken([feedError('SPEC_TOO_LONG', { limit: longest }, { at: start })])
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false })
  const syntax = [...document.errors, ...document.warnings].map(({ message, pos }) =>
    feedError('SPEC_SYNTAX', { problem: sentence(message) }, { at: at(pos[0]) }),
  )
  if (syntax.length > 0) return broken(syntax)
  const root = document.contents
  const refused = root === null ? [] : foreign(root, at)
  if (refused.length > 0) return broken(refused)
  const find = (path: Path) => follow(root, path)
  return {
    file,
    value: document.toJS() as Json,
    problems: [],
    position(path, offset) {
      const { value, exact } = find(path)
      if (!isNode(value) || value.range == null) return start
      return at(
        exact && offset !== undefined && isScalar(value) ? sourceOffset(text, value, offset) : value.range[0],
      )
    },
    keyPosition(path) {
      const { key, value } = find(path)
      const node = isNode(key) ? key : value
      return isNode(node) && node.range != null ? at(node.range[0]) : start
    },
  }
}

const sentence = (message: string): string => (message.split('\n')[0] ?? message).trim().replace(/[.:]$/, '')

interface Followed {
  readonly key: unknown
  readonly value: unknown
  readonly exact: boolean
}

/** The node at a path; the last one on the way where it ends early. */
function follow(root: unknown, path: Path): Followed {
  let found: Followed = { key: undefined, value: root, exact: true }
  for (const step of path) {
    const { value } = found
    if (isMap(value)) {
      const pair = value.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (pair === undefined) return { ...found, exact: false }
      found = { key: pair.key, value: pair.value ?? pair.key, exact: true }
    } else if (isSeq(value)) {
      const item = value.items[Number(step)]
      if (item === undefined) return { ...found, exact: false }
      found = { key: undefined, value: item, exact: true }
    } else return { ...found, exact: false }
  }
  return found
}

/** Everything that is YAML and no part of the spec language. */
function foreign(root: Node, at: (offset: number) => Position): readonly FeedError[] {
  const found: FeedError[] = []
  const refuse = (what: string, node: Node) =>
    found.push(feedError('SPEC_YAML_FEATURE', { what }, { at: at(node.range?.[0] ?? 0) }))
  const visit = (node: unknown, depth: number): void => {
    if (isPair(node)) {
      if (!isScalar(node.key) && isNode(node.key)) refuse('a key that is no text', node.key)
      visit(node.key, depth)
      visit(node.value, depth)
      return
    }
    if (!isNode(node)) return
    if (isAlias(node)) refuse(`an alias (*${node.source})`, node)
    else if (node.anchor !== undefined) refuse(`an anchor (&${node.anchor})`, node)
    else if (node.tag !== undefined) refuse(`a tag (${node.tag})`, node)
    else if (depth > 50) refuse('more than 50 levels', node)
    else if (isMap(node) || isSeq(node)) for (const item of node.items) visit(item, depth + 1)
  }
  visit(root, 0)
  return found
}

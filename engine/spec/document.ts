import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml'
import type { Path } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import { foreign, wrongKeys } from './foreign.ts'
import { sourceOffset } from './scalar-offset.ts'
import { yamlFault } from './yaml-fault.ts'

/** A YAML file that people write, as plain data that knows where each value stands. */
export interface SpecDocument {
  readonly file: string
  /** Null where there is nothing to read: the problems say why. Of a key that is given twice, the last. */
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
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: false,
  })
  const root = document.contents
  const refused = root === null ? [] : foreign(root, text, at)
  const all = [...document.errors, ...document.warnings]
  const faults = telling(all)
  if (faults.length > 0) return broken(faults.map((fault) => yamlFault(fault, at(fault.pos[0]))))
  const [tag] = all
  if (tag !== undefined && refused.length === 0)
    return broken([feedError('SPEC_YAML_FEATURE', { what: 'a tag' }, { at: at(tag.pos[0]) })])
  if (refused.length > 0) return broken(refused)
  const find = (path: Path) => follow(root, path)
  return {
    file,
    value: document.toJS() as Json,
    // Keys that are wrong by themselves hide nothing else.
    problems: root === null ? [] : wrongKeys(root, at),
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

/** The first fault mostly brings all others about, but for tabs, which are each one. Tags are refused anyway. */
function telling(faults: readonly YAMLError[]): readonly YAMLError[] {
  const [first, ...rest] = faults
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .toSorted((one, other) => one.pos[0] - other.pos[0])
  return first === undefined ? [] : [first, ...rest.filter(({ code }) => code === 'TAB_AS_INDENT')]
}

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
      const pair = value.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step))
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

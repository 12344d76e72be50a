import type { Json, JsonObject } from '../../model/json.ts'

export interface Level {
  readonly name: string
  readonly expression: string
  /** Whether its nodes are the members of an object, not the items of a list. */
  readonly isOfMembers: boolean
}
export interface LevelNode {
  /** Of a member: its name. */
  readonly key?: string
  readonly value: Json
}
export interface LevelRow {
  readonly row: JsonObject
  readonly at: string
}
type NodesIn = (node: Json, level: Level, place: string) => readonly LevelNode[]

/**
 * Rows of nested lists: one for each node of the innermost level, with the nodes that contain it by the names of their
 * levels. Of those the member is left out by which the next expression begins: it is the list that the rows are of, and
 * with it each row would hold all others.
 */
export function* levelsOf(
  root: Json,
  levels: readonly Level[],
  place: (node: Json) => string,
  nodesIn: NodesIn,
  outer: LevelRow = { row: {}, at: '$' },
): Iterable<LevelRow> {
  const [level, ...rest] = levels
  if (level === undefined) {
    yield outer
    return
  }
  const through = beginOf(rest[0]?.expression)
  for (const { key, value } of nodesIn(root, level, outer.at)) {
    // A bare text or number has no place of its own.
    const at = typeof value === 'object' && value !== null ? place(value) : outer.at
    const told = without(value, through)
    const row = { ...outer.row, [level.name]: key === undefined ? told : { key, value: told } }
    yield* levelsOf(value, rest, place, nodesIn, { row, at })
  }
}

/** `ballotItems[].x` begins by ballotItems; what begins in another way goes through no one member. */
function beginOf(expression: string | undefined): string | undefined {
  const found = /^\s*(?:([A-Za-z_]\w*)|"((?:[^"\\]|\\.)*)")/.exec(expression ?? '')
  return found?.[1] ?? (found?.[2] === undefined ? undefined : (JSON.parse(`"${found[2]}"`) as string))
}

function without(node: Json, member: string | undefined): Json {
  if (member === undefined || typeof node !== 'object' || node === null || Array.isArray(node)) return node
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== member))
}

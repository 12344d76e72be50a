import type { Json, JsonObject } from '../../model/json.ts'

export interface LevelRow {
  readonly row: JsonObject
  readonly at: string
}
type ListIn = (node: Json, expression: string, place: string) => readonly Json[]

/**
 * Rows of nested lists: one for each node of the innermost level, with the nodes that contain it by the names of their
 * levels. Of those the member is left out by which the next expression begins: it is the list that the rows are of, and
 * with it each row would hold all others.
 */
export function* levelsOf(
  root: Json,
  levels: readonly (readonly [name: string, expression: string])[],
  place: (node: Json) => string,
  listIn: ListIn,
  outer: { readonly row: JsonObject; readonly at: string } = { row: {}, at: '$' },
): Iterable<LevelRow> {
  const [first, ...rest] = levels
  if (first === undefined) {
    yield outer
    return
  }
  const [name, expression] = first
  const through = beginOf(rest[0]?.[1])
  for (const node of listIn(root, expression, outer.at)) {
    // A bare text or number has no place of its own.
    const at = typeof node === 'object' && node !== null ? place(node) : outer.at
    yield* levelsOf(node, rest, place, listIn, { row: { ...outer.row, [name]: without(node, through) }, at })
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

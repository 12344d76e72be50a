/** How a path of element names looks in a spec: `ElectionResult/Contest/Choice`, from the root; `*` is any one name. */
export const pathPattern = '^[^/\\s]+(/[^/\\s]+)*$'

/** Where the paths of a spec lead from an element. */
export interface PathNode {
  /** A path ends here: the element is a row. */
  readonly row: boolean
  /** A path goes on: rows may stand below. */
  readonly leads: boolean
  /** The names that may come next. */
  readonly names: readonly string[]
  /** Undefined: no path goes through a child of this name. */
  child(name: string): PathNode | undefined
}

/** The node above the root of a document. */
export const pathsOf = (texts: readonly string[]): PathNode =>
  nodeAt(
    texts.map((text) => text.split('/')),
    0,
  )

function nodeAt(paths: readonly (readonly string[])[], depth: number): PathNode {
  const names = [...new Set(paths.flatMap((path) => path[depth] ?? []))]
  const known = new Map<string, PathNode | undefined>()
  /** `*` stands for all names that no path gives. */
  const under = (key: string): PathNode | undefined => {
    const on = paths.filter((path) => path[depth] === '*' || path[depth] === key)
    const node = on.length === 0 ? undefined : nodeAt(on, depth + 1)
    known.set(key, node)
    return node
  }
  return {
    row: paths.some((path) => path.length === depth),
    leads: names.length > 0,
    names,
    child(name) {
      const found = known.get(name)
      if (found !== undefined) return found
      const key = names.includes(name) ? name : '*'
      return known.has(key) ? known.get(key) : under(key)
    },
  }
}

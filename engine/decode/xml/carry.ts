import type { JsonObject } from '../../model/json.ts'
import { type PathNode, pathsOf } from './paths.ts'

/** How a spec writes an element that is carried: a path, and a child that it must have: `Report/Selection[Party]`. */
export const carryPattern = '^[^/\\s\\[\\]]+(/[^/\\s\\[\\]]+)*(\\[[^/\\s\\[\\]]+\\])?$'

/** Elements that stand beside rows and say something of those that come after them. */
export interface Carry {
  readonly any: boolean
  /** The paths of rows, and those of what is carried. */
  readonly paths: PathNode
  /** Under which names an element that ends is carried on. */
  leftBy(name: string, above: readonly { readonly name: string }[], fields: JsonObject): readonly string[]
}

/** What a spec wants to be carried, by the name that rows have it under. */
export function carryOf(rows: readonly string[], carried: Readonly<Record<string, string>>): Carry {
  const wanted = Object.entries(carried).map(([name, text]) => {
    const [, path = text, child] = /^([^[]*)(?:\[(.*)\])?$/.exec(text) ?? []
    return { name, path, parts: path.split('/'), child }
  })
  const all = pathsOf([...rows, ...wanted.map(({ path }) => path)])
  return {
    any: wanted.length > 0,
    paths: all,
    leftBy: (name, above, fields) =>
      wanted
        .filter(({ parts, child }) => {
          if (parts.length !== above.length + 1 || !fits(parts[above.length], name)) return false
          if (child !== undefined && !Object.hasOwn(fields, child)) return false
          return above.every((element, at) => fits(parts[at], element.name))
        })
        .map((each) => each.name),
  }
}

const fits = (part: string | undefined, name: string): boolean => part === '*' || part === name

import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { type Node, pairsOf } from '../jsonata/tree.ts'
import { objectsOf } from './line-objects.ts'
import { countLine } from './line-schema.ts'
import { startOf } from './node-start.ts'
import type { Problem } from './problem.ts'

interface Members {
  readonly properties?: Readonly<Record<string, Members>>
}

/** Keys that no count line has, in the objects that an expression writes out as its result. */
export function unknownKeys(ast: Node, text: string): readonly Problem[] {
  return objectsOf(ast).flatMap((object) => inside(object, 'A count line', countLine as unknown as Members))

  function inside(object: Node, within: string, { properties = {} }: Members): readonly Problem[] {
    const names = Object.keys(properties)
    return pairsOf(object).flatMap(([key, value]): readonly Problem[] => {
      if (key.type !== 'string') return []
      const name = String(key.value)
      const member = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (member === undefined) {
        const details = { key: name, within, near: near(name, names), names }
        const error: Problem['error'] = (at) => feedError('MAP_UNKNOWN_KEY', details, { at })
        return [{ offset: startOf(key, text), error }]
      }
      if (member.properties === undefined) return []
      return objectsOf(value).flatMap((found) => inside(found, `"${name}" of a count line`, member))
    })
  }
}

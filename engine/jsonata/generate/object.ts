import { type Node, pairsOf } from '../tree.ts'
import { groupOf } from './grouping.ts'
import type { Made } from './types.ts'
import type { Place, Writing } from './writing.ts'

/** `{ key: value }`: one object of the context. */
export const object = (w: Writing, node: Node, place: Place): Made =>
  groupOf(
    w,
    { lhs: pairsOf(node), ...(node.position === undefined ? {} : { position: node.position }) },
    place.input,
    {
      ...place,
      depth: place.depth - 1,
    },
  )

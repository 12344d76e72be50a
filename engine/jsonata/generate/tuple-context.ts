import type { Node } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { contextOf } from './items.ts'
import type { TupleNames } from './scope.ts'
import { anyValue, type Made } from './types.ts'
import { below, type Place, quoted, type Writing } from './writing.ts'

/** What is known of a stream of tuples: their names, and whether they are marked as such (an ordered list is not). */
export interface Stream {
  readonly names: TupleNames
  readonly marked: boolean
}

/** Writes a function of one tuple: its context is what the tuple holds. Gives the name of the function. */
export function tupleFunction(w: Writing, node: Node, stream: Stream, place: Place): string {
  const name = w.out.fresh('of')
  const [entry, tupled] = [w.out.fresh('entry'), w.out.fresh('tupled')]
  w.out.block(`const ${name} = (${entry}, ${tupled}) =>`, () => {
    const tuple = w.out.fresh('tuple')
    w.out.line(`const ${tuple} = ${tupled} ? ${entry} : ${w.use('noTuple')}`)
    const held = w.out.fresh('held')
    w.out.line(`const ${held} = ${tupled} ? ${entry}["@"] : ${entry}`)
    const names = new Map([...stream.names.keys()].map((one) => [one, false]))
    const inside = insideTuple(w, tuple, names, { js: held, type: anyValue }, [node], place)
    w.out.line(`return ${w.value(node, inside).js}`)
  })
  return name
}

/** The place of a node that sees the variables of a tuple. */
export function insideTuple(
  w: Writing,
  tuple: string,
  names: TupleNames,
  context: Made,
  nodes: readonly Node[],
  place: Place,
): Place {
  const scope = place.scope.tuple(tuple, names, bindsIn(nodes))
  return contextOf(w, context, { ...below(place), scope, straight: true })
}

export const held = (tuple: string): string => `${tuple}[${quoted('@')}]`

import type { Node } from '../tree.ts'
import { type Stream, tupleFunction } from './tuple-context.ts'
import { anyList, type Made } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** A filter of what may be a stream of tuples. */
export function tupleFiltered(w: Writing, expression: Node, value: Made, stream: Stream, place: Place): Made {
  if (expression.type === 'number') {
    const at = String(Math.floor(Number(expression.value)))
    return kept(w, { js: `${w.use('tupleAt')}(${value.js}, ${at})`, type: anyList })
  }
  const test = tupleFunction(w, expression, stream, place)
  return kept(w, { js: `${w.use('tuplesWhere')}(${value.js}, ${test}, bounds)`, type: anyList })
}

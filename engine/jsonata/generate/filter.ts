import type { Node } from '../tree.ts'
import { isTruth } from './failing.ts'
import { contextOf, eachOf, listed } from './items.ts'
import { anyList, type Made, may, only, originOf, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** `value[expression]`. */
export function filtered(w: Writing, expression: Node, value: Made, place: Place): Made {
  if (expression.type === 'number') {
    const at = String(Math.floor(Number(expression.value)))
    return kept(w, { js: `${w.use('itemAt')}(${value.js}, ${at})`, type: anyList, ...originOf(value) })
  }
  const source = kept(w, value)
  const list = may(source.type, anyList)
    ? kept(w, { ...source, js: listed(w, 'listOf', source), type: types.list })
    : undefined
  const found = w.out.fresh('found')
  w.out.line(`const ${found} = ${w.use('createSequence')}()`)
  if (list === undefined) {
    const context = contextOf(w, source, { ...below(place), straight: false })
    keepIf(w, expression, context, found, '0', '1')
  } else {
    const index = isTruth(expression) ? undefined : w.out.fresh('index')
    if (index !== undefined) w.out.line(`let ${index} = 0`)
    eachOf(w, list, below(place), (inside) => {
      keepIf(w, expression, inside, found, index ?? '0', `${list.js}.length`)
      if (index !== undefined) w.out.line(`${index} += 1`)
    })
  }
  w.out.line(`bounds.list(${found}.length)`)
  return { js: found, type: types.sequence, ...originOf(value) }
}

function keepIf(
  w: Writing,
  expression: Node,
  place: Place,
  found: string,
  index: string,
  count: string,
): void {
  const answer = w.value(expression, place)
  const item = place.input.js
  if (only(answer.type, types.boolean | types.nothing)) w.out.line(`if (${answer.js}) ${found}.push(${item})`)
  else {
    const times = `${w.use('chosen')}(${answer.js}, ${index}, ${count})`
    w.out.line(`for (let times = ${times}; times > 0; times -= 1) ${found}.push(${item})`)
  }
}

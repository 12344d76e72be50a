import type { Node } from '../tree.ts'
import { filtered } from './filter.ts'
import { contextOf, eachOf, listed } from './items.ts'
import { sorted } from './sort.ts'
import { anyList, anyValue, type Made, may, originOf, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/** What the steps give: settled, or as a list. */
export function stepsOf(w: Writing, steps: readonly Node[], place: Place, list: boolean): Made {
  const [first] = steps as [Node]
  const { input } = place
  const context = below(place)
  if (first.consarray === true) return constructed(w, steps, place)
  if (first.type === 'variable' || !may(input.type, anyList)) return onward(w, steps, 0, input, context, list)
  const items = { ...input, js: listed(w, 'listOf', input), type: types.list }
  return through(w, steps, 0, kept(w, items), context, true)
}

/** From a step that has one item as its context. */
function onward(
  w: Writing,
  steps: readonly Node[],
  at: number,
  item: Made,
  place: Place,
  list: boolean,
): Made {
  const step = steps[at] as Node
  if (step.type === 'sort') {
    const one = kept(w, { ...item, js: `${w.use('singleton')}(${item.js})`, type: types.sequence })
    return through(w, steps, at, one, place, true)
  }
  const here = item === place.input ? place : contextOf(w, item, place)
  const made = kept(w, stepped(w, step, here))
  if (at === steps.length - 1) return lastOf(w, made, list)
  if (!may(made.type, anyList | types.nothing)) {
    return onward(w, steps, at + 1, made, { ...place, straight: false }, list)
  }
  const ordered = steps[at + 1]?.type === 'sort'
  const items = kept(w, {
    ...made,
    js: ordered ? `${w.use('opened')}(${made.js})` : listed(w, 'itemsOf', made),
    type: ordered ? types.sequence : types.list,
  })
  return through(w, steps, at + 1, items, { ...place, straight: false }, true)
}

/** What the last step gave of one item. */
function lastOf(w: Writing, made: Made, list: boolean): Made {
  if (list) {
    const js = `${w.use('flattenedLast')}(${made.js} === undefined ? [] : [${made.js}])`
    return kept(w, { js, type: anyList, ...(made.raw === true ? originOf(made) : {}) })
  }
  if (!may(made.type, types.sequence)) return made
  return kept(w, { ...made, js: `${w.use('single')}(${made.js})` })
}

/** From a step that has the items of a list as its context. `ends`: with these steps the path ends. */
export function through(
  w: Writing,
  steps: readonly Node[],
  at: number,
  list: Made,
  place: Place,
  ends: boolean,
): Made {
  const step = steps[at]
  if (step === undefined) return list
  const last = ends && at === steps.length - 1
  if (step.type === 'sort') {
    let made = sorted(w, step, list, place)
    for (const { expr } of step.stages ?? []) if (expr !== undefined) made = filtered(w, expr, made, place)
    return through(w, steps, at + 1, made, place, ends)
  }
  const results = w.out.fresh('results')
  w.out.line(`const ${results} = []`)
  let type = 0
  eachOf(w, list, place, (inside) => {
    const made = kept(w, stepped(w, step, inside))
    type = made.type
    const there = may(made.type, types.nothing) ? `if (${made.js} !== undefined) ` : ''
    w.out.line(`${there}${results}.push(${made.js})`)
  })
  w.out.line(`bounds.list(${results}.length)`)
  const how = !may(type, anyList) ? 'sequenceOf' : last ? 'flattenedLast' : 'flattened'
  const named = step.type === 'name' || step.type === 'wildcard'
  const made = kept(w, {
    js: `${w.use(how)}(${results})`,
    type: last && may(type, anyList) ? anyList : types.sequence,
    ...(named ? originOf(list) : {}),
  })
  return through(w, steps, at + 1, made, place, ends)
}

/** A step with the filters behind it. */
export function stepped(w: Writing, step: Node, place: Place): Made {
  let made = w.value(step, place)
  for (const { expr } of step.stages ?? []) {
    if (expr !== undefined) made = filtered(w, expr, made, place)
  }
  return made
}

/** A path that begins with a list of its own: it is made once, of the whole context. */
function constructed(w: Writing, steps: readonly Node[], place: Place): Made {
  const { input } = place
  const context = may(input.type, anyList)
    ? `(Array.isArray(${input.js}) ? ${input.js} : ${w.use('singleton')}(${input.js}))`
    : `${w.use('singleton')}(${input.js})`
  const whole = kept(w, { js: context, type: anyList })
  const made = kept(w, w.value(steps[0] as Node, contextOf(w, whole, below(place))))
  if (steps.length === 1) return made
  const js = w.out.fresh()
  w.out.line(`let ${js} = ${made.js}`)
  w.out.block(`if (${made.js} !== undefined && ${made.js}.length !== 0)`, () => {
    const inner = through(w, steps, 1, made, { ...below(place), straight: false }, true)
    w.out.line(`${js} = ${inner.js}`)
  })
  return { js, type: anyValue }
}

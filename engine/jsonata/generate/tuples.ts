import type { Node } from '../tree.ts'
import { contextOf } from './items.ts'
import { stepped, through } from './steps.ts'
import { held, insideTuple, type Stream, tupleFunction } from './tuple-context.ts'
import { tupleFiltered } from './tuple-filter.ts'
import { tupleGroup } from './tuple-group.ts'
import { namesOfStep } from './tuple-names.ts'
import { anyList, anyValue, type Made, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** A path whose steps bind variables: from the first that does, it hands on tuples of what was bound and the item. */
export function tuplePath(w: Writing, node: Node, place: Place): Made {
  const steps = node.steps ?? []
  const from = steps.findIndex(({ tuple }) => tuple === true)
  const ahead = before(w, steps.slice(0, from), steps[0]?.type === 'variable', place)
  let { list } = ahead
  let at = from
  if (from === 0 && steps[0]?.consarray === true) {
    const made = kept(w, w.value(steps[0], contextOf(w, list, below(place))))
    if (steps[0].focus === undefined) list = made
    at = 1
  }
  let tuples: Made | undefined
  let stream: Stream = { names: new Map(), marked: true }
  for (; at < steps.length; at += 1) {
    const step = steps[at] as Node
    const made = tupleStep(w, step, tuples, list, stream, place)
    const named = namesOfStep(step, tuples === undefined)
    const marked = step.type === 'sort' && tuples !== undefined ? false : stream.marked
    stream = { names: new Map([...stream.names, ...named.map((name) => [name, true] as const)]), marked }
    tuples = staged(w, step, made, stream, place)
  }
  // Without items no tuples were begun.
  const all =
    tuples === undefined || from === 0
      ? (tuples ?? list)
      : kept(w, { ...tuples, js: `(${list.js}.length === 0 ? ${list.js} : ${tuples.js})` })
  const holds = `${w.use('heldBy')}(${all.js})`
  let made = node.tuple === true ? all : kept(w, { js: holds, type: types.sequence })
  if (node.tuple !== true && ahead.written !== undefined) {
    const js = `(${ahead.written}?.length === 0 ? ${ahead.written} : ${made.js})`
    made = kept(w, { js, type: anyList })
  }
  if (node.keepSingletonArray === true) {
    made = kept(w, { js: `${w.use('keptList')}(${made.js})`, type: anyList })
  }
  return node.group === undefined ? made : tupleGroup(w, node.group, all, stream, place)
}

/** What the steps give that bind nothing, as the items for those that do; and the list that is written as the first. */
function before(
  w: Writing,
  steps: readonly Node[],
  absolute: boolean,
  place: Place,
): { readonly list: Made; readonly written?: string } {
  const { input } = place
  const first = steps[0]
  const list = kept(
    w,
    absolute
      ? { js: `[${input.js}]`, type: types.list }
      : { ...input, js: `${w.use('listOf')}(${input.js})`, type: types.list },
  )
  if (first === undefined) return { list }
  const inside = { ...below(place), straight: false }
  if (first.consarray !== true) return { list: through(w, steps, 0, list, inside, false) }
  const made = kept(w, stepped(w, first, contextOf(w, list, below(place))))
  const items = kept(w, { js: `(${made.js} ?? [])`, type: types.list })
  return { list: through(w, steps, 1, items, inside, false), written: made.js }
}

function tupleStep(
  w: Writing,
  step: Node,
  tuples: Made | undefined,
  list: Made,
  stream: Stream,
  place: Place,
): Made {
  if (step.type === 'sort') return tupleSort(w, step, tuples, list, stream, place)
  const source = tuples ?? kept(w, { js: `${w.use('tuplesOf')}(${list.js})`, type: types.sequence })
  const made = w.out.fresh('tuples')
  w.out.line(`const ${made} = ${w.use('createStream')}()`)
  const tuple = w.out.fresh('tuple')
  w.out.block(`for (const ${tuple} of ${source.js})`, () => {
    w.out.line('bounds.step()')
    const context = w.out.fresh('held')
    w.out.line(`const ${context} = ${held(tuple)}`)
    const names = { js: context, type: anyValue }
    const bare: Node = { ...step, stages: [] }
    const inside = insideTuple(w, tuple, stream.names, names, [bare], place)
    const value = w.value(bare, inside)
    const [focus, index, ancestor] = [step.focus, step.index, step.ancestor?.label].map((name) =>
      name === undefined ? 'undefined' : quoted(name),
    )
    w.out.line(`${w.use('extended')}(${made}, ${tuple}, ${value.js}, ${focus}, ${index}, ${ancestor})`)
  })
  w.out.line(`bounds.list(${made}.length)`)
  return { js: made, type: types.sequence }
}

function tupleSort(
  w: Writing,
  step: Node,
  tuples: Made | undefined,
  list: Made,
  stream: Stream,
  place: Place,
): Made {
  const terms = (step.terms ?? []).map(({ expression, descending }) => {
    const of = tupleFunction(w, expression, stream, place)
    return `{ of: ${of}, descending: ${String(descending)} }`
  })
  const how = tuples === undefined ? 'tuplesSorted' : 'sortedTuples'
  const index = tuples === undefined ? `, ${quoted(String(step.index))}` : ''
  const js = `${w.use(how)}(${(tuples ?? list).js}, [${terms.join(', ')}], ${String(step.position)}, bounds${index})`
  return kept(w, { js, type: anyList })
}

/** The filters behind a step, and the places that are kept in between. */
function staged(w: Writing, step: Node, tuples: Made, stream: Stream, place: Place): Made {
  let made = tuples
  for (const { type, expr, value } of step.stages ?? []) {
    if (type === 'index') w.out.line(`${w.use('numbered')}(${made.js}, ${quoted(String(value))})`)
    else if (expr !== undefined) made = tupleFiltered(w, expr, made, stream, place)
  }
  return made
}

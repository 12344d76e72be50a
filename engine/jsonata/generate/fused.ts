import type { Node } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { truth } from './condition.ts'
import { entire } from './entire.ts'
import { failingSteps, isTruth } from './failing.ts'
import { contextOf, listed, overEach } from './items.ts'
import { stepped } from './steps.ts'
import { anyData, anyList, anyValue, type Made, may, originOf, types } from './types.ts'
import { below, kept, type Place, type Writing } from './writing.ts'

/**
 * A path as loops in loops, without the lists between its steps: for paths at most one step of which can fail, so that nobody
 * sees that it goes deep first. Undefined: it is no such path.
 */
export function fusedPath(w: Writing, node: Node, place: Place): Made | undefined {
  const steps = node.steps ?? []
  if (place.scope.frame !== 'undefined' || !isFusable(node)) return undefined
  const results = w.out.fresh('results')
  w.out.line(`const ${results} = []`)
  const state: State = { w, steps, results, tuples: false, open: false }
  const { input } = place
  const context = below(place)
  const absolute = steps[0]?.type === 'variable'
  if (absolute || !may(input.type, anyList)) level(state, 0, { ...context, straight: false }, new Map())
  else {
    loop(w, { ...input, js: listed(w, 'listOf', input) }, (item) => {
      level(state, 0, contextOf(w, item, { ...context, straight: false }), new Map())
    })
  }
  w.out.line(`bounds.list(${results}.length)`)
  const js = `${w.use(state.open ? 'flattenedLast' : 'sequenceOf')}(${results})`
  return kept(w, { js, type: state.open ? anyList : types.sequence })
}

interface State {
  readonly w: Writing
  readonly steps: readonly Node[]
  readonly results: string
  /** A step before has bound something. */
  tuples: boolean
  /** What the last step gives is still to be opened. */
  open: boolean
}
/** What tuples would hold: by name, what was bound. */
type Bound = ReadonlyMap<string, Made>

export function isFusable(node: Node): boolean {
  const steps = node.steps ?? []
  if (node.tuple === true || steps.length < 2) return false
  const simple = steps.every(
    (step, at) =>
      step.type !== 'sort' &&
      step.consarray !== true &&
      step.keepArray !== true &&
      !(step.tuple === true && (step.type === 'block' || step.type === 'path')) &&
      (step.stages ?? []).every(({ type, expr }) => type === 'filter' && expr !== undefined) &&
      (!steps.slice(0, at + 1).some(({ tuple }) => tuple === true) ||
        (step.stages ?? []).every(({ expr }) => isTruth(expr as Node))),
  )
  return simple && failingSteps(steps) <= 1 && bindsIn(steps).size === 0
}

/** What one step does at a place, and all behind it. */
function level(state: State, at: number, place: Place, bound: Bound): void {
  const { w, steps, results } = state
  const step = steps[at] as Node
  const last = at === steps.length - 1
  if (step.tuple === true) state.tuples = true
  const { tuples } = state
  const from = step.ancestor === undefined ? place.input : metHere(w, place.input)
  const tests = (step.stages ?? []).every(({ expr }) => isTruth(expr as Node)) ? (step.stages ?? []) : []
  const whole = tests.length === (step.stages ?? []).length
  const scoped = { ...place, scope: scopeOf(place, bound) }
  const made = kept(w, whole ? w.value(step, scoped) : stepped(w, step, scoped))
  if (last && !tuples && tests.length === 0) {
    state.open ||= may(made.type, anyList)
    const there = may(made.type, types.nothing) ? `if (${made.js} !== undefined) ` : ''
    w.out.line(`${there}${results}.push(${entire(w, made).js})`)
    return
  }
  const one = !may(made.type, anyList | types.nothing) && step.index === undefined
  const index = step.index === undefined ? undefined : w.out.fresh(step.index)
  const inside = (item: Made): void => {
    const nth = index === undefined ? undefined : w.out.fresh(step.index)
    if (nth !== undefined) w.out.line(`const ${nth} = ${index}++`)
    const named = boundBy(step, from, item, nth)
    const next: Bound = new Map([...bound, ...named])
    const context = step.focus === undefined ? item : place.input
    const here = context === place.input ? place : contextOf(w, context, { ...place, straight: false })
    for (const { expr } of tests) {
      const answer = truth(
        w,
        w.value(expr as Node, { ...below(here), scope: scopeOf(here, next), straight: false }),
      )
      w.out.line(`if (!(${answer})) continue`)
    }
    if (last) w.out.line(`${results}.push(${entire(w, context).js})`)
    else level(state, at + 1, here, next)
  }
  if (one && tests.length === 0) return inside(made)
  const open = tests.length > 0 && !tuples ? 'listOf' : tuples ? 'tupleItems' : 'itemsOf'
  if (index !== undefined) w.out.line(`let ${index} = 0`)
  loop(w, { ...made, js: listed(w, open, made) }, inside)
}

/** What is read of data later on, in the loops inside, is read here: reading does nothing else. */
const metHere = (w: Writing, made: Made): Made => (made.data === true ? { ...made, met: w.out.spot() } : made)

/** The variables that a step binds of an item that it gives. */
function boundBy(
  step: Node,
  from: Made,
  item: Made,
  index: string | undefined,
): readonly (readonly [string, Made])[] {
  return [
    ...(step.focus === undefined ? [] : [[step.focus, item] as const]),
    ...(step.index === undefined || index === undefined
      ? []
      : [[step.index, { js: index, type: types.number }] as const]),
    ...(step.ancestor === undefined ? [] : [[step.ancestor.label, from] as const]),
  ]
}

const scopeOf = (place: Place, bound: Bound): Place['scope'] =>
  bound.size === 0
    ? place.scope
    : place.scope.lambda(
        [...bound].map(([name, made]) => ({ name, js: made.js, made })),
        new Map(),
      )

/** A loop over a list. */
function loop(w: Writing, list: Made, write: (item: Made) => void): void {
  const type = list.data === true ? anyData | types.nothing : anyValue
  overEach(w, kept(w, list).js, (js) => write({ js, type, ...originOf(list) }))
}

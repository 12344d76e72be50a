import type { Node } from '../tree.ts'
import { type Call, fastCall } from './fast-calls.ts'
import { hostCall } from './host-call.ts'
import { inlined } from './inlined.ts'
import { literalCall } from './literal-calls.ts'
import { lookingCall } from './looking-calls.ts'
import { anyValue, type Made, may, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** `$name(…)`. `first`: what stands left of `~>`. */
export function call(w: Writing, node: Node, place: Place, first?: Made): Made {
  const procedure = node.procedure as Node
  const host = hostOf(procedure, place)
  if (host !== undefined) {
    const others = (node.arguments ?? []).map((one) => handed(w, kept(w, w.value(one, below(place))), place))
    const all = first === undefined ? others : [first.js, ...others]
    return hostCall(w, node, host, String(procedure.value), all)
  }
  const name = builtinOf(procedure, place)
  const callee = name === undefined ? kept(w, w.value(procedure, below(place))) : undefined
  if (callee !== undefined) forgotten(w, node, callee, place, 'T1005')
  const generic = (args: readonly Made[]): Made => {
    const called = callee ?? w.value(procedure, below(place))
    const wrapped = args.map((made) => (made === first ? made.js : handed(w, made, place))).join(', ')
    const where = `${String(node.position)}, ${token(procedure)}, ${String(place.depth)}`
    const js = `${w.use('call')}(${called.js}, [${wrapped}], ${place.input.js}, ${where}, ${place.scope.frame})`
    return { js, type: anyValue }
  }
  const literal =
    name === undefined || first !== undefined ? undefined : literalCall(w, name, node, place, generic)
  if (literal !== undefined) return kept(w, literal, name)
  const loop = name === undefined || first !== undefined ? undefined : inlined(w, name, node, place)
  if (loop !== undefined) return loop
  const nodes = node.arguments ?? []
  const given = nodes.map((argument) => kept(w, w.value(argument, below(place))))
  const args = first === undefined ? given : [first, ...given]
  const fast =
    name === undefined
      ? undefined
      : known({
          w,
          name,
          given: args,
          nodes: first === undefined ? nodes : [undefined, ...nodes],
          at: String(node.position),
          generic: () => generic(args).js,
        })
  return kept(w, fast ?? generic(args), nameOf(procedure))
}

const known = (one: Call): Made | undefined => fastCall(one) ?? lookingCall(one)

/** The function of the host that surely is called. */
function hostOf({ type, value, predicate, group }: Node, place: Place): string | undefined {
  if (type !== 'variable' || predicate !== undefined || group !== undefined) return undefined
  const resolved = place.scope.resolve(String(value))
  return resolved?.kind === 'host' && resolved.isFunction ? resolved.js : undefined
}

/** The name of the function of JSONata that surely is called. */
function builtinOf(procedure: Node, place: Place): string | undefined {
  const { type, value, predicate, group } = procedure
  if (type !== 'variable' || predicate !== undefined || group !== undefined) return undefined
  return place.scope.resolve(String(value))?.kind === 'builtin' ? String(value) : undefined
}

const handed = (w: Writing, { js, type }: Made, place: Place): string =>
  may(type, types.callable) ? `${w.use('handed')}(${js}, ${place.scope.frame})` : js

/** Where only the `$` was forgotten, it says so. */
export function forgotten(w: Writing, node: Node, callee: Made, place: Place, code: string): void {
  const procedure = node.procedure as Node
  const name = procedure.type === 'path' ? procedure.steps?.[0]?.value : undefined
  if (typeof name !== 'string' || !may(callee.type, types.nothing)) return
  if (place.scope.resolve(name)?.kind === 'nothing') return
  const meant = place.scope.read(name)
  w.out.line(
    `if (${callee.js} === undefined && ${meant.js}) ${w.use('fail')}("${code}", { position: ${String(node.position)}, token: ${quoted(name)} })`,
  )
}

/** How an error names what is called. */
export function token(procedure: Node): string {
  const name = procedure.type === 'path' ? procedure.steps?.[0]?.value : procedure.value
  return JSON.stringify(name) ?? 'undefined'
}

function nameOf(procedure: Node): string | undefined {
  const name = procedure.type === 'path' ? procedure.steps?.[0]?.value : procedure.value
  return typeof name === 'string' ? name : undefined
}

/** A call that is the last thing a function does: made by whoever called the function, so that the stack does not grow. */
export function tailCall(w: Writing, node: Node, place: Place): Made {
  const procedure = node.procedure as Node
  const js = w.out.fresh('call')
  w.out.line(`let ${js}`)
  // What fails in the arguments is no failure of the function any more.
  w.out.block('try', () => {
    const callee = kept(w, w.value(procedure, below(place)))
    const args = (node.arguments ?? []).map((argument) => kept(w, w.value(argument, below(place))).js)
    const name = procedure.type === 'variable' ? token(procedure) : 'undefined'
    w.out.line(
      `${js} = ${w.use('tail')}(${callee.js}, [${args.join(', ')}], ${String(procedure.position)}, ${name})`,
    )
  })
  w.out.block('catch (thrown)', () => w.out.line(`${js} = ${w.use('failedTail')}(thrown)`))
  return { js, type: types.call }
}

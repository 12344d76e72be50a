import type { Node } from '../tree.ts'
import { anyValue, type Made, may, types } from './types.ts'
import { below, kept, type Place, quoted, type Writing } from './writing.ts'

/** `$name(…)`. `first`: what stands left of `~>`. */
export function call(w: Writing, node: Node, place: Place, first?: Made): Made {
  const procedure = node.procedure as Node
  const callee = kept(w, w.value(procedure, below(place)))
  forgotten(w, node, callee, place, 'T1005')
  const given = (node.arguments ?? []).map((argument) => kept(w, w.value(argument, below(place))))
  const wrapped = given.map(({ js, type }) =>
    may(type, types.callable) ? `${w.use('handed')}(${js}, ${place.scope.frame})` : js,
  )
  const args = [...(first === undefined ? [] : [first.js]), ...wrapped].join(', ')
  const where = `${String(node.position)}, ${token(procedure)}, ${String(place.depth)}`
  const js = `${w.use('call')}(${callee.js}, [${args}], ${place.input.js}, ${where}, ${place.scope.frame})`
  return kept(w, { js, type: anyValue }, nameOf(procedure))
}

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

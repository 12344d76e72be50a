import type { Node } from '../tree.ts'
import { anyData, type Made, types } from './types.ts'
import { quoted, type Writing } from './writing.ts'

/** A call of a function of the host: nothing is asked, nothing is wrapped, and what it throws is noted as that of any other. */
export function hostCall(
  w: Writing,
  node: Node,
  callee: string,
  name: string,
  args: readonly string[],
): Made {
  const js = w.out.fresh(name)
  w.out.line(`let ${js}`)
  const noted = `throw ${w.use('called')}(thrown, ${String(node.position)}, ${quoted(name)})`
  w.out.line(`try { ${js} = ${callee}.run(${args.join(', ')}) } catch (thrown) { ${noted} }`)
  return { js, type: anyData | types.nothing, data: true }
}

import type { Node } from '../tree.ts'

/** The names that the tuples of a path or block have: what its steps bind, and what `%` further right looks for. */
export function tupleNamesOf(node: Node): readonly string[] {
  if (node.type === 'block') {
    const last = node.expressions?.at(-1)
    return last === undefined ? [] : tupleNamesOf(last)
  }
  if (node.type !== 'path') return []
  return (node.steps ?? []).flatMap((step, at) => namesOfStep(step, at === 0))
}

/** What one step adds. The place of an ordered list is only kept where nothing was bound before. */
export function namesOfStep(step: Node, first: boolean): readonly string[] {
  const { focus, ancestor, stages = [] } = step
  const index = step.type === 'sort' && !first ? undefined : step.index
  return [
    ...(step.tuple === true ? tupleNamesOf(step) : []),
    ...[focus, index, ancestor?.label].filter((name) => name !== undefined),
    ...stages.flatMap((stage) => (stage.type === 'index' && stage.value !== undefined ? [stage.value] : [])),
  ]
}

import { leftOf, type Node } from '../tree.ts'

/** How many steps of a path can fail, each filter behind them counted. */
export const failingSteps = (steps: readonly Node[]): number =>
  steps.reduce((count, step) => {
    const filters = (step.stages ?? []).filter(({ expr }) => expr !== undefined && canFail(expr))
    return count + filters.length + (canFail({ ...step, stages: [] }) ? 1 : 0)
  }, 0)

const harmless = new Set([
  'name',
  'string',
  'number',
  'value',
  'wildcard',
  'descendant',
  'parent',
  'variable',
])
const truths = new Set(['=', '!=', 'in', 'and', 'or'])

/** Whether its evaluation may throw. */
export function canFail(node: Node): boolean {
  if (node.predicate !== undefined || node.group !== undefined) return true
  if (harmless.has(node.type)) return false
  if (node.type === 'path') return failingSteps(node.steps ?? []) > 0
  if (node.type !== 'binary' || !truths.has(String(node.value))) return true
  // A number that can not be written down fails as a condition.
  const sides = [leftOf(node), node.rhs as Node]
  if (node.value === 'and' || node.value === 'or')
    return !sides.every((side) => isTruth(side) && !canFail(side))
  return sides.some(canFail)
}

const comparing = new Set(['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'])

/** Whether a filter surely answers with true, false or nothing: the place of an item does not matter. */
export const isTruth = (node: Node): boolean =>
  node.type === 'binary' && comparing.has(String(node.value)) && node.predicate === undefined

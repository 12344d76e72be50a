import { feedError } from '../errors/feed-error.ts'
import type { Compiling } from './compiling.ts'
import type { FilledFrom } from './lookups.ts'
import type { Part } from './plan.ts'

/**
 * Every part behind those that fill the lookups it asks; otherwise as they stood. Lookups that wait for each other are
 * reported, at the first of them.
 */
export function partsInOrder(
  parts: readonly Part[],
  filled: readonly FilledFrom[],
  { report }: Compiling,
): readonly Part[] | undefined {
  const ordered: Part[] = []
  const waiting = [...parts]
  while (waiting.length > 0) {
    const next = waiting.findIndex((part) => !waiting.some((other) => isAsked(part, other)))
    if (next === -1) {
      const [first, names] = cycleIn(waiting)
      const lookup = filled.find(({ name }) => first.fills?.some((filling) => filling.lookup === name))
      report(feedError('SPEC_CYCLE', { names }, { at: lookup?.at }))
      return undefined
    }
    ordered.push(...waiting.splice(next, 1))
  }
  return ordered
}

/** Does this part ask a lookup that the other fills? */
function isAsked(part: Part, other: Part): boolean {
  const asked = new Set([
    ...(part.map?.lookups ?? []),
    ...(part.fills ?? []).flatMap(({ lookups }) => lookups),
  ])
  return other.fills?.some(({ lookup }) => asked.has(lookup)) === true
}

/** Each of these waits for another: following them leads back to one that was seen. */
function cycleIn(waiting: readonly Part[]): readonly [first: Part, names: readonly string[]] {
  const path: Part[] = []
  let [part] = waiting
  while (part !== undefined && !path.includes(part)) {
    path.push(part)
    const asking: Part = part
    part = waiting.find((other) => isAsked(asking, other))
  }
  if (part === undefined) throw new Error('a part that waits for none is not waiting')
  const cycle = path.slice(path.indexOf(part))
  return [part, [...cycle, part].map(({ name }) => name)]
}

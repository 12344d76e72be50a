import { type Compiling, type Section } from './compiling.ts'
import type { FilledFrom } from './lookups.ts'
import { compileFillings, compilePart, type MappingContext } from './part.ts'
import { partsInOrder } from './parts-in-order.ts'
import type { Part } from './plan.ts'
import type { PartReading } from './readings.ts'

/** The parts of a plan, in the order in which they are read. Sections are compiled once, however many parts share them. */
export function compileParts(
  readings: readonly PartReading[],
  filled: readonly FilledFrom[],
  context: MappingContext,
  compiling: Compiling,
): readonly Part[] | undefined {
  const made = new Map<Section, unknown>()
  const once = <Made>(section: Section, make: () => Made): Made => {
    if (!made.has(section)) made.set(section, make())
    return made.get(section) as Made
  }
  const compiled = readings.map((one) => {
    const fills = compileFillings(one.fills, context, compiling)
    return compilePart(one, fills, context, compiling, once)
  })
  return compiled.every((part) => part !== undefined) ? partsInOrder(compiled, filled, compiling) : undefined
}

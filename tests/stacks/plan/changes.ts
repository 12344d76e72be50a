import { isDeepStrictEqual } from 'node:util'
import type { Planned, PlannedResource } from './planned.ts'

export interface Change {
  /** Type and name of a resource. */
  readonly of: string
  readonly what: 'added' | 'removed' | 'changed'
  /** Inputs that are not as before. */
  readonly where: readonly string[]
}

/**
 * What a second deployment would change, by the resources and their inputs. Names that are drawn by lot stay as they were drawn, and so count
 * as the same; paths of this machine are none of a resource's.
 */
export function changesBetween(before: Planned, after: Planned): readonly Change[] {
  const [old, young] = [byName(before), byName(after)]
  return [...new Set([...old.keys(), ...young.keys()])].toSorted().flatMap((of): readonly Change[] => {
    const [was, is] = [old.get(of), young.get(of)]
    if (was === undefined || is === undefined)
      return [{ of, what: was === undefined ? 'added' : 'removed', where: [] }]
    const where = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (name) => !isDeepStrictEqual(was[name], is[name]),
    )
    return where.length === 0 ? [] : [{ of, what: 'changed', where }]
  })
}

const byName = ({ resources }: Planned): ReadonlyMap<string, PlannedResource['inputs']> =>
  new Map(
    resources
      .filter(({ custom }) => custom)
      .map(({ type, name, inputs }) => [`${type} ${name}`, settled(inputs) as PlannedResource['inputs']]),
  )

/** Where a deployment was made up. */
const madeUp = /^\/.*\/made-up(?=\/|$)/
/** SST's ending of a name. */
const lot = /-[abcdefhkmnorstuvwxz]{8}\b/g

function settled(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(lot, '-LOT').replace(madeUp, '/made-up')
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      // An archive is known by its path here, which says nothing of its content; its key has the hash of that.
      .filter(([name]) => name !== 'source')
      .map(([name, one]) => [name, settled(one)]),
  )
}

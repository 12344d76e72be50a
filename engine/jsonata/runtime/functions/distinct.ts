import type { Context, RuntimeBounds } from '../builtin.ts'
import { createSequence, isSequence } from '../sequence.ts'
import { equal } from '../values.ts'

/** $distinct: of values that are the same the first. */
export function distinct(this: Context, list: unknown): unknown {
  return distinctOf(list, this.bounds)
}

export function distinctOf(list: unknown, bounds: RuntimeBounds): unknown {
  if (!Array.isArray(list) || list.length <= 1) return list
  bounds.pass(list.length)
  const bounded = isSequence(list)
  const made: unknown[] = bounded ? createSequence() : []
  const seen = list.length > few ? new Set<unknown>() : undefined
  let compound: Map<number, unknown[]> | undefined
  for (const item of list as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) {
      // NaN is not the same as itself.
      if ((seen?.has(item) ?? made.includes(item)) && !Number.isNaN(item)) continue
      seen?.add(item)
    } else {
      const hash = hashOf(item, bounds)
      compound ??= new Map()
      const alike = compound.get(hash)
      if (alike === undefined) compound.set(hash, [item])
      else if (isAmong(bounds, alike, item)) continue
      else alike.push(item)
    }
    if (bounded) bounds.list(made.length + 1)
    made.push(item)
  }
  return made
}

/** So many are compared one by one. */
const few = 16

function isAmong(bounds: RuntimeBounds, values: readonly unknown[], value: unknown): boolean {
  for (const one of values) {
    bounds.step()
    if (equal(value, one, bounds)) return true
  }
  return false
}

/** Values that are the same have the same hash, whatever the order of their members; a list is an object of its items. */
function hashOf(value: unknown, bounds: RuntimeBounds): number {
  if (typeof value === 'string') return hashOfText(value)
  if (typeof value === 'number') return hashOfText(String(value))
  if (typeof value !== 'object' || value === null) return value === true ? 2 : 3
  bounds.pass(1)
  let sum = 7
  for (const name of Object.getOwnPropertyNames(value)) {
    // Flags of sequences are no part of what is compared in lists.
    if (Array.isArray(value) && !/^(?:\d+|length)$/.test(name)) continue
    const member = hashOf((value as Record<string, unknown>)[name], bounds)
    sum = (sum + Math.imul(hashOfText(name) ^ 0x5bd1e995, member | 1)) | 0
  }
  return sum
}

function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}

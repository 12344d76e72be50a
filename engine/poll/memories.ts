import type { Plan } from '../plan/plan.ts'
import { isRemembered, type Memory, mostBytes, mostRows, newMemory } from './memory.ts'

const memories = new WeakMap<Plan, Memory>()
/** Those that remember something, by feed: the one used last at the end. */
const recent = new Map<string, Memory>()

/**
 * That of this process for a plan. Undefined: it is none to be remembered. Of another plan of the same feed nothing is
 * remembered any more: mostly this one came in its place.
 */
export function memoryOf(plan: Plan): Memory | undefined {
  if (!isRemembered(plan)) return undefined
  const memory = memories.get(plan) ?? newMemory(plan)
  memories.set(plan, memory)
  const last = recent.get(plan.feed)
  if (last !== memory) last?.forget()
  recent.delete(plan.feed)
  recent.set(plan.feed, memory)
  let rows = 0
  let bytes = 0
  for (const [feed, one] of [...recent].toReversed()) {
    rows += one.rows
    bytes += one.bytes
    if (bytes > mostBytes && one !== memory) one.forgetBytes()
    if (rows <= mostRows) continue
    one.forget()
    recent.delete(feed)
  }
  return memory
}

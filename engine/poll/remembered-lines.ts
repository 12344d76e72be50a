import type { Given } from '../map/given.ts'
import type { Mapped } from '../map/mapping.ts'
import type { Payload } from '../model/payload.ts'
import type { Part, Plan } from '../plan/plan.ts'
import { assertColumns } from './assert-columns.ts'
import { linesOfRaw } from './known-rows.ts'
import type { Memory } from './memory.ts'

/** The lines of a payload, of which only the rows are decoded and mapped that the memory does not know. */
export async function* rememberedLines(
  payload: Payload,
  part: Part,
  given: Given,
  plan: Plan,
  memory: Memory,
  signal: AbortSignal,
): AsyncIterable<Mapped & { readonly rows: number; readonly fresh: number }> {
  const limits = { ...plan.limits, treeBytes: plan.limits.bytes }
  const raw = await part.decode.rawRows?.(payload, limits, memory.seed, signal)
  if (raw === undefined || part.map === undefined) throw new Error(`the part ${part.name} has no raw rows`)
  assertColumns(part, raw.columns)
  const about = JSON.stringify([part.name, given.payload, given.carried, raw.shared])
  const rows = { known: memory.known(about), next: memory.learning(about), share: memory.share }
  yield* linesOfRaw(raw, part.map, given, rows, signal)
}

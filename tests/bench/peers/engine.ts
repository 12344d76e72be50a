import { createReadStream } from 'node:fs'
import type { Plan } from '../../../engine/plan/plan.ts'

const { signal } = new AbortController()

/** The engine's own part of it: decoded, mapped, and each line validated. Made JSON as well, where it is asked for. */
export async function decodedAndMapped(plan: Plan, file: string, isJson: boolean): Promise<number> {
  const [part] = plan.parts
  if (part?.map === undefined) throw new RangeError('the plan maps nothing')
  const payload = { request: 'main', origin: file, body: createReadStream(file, { highWaterMark: 262_144 }) }
  const limits = { ...plan.limits, treeBytes: plan.limits.bytes }
  let made = 0
  const document = await part.decode.decode(payload, limits, signal)
  for await (const batch of part.select.select(document, signal)) {
    const { lines, rejected } = await part.map.map(batch, signal)
    if (rejected.length > 0) throw new Error(rejected[0]?.message)
    for (const { value } of lines) made += isJson ? JSON.stringify(value).length : 1
  }
  return made
}

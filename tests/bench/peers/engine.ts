import { createReadStream } from 'node:fs'
import type { CountLineValue } from '../../../engine/model/count-line.ts'
import type { Plan } from '../../../engine/plan/plan.ts'

const { signal } = new AbortController()

/** The engine's own part of it, batch by batch: decoded, mapped, and each line validated. */
export async function* linesOf(plan: Plan, file: string): AsyncIterable<readonly CountLineValue[]> {
  const [part] = plan.parts
  if (part?.map === undefined) throw new RangeError('the plan maps nothing')
  const payload = { request: 'main', origin: file, body: createReadStream(file, { highWaterMark: 262_144 }) }
  const limits = { ...plan.limits, treeBytes: plan.limits.bytes }
  const document = await part.decode.decode(payload, limits, signal)
  for await (const batch of part.select.select(document, signal)) {
    const { lines, rejected } = await part.map.map(batch, signal)
    if (rejected.length > 0) throw new Error(rejected[0]?.message)
    yield lines.map(({ value }) => value)
  }
}

/** How many lines a file gives; made JSON as well, how many characters. */
export async function decodedAndMapped(plan: Plan, file: string, isJson: boolean): Promise<number> {
  let made = 0
  for await (const lines of linesOf(plan, file)) {
    if (isJson) for (const line of lines) made += JSON.stringify(line).length
    else made += lines.length
  }
  return made
}

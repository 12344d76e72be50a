import { execFileSync } from 'node:child_process'
import type { Figure, Group, Ratio } from './figures.ts'
import { type Asked, groups } from './groups/table.ts'
import { machine } from './machine.ts'
import { pace } from './pace.ts'

/** Runs one group. */
export async function measuredGroup(name: string, asked: Asked): Promise<Group> {
  const group = await groups[name]?.()
  if (group === undefined) throw new RangeError(`there is no group ${name}`)
  const facts = machine()
  const at = new Date().toISOString()
  const before = await pace()
  const began = performance.now()
  const figures: Figure[] = []
  const ratios: Ratio[] = []
  const remarks: string[] = []
  for await (const found of group(asked)) {
    if ('figure' in found) figures.push(found.figure)
    else if ('ratio' in found) ratios.push(found.ratio)
    else remarks.push(found.remark)
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10
  return {
    at,
    commit: commit(),
    machine: facts,
    seconds,
    pace: [...before, ...(await pace())],
    figures,
    ratios,
    remarks,
  }
}

function commit(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

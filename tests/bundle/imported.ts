import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateModule } from '../../engine/bundle/generate.ts'
import type { PlanModule } from '../../engine/bundle/planned.ts'
import type { Plan } from '../../engine/plan/plan.ts'

/** What may be asked where no file says it. */
export const hosts = { otherwise: { perSecond: 5, atOnce: 4 }, named: {} }

/** The module of these plans, written to a folder and imported from there as any other. */
export async function imported(plans: readonly Plan[], folder: string): Promise<PlanModule> {
  const path = join(folder, 'plans.mjs')
  writeFileSync(path, generateModule(plans, hosts))
  return (await import(pathToFileURL(path).href)) as PlanModule
}

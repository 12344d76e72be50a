import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { generateModule } from './generate.ts'

/** The files of a bundle, before a bundler: plans as one module, and the entry of the function that polls by them. */
export const bundleFiles = { plans: 'plans.mjs', entry: 'poller.mjs' } as const

/** Writes both into a folder, which is made where it is missing. Gives the size of the plans in bytes. */
export function writeBundle(folder: string, plans: readonly Plan[], hosts: HostAllowances): number {
  const text = generateModule(plans, hosts)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, bundleFiles.plans), text)
  writeFileSync(join(folder, bundleFiles.entry), entryIn(folder))
  return Buffer.byteLength(text)
}

function entryIn(folder: string): string {
  const engine = relative(resolve(folder), join(import.meta.dirname, '..', 'entry', 'poller-function.ts'))
  const path = engine.split(sep).join('/')
  return [
    '// The entry of a polling Lambda, made by feed compile.',
    `import { pollerFunction } from '${path.startsWith('.') ? path : `./${path}`}'`,
    `export const handler = pollerFunction(() => import('./${bundleFiles.plans}'))`,
    '',
  ].join('\n')
}

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { writingTo } from '../flow/writing-to.ts'
import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { type Files, generateApart, generateModule, plansFile } from './generate.ts'

/** The entry of the function that polls by the plans. */
export const entryFile = 'poller.mjs'

export interface WrittenBundle {
  readonly files: readonly string[]
  /** Of the plans. */
  readonly bytes: number
}

/**
 * Writes plans, and the entry of a function that polls by them, into a folder, which is made where it is missing. `apart`:
 * each plan is a module of its own. What an earlier call has written there of others is taken away. CLI_FOLDER_UNWRITABLE where it can not be written.
 */
export function writeBundle(
  folder: string,
  plans: readonly Plan[],
  hosts: HostAllowances,
  { apart = false } = {},
): WrittenBundle {
  const files: Files = apart
    ? generateApart(plans, hosts)
    : new Map([[plansFile, generateModule(plans, hosts)]])
  writingTo(folder, () => {
    mkdirSync(apart ? join(folder, 'plans') : folder, { recursive: true })
    for (const name of olderFiles(folder)) if (!files.has(name)) rmSync(join(folder, name))
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, entryFile), entryIn(folder))
  })
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return { files: [...files.keys(), entryFile], bytes }
}

/** Of plans, elections and expressions that an earlier call wrote, and nothing that others may have put there. */
function olderFiles(folder: string): readonly string[] {
  const plans = join(folder, 'plans')
  if (!existsSync(plans)) return []
  const own = /^((feed|election)_\w+_[0-9a-f]{8}|expression_[0-9a-f]{16})\.mjs$/
  return readdirSync(plans).flatMap((name) => (own.test(name) ? [`plans/${name}`] : []))
}

function entryIn(folder: string): string {
  const engine = relative(resolve(folder), join(import.meta.dirname, '..', 'entry', 'poller-function.ts'))
  const path = engine.split(sep).join('/')
  return [
    '// The entry of a polling Lambda, made by feed compile.',
    `import { pollerFunction } from '${path.startsWith('.') ? path : `./${path}`}'`,
    `export const handler = pollerFunction(() => import('./${plansFile}'))`,
    '',
  ].join('\n')
}

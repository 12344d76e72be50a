import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startFunction } from '../invoke/runtime-api.ts'

export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

export const bytesOf = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + statSync(path).size, 0)

/** The files that are loaded with this one, itself included. */
export function loadedWith(path: string, seen = new Set<string>()): readonly string[] {
  if (!seen.has(path)) {
    seen.add(path)
    const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export)\b[^;'"]*["'](\.\/[^"']+)["']/gm)
    for (const [, name = ''] of imports) loadedWith(join(dirname(path), name), seen)
  }
  return [...seen]
}

/** The files that are loaded with this one or ever after, by whatever it does. */
export function reachedFrom(path: string, seen = new Set<string>()): readonly string[] {
  if (!seen.has(path)) {
    seen.add(path)
    const named = readFileSync(path, 'utf8').matchAll(
      /(?:^(?:import|export)\b[^;'"]*|\bimport\()["'](\.\/[^"']+\.mjs)["']/gm,
    )
    for (const [, name = ''] of named) reachedFrom(join(dirname(path), name), seen)
  }
  return [...seen]
}

/** The engine's own modules in files that esbuild wrote, without `engine/`. */
export const modulesIn = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^\/\/ engine\/(\S+\.ts)$/gm)].flatMap(
        ([, name]) => name ?? [],
      ),
    ),
  )

/** The packages in files that esbuild wrote: before each module it says where that is from. */
export const packagesIn = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) => {
      const said = /^\/\/ (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm
      return [...readFileSync(path, 'utf8').matchAll(said)].flatMap(([, name]) => name ?? [])
    }),
  )

/**
 * How long functions take from the start of their process to when they ask for an event, each in milliseconds, the best of two
 * rounds or more: `bare` is one with nothing in it, in the same rounds. A machine with much to do has its say in each, so
 * that there are more of them until what was found (that of `bare` first) is enough, sixteen at most.
 */
export async function initsOf(
  functions: ReadonlyMap<string, string>,
  folder: string,
  isEnough: (best: readonly number[]) => boolean,
): Promise<ReadonlyMap<string, number>> {
  mkdirSync(join(folder, 'bare'))
  writeFileSync(join(folder, 'bare/bare.mjs'), 'export const handler = async () => null\n')
  const all = [['bare', join(folder, 'bare')] as const, ...functions]
  const best = new Map<string, number>()
  for (let round = 1; round <= 16; round += 1) {
    for (const [name, root] of all) {
      // oxlint-disable no-await-in-loop -- none beside another
      const one = await startFunction({ root, handler: `${name}.handler`, environment: {}, seconds: 20 })
      await one.invoke('7')
      await one[Symbol.asyncDispose]()
      // oxlint-enable no-await-in-loop
      best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, one.inits[0] ?? Number.NaN))
    }
    if (round >= 2 && isEnough([...best.values()])) break
  }
  return best
}

import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { buildOptions } from '../../engine/bundle/build-options.ts'
import { entryFile, writeBundle } from '../../engine/bundle/write-bundle.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { hosts } from './imported.ts'

/** A bundle as it is deployed, and what lies in which file of it. */
export interface Built {
  /** The entry, as a path of this machine. */
  readonly entry: string
  readonly outputs: Metafile['outputs']
  /** The files that are loaded with one of them, itself included, by their paths. */
  loadedWith(output: string): readonly string[]
  /** The file that begins with this one of the engine. */
  startingAt(source: string): string
  /** What lies in files: packages by name, other sources by path. */
  contentsOf(outputs: Iterable<string>): ReadonlySet<string>
}

/** As esbuild takes them. */
export const esbuildOptions = {
  ...buildOptions,
  external: [...buildOptions.external],
  mainFields: [...buildOptions.mainFields],
}

/** Writes plans into a folder and bundles them there, as a deployment does. */
export async function built(plans: readonly Plan[], folder: string, apart = false): Promise<Built> {
  writeBundle(folder, plans, hosts, { apart })
  const { metafile } = await build({
    ...esbuildOptions,
    entryPoints: [join(folder, entryFile)],
    outdir: join(folder, 'function'),
    metafile: true,
    logLevel: 'error',
  })
  const { outputs } = metafile
  const startingAt = (source: string): string => {
    const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(source)) ?? []
    if (path === undefined) throw new Error(`no file of the bundle begins with ${source}`)
    return path
  }
  const loadedWith = (output: string, seen = new Set<string>()): readonly string[] => {
    if (seen.has(output)) return []
    seen.add(output)
    for (const { path, kind, external } of outputs[output]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) loadedWith(path, seen)
    return [...seen]
  }
  return {
    entry: join(folder, 'function', entryFile),
    outputs,
    loadedWith: (output) => loadedWith(output),
    startingAt,
    contentsOf: (paths) =>
      new Set([...paths].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}).map(packageOf))),
  }
}

/** `node_modules/@aws-sdk/client-s3/dist/a.js` is `@aws-sdk/client-s3`. */
const packageOf = (input: string): string =>
  /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? input

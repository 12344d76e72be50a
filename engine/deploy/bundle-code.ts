import { join, posix } from 'node:path'
import type { Plugin, PluginBuild } from 'esbuild'
import { buildOptions } from '../bundle/build-options.ts'
import type { Files } from '../bundle/generate.ts'
import { feedError } from '../errors/feed-error.ts'
import { type CodeName, engineName, functionsIn } from './sources.ts'

const engine = join(import.meta.dirname, '..')

/** Of a folder of code: its files by name, and how many bytes they are. */
export interface Bundled {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly bytes: number
}

/**
 * Bundles functions of one folder with all that they need but Node; what several of them need is there once. The same sources give
 * the same bytes, wherever the engine lies. Who reads specs (`processing`: the desks of elections) is bundled with what judges them.
 * DEPLOY_BUNDLER_MISSING.
 */
export async function bundleCode(name: CodeName, sources: Files): Promise<Bundled> {
  const { build } = await bundler()
  const { alias, define, ...options } = buildOptions
  const { outputFiles } = await build({
    ...options,
    external: [...options.external],
    mainFields: [...options.mainFields],
    ...(name === 'processing' ? {} : { alias, define }),
    absWorkingDir: join(engine, '..'),
    entryPoints: functionsIn[name].map((one) => ({ in: `${one}.mjs`, out: one })),
    chunkNames: '[name]-[hash]',
    outdir: 'function',
    plugins: [madeHere(sources)],
    write: false,
    logLevel: 'silent',
  })
  const folder = join(engine, '..', 'function')
  const files = new Map(
    outputFiles
      .map(({ path, contents }) => [path.slice(folder.length + 1), contents] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
  return { files, bytes: outputFiles.reduce((sum, { contents }) => sum + contents.length, 0) }
}

async function bundler() {
  try {
    return await import('esbuild')
  } catch (cause) {
    throw feedError('DEPLOY_BUNDLER_MISSING', {}, { cause })
  }
}

/** Files that were never written: texts in memory, which import each other and the engine. */
const madeHere = (sources: Files): Plugin => ({
  name: 'made here',
  setup(build: PluginBuild) {
    const namespace = 'made'
    build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
      kind === 'entry-point' ? { path, namespace } : undefined,
    )
    build.onResolve({ filter: /^\./, namespace }, ({ path, importer }) => ({
      path: posix.join(posix.dirname(importer), path),
      namespace,
    }))
    build.onResolve({ filter: new RegExp(`^${engineName}`), namespace }, ({ path }) => ({
      path: join(engine, path.slice(engineName.length)),
    }))
    build.onLoad({ filter: /^/, namespace }, ({ path }) => ({
      contents: sources.get(path) ?? '',
      loader: 'js',
      resolveDir: engine,
    }))
  },
})

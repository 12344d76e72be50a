import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

/** What libraries of the older kind expect to be there. */
const banner = [
  "import { createRequire as requireFrom } from 'node:module'",
  'const require = requireFrom(import.meta.url)',
  'const { filename: __filename, dirname: __dirname } = import.meta',
]

interface Bundled {
  readonly root: string
  readonly to: string
  readonly code: string
  readonly options?: BuildOptions
  /** Stands before every module that is not of SST. */
  readonly before?: string
  readonly banner?: string
}

/** Bundles code around sst.config.ts as the command line of SST does before it plans. */
export async function bundleConfig({ root, to, code, options, before, banner: own }: Bundled): Promise<void> {
  const platform = join(root, '.sst')
  await build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'eval.ts', loader: 'ts' },
    banner: { js: [...banner, own ?? ''].join('\n') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    outfile: to,
    logLevel: 'silent',
    nodePaths: [join(platform, 'platform/node_modules')],
    external: ['@pulumi/*', '@sst-provider/*', '@aws-sdk/*', 'undici', 'esbuild', 'archiver', 'glob', 'vite'],
    plugins: [
      {
        name: 'globals',
        setup(builder) {
          builder.onLoad({ filter: /\.(js|ts)$/ }, ({ path }) =>
            path.startsWith(platform)
              ? undefined
              : { contents: `${before ?? ''}\n${readFileSync(path, 'utf8')}`, loader: 'default' },
          )
        },
      },
    ],
    ...options,
  })
}

import { join } from 'node:path'

/**
 * How esbuild makes a bundle of an entry that `feed compile` wrote: data, for whoever calls it (a deployment, a test). Heavy
 * libraries become files of their own, loaded for the plans that need them; that of schemas is left out.
 */
export const buildOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  /** Libraries as modules, where they have both: of those only what is used is taken. */
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  define: { CANVASS_BUNDLE: 'true' },
  alias: { typebox: join(import.meta.dirname, 'no-schemas.ts') },
  /** What is built for one machine; the libraries that ask for it do without. */
  external: ['cpu-features', '*.node'],
  /** What libraries of the older kind expect to be there. */
  banner: {
    js: [
      "import { createRequire as requireFrom } from 'node:module'",
      'const require = requireFrom(import.meta.url)',
      'const { filename: __filename, dirname: __dirname } = import.meta',
    ].join('\n'),
  },
} as const

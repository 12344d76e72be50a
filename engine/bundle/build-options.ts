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
  outExtension: { '.js': '.mjs' },
  define: { CANVASS_BUNDLE: 'true' },
  alias: { typebox: join(import.meta.dirname, 'no-schemas.ts') },
  /** What is built for one machine; the libraries that ask for it do without. */
  external: ['cpu-features', '*.node'],
  /** Libraries of the older kind ask for modules of Node this way. */
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
} as const

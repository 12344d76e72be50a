import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { buildOptions } from '../../engine/bundle/build-options.ts'

/**
 * The same script in few files, for one that many processes run: each then starts in half the time. They lie among the
 * temporary files of a run, and go with it.
 */
export async function bundledScript(script: URL): Promise<URL> {
  const file = fileURLToPath(script)
  const outdir = mkdtempSync(join(tmpdir(), 'script-'))
  const { bundle, splitting, format, platform, outExtension, banner, external } = buildOptions
  const options = { bundle, splitting, format, platform, outExtension, banner }
  await build({ ...options, external: [...external], entryPoints: [file], outdir, logLevel: 'error' })
  return pathToFileURL(join(outdir, `${basename(file, '.ts')}.mjs`))
}

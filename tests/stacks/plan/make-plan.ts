import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleConfig } from './bundle-config.ts'
import { answerAsCommandLine } from './command-line.ts'
import { standInEngine } from './engine.ts'
import type { Planned } from './planned.ts'
import { region } from './provider.ts'

type App = Planned['app'] & { readonly providers: object }
interface Provider {
  readonly package: string
  readonly alias: string
}
/** So long after the first error the others are waited for. */
const lastWords = 250

/**
 * Plans sst.config.ts with the real components, as `sst diff` does, and asks nobody outside of this machine. `work` is a
 * folder for what components write. It changes the process that it runs in for good: give it one of its own.
 */
export async function makePlan(stage: string, work: string): Promise<Planned> {
  const began = performance.now()
  const root = join(import.meta.dirname, '../../..')
  const platform = join(root, '.sst/platform')
  const config = JSON.stringify(join(root, 'sst.config.ts'))
  const made = (name: string): string => join(platform, `plan.${name}.${process.pid}.mjs`)
  const [appFile, runFile] = [made('app'), made('run')]
  using left = new DisposableStack()
  for (const file of [appFile, runFile]) left.defer(() => rmSync(file, { force: true }))

  const code = `import mod from ${config}; export default mod`
  await bundleConfig({ root, to: appFile, code, banner: 'const $config = (given) => given' })
  const { default: given } = (await import(pathToFileURL(appFile).href)) as {
    default: { app(input: { stage: string }): App }
  }
  const app = { ...given.app({ stage }), stage }

  const paths = { home: join(work, 'home'), root, work, platform }
  const providers = JSON.parse(readFileSync(join(root, '.sst/provider-lock.json'), 'utf8')) as Provider[]
  await bundleConfig({
    root,
    to: runFile,
    code: [
      `import { run } from ${JSON.stringify(join(platform, 'src/auto/run.ts'))}`,
      `import mod from ${config}`,
      'export default () => run(mod.run)',
    ].join('\n'),
    before: [
      ...providers.map((one) => `import * as ${one.alias} from '${one.package}'`),
      `import * as sst from ${JSON.stringify(join(platform, 'src/components'))}`,
    ].join(';'),
    options: {
      define: {
        $app: JSON.stringify(app),
        $cli: JSON.stringify({ command: 'diff', dev: false, paths, state: { version: {} } }),
        $dev: 'false',
      },
      inject: [join(platform, 'src/shim/run.js')],
    },
  })

  using commandLine = await answerAsCommandLine()
  process.env['SST_SERVER'] = commandLine.url
  process.env['SST_AWS_REGION'] = region
  const engine = await standInEngine({ platform, project: app.name, stage })
  const errors = new Set<string>()
  const failed = Promise.withResolvers<void>()
  // What failed leaves others waiting for it for ever; and says so dozens of times.
  const keep = (error: unknown): void => {
    errors.add(error instanceof Error ? error.message : String(error))
    setTimeout(failed.resolve, lastWords)
  }
  process.on('unhandledRejection', keep)
  process.on('uncaughtException', keep)
  const { default: main } = (await import(pathToFileURL(runFile).href)) as { default: () => unknown }
  await Promise.race([failed.promise, engine.run(main).catch(keep)])
  const [, outputs = {}] = [...engine.outputs].find(([urn]) => urn.includes('::pulumi:pulumi:Stack::')) ?? []
  return {
    app,
    resources: engine.resources,
    outputs,
    errors: [...errors],
    milliseconds: Math.round(performance.now() - began),
  }
}

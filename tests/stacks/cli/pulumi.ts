import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Engine, standInEngine } from '../plan/engine.ts'
import type { PlannedResource } from '../plan/planned.ts'

/**
 * Stands in for the program `pulumi`, as far as `sst diff` calls it: says its version, begins a state, and previews the program that SST has
 * bundled, with the stand-in of its engine. What is previewed it writes into the log that SST reads.
 */
const [command = '', ...words] = process.argv.slice(2)
const version = 'v3.215.0'

const option = (name: string): string => words[words.indexOf(name) + 1] ?? ''

function writeState(stack: string, resources: readonly object[]): void {
  const [, app = '', stage = ''] = stack.split('/')
  const file = join('.pulumi/stacks', app, `${stage}.json`)
  mkdirSync(dirname(file), { recursive: true })
  const manifest = { time: new Date().toISOString(), magic: '', version }
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack, latest: { manifest, resources } } }))
}

let written = 0
function tell(event: object): void {
  written += 1
  const line = { sequence: written, timestamp: Math.floor(Date.now() / 1_000), ...event }
  appendFileSync(option('--event-log'), `${JSON.stringify(line)}\n`)
}

function tellOf({ urn, type, custom, parent, inputs }: PlannedResource): void {
  const young = { urn, type, custom, id: '', parent, inputs, outputs: inputs, provider: '' }
  const metadata = { op: 'create', urn, type, old: null, new: young, detailedDiff: null, provider: '' }
  tell({ resourcePreEvent: { metadata, planning: true } })
  tell({ resOutputsEvent: { metadata, planning: true } })
}

function fail(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  tell({ diagnosticEvent: { severity: 'error', message, prefix: '', color: 'never', urn: '' } })
  // Others that failed by it are still to come; one is enough.
  setTimeout(() => process.exit(255), 200)
}

async function preview(): Promise<void> {
  process.on('unhandledRejection', fail)
  process.on('uncaughtException', fail)
  const main = /^main: (.*)$/m.exec(readFileSync('Pulumi.yaml', 'utf8'))?.[1] ?? ''
  const stack = option('--stack')
  const [, project = '', stage = ''] = stack.split('/')
  // SST bundles its programs into its platform.
  const platform = dirname(main)
  const folder = process.cwd()
  const engine: Engine = await standInEngine({ platform, project, stage }, tellOf)
  await engine.run(async () => ((await import(pathToFileURL(main).href)) as { default: unknown }).default)
  process.chdir(folder)
  // SST reads what is linked from the state, to write types of it.
  writeState(stack, [])
  tell({ summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, policyPacks: {} } })
  process.exit(0)
}

if (command === 'version') process.stdout.write(`${version}\n`)
else if (command === 'stack' && words[0] === 'init') writeState(words[1] ?? '', [])
else if (command === 'preview') await preview()
else {
  process.stderr.write(`nothing here does pulumi ${command}\n`)
  process.exitCode = 255
}

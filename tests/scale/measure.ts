import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { fullest, spreadOf } from './spread.ts'

/**
 * `npm run scale`: compiles, tests, bundles and plans 500, 2,000, 5,000 and 10,000 feeds (`npm run scale -- 800`: as many as it is told), and
 * prints what it took. With CANVASS_SCALE=write the tables go into docs/scale.md. It takes a quarter of an hour on a quiet machine. A deployment
 * is compiled in the heap that Node takes by itself, as `sst deploy` has it done; its plan is made in a larger one.
 */
const counts = process.argv.slice(2).map(Number)
const sizes = counts.length > 0 ? counts : [500, 2_000, 5_000, 10_000]
const page = 'docs/scale.md'
const largeHeap = '--max-old-space-size=12000'

async function measured<T>(script: string, count: number, ...options: readonly string[]): Promise<T> {
  const folder = madeFolder('scale')
  const args = [...options, join(import.meta.dirname, script), folder, String(count)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = text(child.stdout)
  const [code] = (await once(child, 'close')) as [number | null]
  rmSync(folder, { recursive: true })
  if (code !== 0) throw new Error(`${script} ${count} ended with ${code}`)
  return JSON.parse(await said) as T
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
const shown = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })

interface Compiled {
  readonly compileSeconds: number
  readonly testSeconds: number
  readonly bundleSeconds: number
  readonly memoryMegabytes: number
  readonly pollerMegabytes: number
  readonly packedMegabytes: number
  readonly deploymentMegabytes: number
}
interface PlannedFeeds {
  readonly resources: number
  readonly seconds: number
  readonly memoryMegabytes: number
  readonly megabytes: number
}

const compiled = [
  '| feeds | compiled, CPU s | tested, CPU s | bundled, s | memory, MB | poller, MB | packed, MB | deployment.json, MB |',
  '|--:|--:|--:|--:|--:|--:|--:|--:|',
]
const planned = ['| feeds | resources | planned, CPU s | memory, MB | plan, MB |', '|--:|--:|--:|--:|--:|']
const spread = [
  '| feeds | firings a minute | ticks a second | in the fullest second | batches a second |',
  '|--:|--:|--:|--:|--:|',
]
for (const count of sizes) {
  const c = await measured<Compiled>('compile-tenants.ts', count)
  const sizesOfCode = [shown(c.pollerMegabytes), shown(c.packedMegabytes), shown(c.deploymentMegabytes, 1)]
  const times = [c.compileSeconds, c.testSeconds, c.bundleSeconds].map((seconds) => shown(seconds, 1))
  compiled.push(row([shown(count), ...times, shown(c.memoryMegabytes), ...sizesOfCode]))
  process.stderr.write(`${compiled.at(-1)}\n`)
  const p = await measured<PlannedFeeds>('plan-tenants.ts', count, largeHeap)
  planned.push(
    row([
      shown(count),
      shown(p.resources),
      shown(p.seconds, 1),
      shown(p.memoryMegabytes),
      shown(p.megabytes, 1),
    ]),
  )
  process.stderr.write(`${planned.at(-1)}\n`)
}
for (const count of new Set([...sizes, 100_000])) {
  const all = spreadOf(count)
  const { most, mean } = fullest(all)
  spread.push(row([shown(count), shown(all.firings), shown(mean), shown(most), shown(most / 10)]))
}
const tables: Readonly<Record<string, readonly string[]>> = { compiled, planned, spread }
for (const [name, lines] of Object.entries(tables)) process.stdout.write(`\n${name}\n${lines.join('\n')}\n`)
if (process.env['CANVASS_SCALE'] === 'write') {
  const filled = readFileSync(page, 'utf8').replaceAll(
    /<!-- measured: (\w+) -->\n[\s\S]*?<!-- \/measured -->/g,
    (_, name: string) =>
      `<!-- measured: ${name} -->\n\n${(tables[name] ?? []).join('\n')}\n\n<!-- /measured -->`,
  )
  writeFileSync(page, filled)
}

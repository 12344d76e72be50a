import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readCases } from '../../engine/backtest/read-cases.ts'
import { runCases } from '../../engine/backtest/run-cases.ts'
import { rememberedFiles } from '../../engine/deploy/remembered-files.ts'
import { writeDeployment } from '../../engine/deploy/write-deployment.ts'
import { compileAll } from '../../engine/plan/compile-all.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
import { hostAllowances } from '../../engine/plan/hosts.ts'
import { writeTenants } from './tenants.ts'

/** A process of its own: does with so many tenants what `feed compile --deployment` does, and prints what it took as one line of JSON. */
const [folder = '', count = ''] = process.argv.slice(2)
const root = join(folder, 'feeds')
writeTenants(root, Number(count))

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
const files = rememberedFiles(folderFiles)
const began = cpuSeconds()
const plans = [...compileAll(findFeeds(root, files), files)].map(({ plan, problems }) => {
  if (plan === undefined) throw new AggregateError(problems)
  return plan
})
const compiled = cpuSeconds()
const { signal } = new AbortController()
for (const plan of plans) {
  const folderOfFeed = join(root, plan.feed)
  for await (const run of runCases(plan, folderOfFeed, readCases(folderOfFeed), signal))
    if (run.kind === 'failed' || run.differences.length > 0)
      throw new Error(`${plan.feed} is not as expected`)
}
const tested = cpuSeconds()
const bundling = performance.now()
const out = join(folder, 'deployment')
await writeDeployment(out, {
  plans,
  hosts: hostAllowances(root, files, (error) => {
    throw error
  }),
  root,
  files,
  build: 1,
  now: Date.parse('2028-11-01T00:00:00Z'),
})
const written = performance.now()

const paths = readdirSync(join(out, 'poller'), { recursive: true, encoding: 'utf8' })
  .map((name) => join(out, 'poller', name))
  .filter((path) => statSync(path).isFile())
const texts = paths.map((path) => readFileSync(path))
process.stdout.write(
  JSON.stringify({
    compileSeconds: compiled - began,
    testSeconds: tested - compiled,
    bundleSeconds: (written - bundling) / 1_000,
    memoryMegabytes: process.resourceUsage().maxRSS / 1_000,
    pollerMegabytes: texts.reduce((sum, { length }) => sum + length, 0) / 1_000_000,
    packedMegabytes: texts.reduce((sum, text) => sum + gzipSync(text, { level: 6 }).length, 0) / 1_000_000,
    deploymentMegabytes: statSync(join(out, 'deployment.json')).size / 1_000_000,
  }),
)

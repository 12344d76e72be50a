import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type Services, startServices } from '../services/services.ts'
import { testedFeeds } from './all-feeds.ts'
import { missingServers } from './both-homes.ts'
import { type FormatLine, measuredFormats } from './formats.ts'
import { type Line, measuredLines, sizes } from './lines.ts'
import { machine } from './machine.ts'

/**
 * `npm run bench`: how fast the homes are on this machine, as a table and in a file. `--record` writes the file that is
 * kept in the project. TEST_SERVICES names the servers that `tests/services/keep.ts` keeps up; without it they are started.
 */
const isRecord = process.argv.includes('--record')
const folder = new URL('results/', import.meta.url)
const file = new URL(isRecord ? 'recorded.json' : 'latest.json', folder)

await using running = await runningServices()
const facts = machine()
const missing = missingServers(running.services)
console.log(
  `${facts.cpu}, ${facts.cores} cores, ${facts.memoryGigabytes} GB, ${facts.system}, Node ${facts.node}, Java ${facts.java ?? 'none'}, load ${facts.load}`,
)
if (missing !== undefined) console.log(`Without the real servers: ${missing}`)
console.log(row('', 'embedded', 'real servers', 'ratio'))

const lines: Line[] = []
for await (const line of measuredLines(running.services, sizes.whole)) {
  lines.push(line)
  const { name, unit, embedded, aws } = line
  const ratio = aws === null || embedded === 0 ? '' : (aws / embedded).toFixed(2)
  console.log(row(name, figure(embedded, unit), aws === null ? 'missing' : figure(aws, unit), ratio))
}

console.log(`\n${row('decoding one large file', 'rows/s', 'MB/s', 'MB held')}`)
const formats: FormatLine[] = []
for (const line of measuredFormats()) {
  formats.push(line)
  const { format, rows, megabytes, seconds, peak } = line
  console.log(
    row(
      `${format}, ${rows.toLocaleString('en')} rows`,
      figure(rows / seconds, 'each'),
      figure(megabytes / seconds, 'each'),
      figure(peak, 'each'),
    ),
  )
}
const feeds = testedFeeds()
console.log(
  `\nfeed test over all feeds: ${feeds.cases} cases, ${figure(feeds.rows, 'each')} rows in ${feeds.seconds.toFixed(1)} s, ${feeds.whole.toFixed(1)} s with compiling`,
)
mkdirSync(folder, { recursive: true })
const at = new Date().toISOString()
writeFileSync(
  file,
  `${JSON.stringify({ at, commit: commit(), machine: facts, lines, formats, feeds }, undefined, 2)}\n`,
)
console.log(
  `→ ${isRecord ? 'Commit' : 'Compare with recorded.json:'} tests/bench/results/${isRecord ? 'recorded' : 'latest'}.json`,
)

async function runningServices(): Promise<AsyncDisposable & { readonly services: Services }> {
  const kept = process.env['TEST_SERVICES']
  if (!kept) return startServices({ optimized: true })
  const services = JSON.parse(readFileSync(kept, 'utf8')) as Services
  return { services, [Symbol.asyncDispose]: async () => undefined }
}

function row(...[name, embedded, aws, ratio]: readonly [string, string, string, string]): string {
  return `${name.padEnd(42)}${embedded.padStart(14)}${aws.padStart(16)}${ratio.padStart(8)}`
}

function figure(value: number, unit: Line['unit']): string {
  const digits = value >= 100 ? 0 : 1
  const text = value.toLocaleString('en', { maximumFractionDigits: digits })
  return unit === 'each' ? text : `${text} ${unit}`
}

function commit(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

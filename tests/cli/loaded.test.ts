import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { firstCounts, night } from '../helpers/night.ts'

vi.setConfig({ testTimeout: 60_000 })

const main = join(import.meta.dirname, '../../engine/cli/feed.js')
/** Says, at the end, every file that was loaded. */
const listing = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  const loaded = new Set()
  registerHooks({ load: (url, context, next) => { loaded.add(url); return next(url, context) } })
  process.on('exit', () => process.stderr.write([...loaded].map((url) => 'LOADED ' + url + '\\n').join('')))
`)}`

/** The packages that a command loads, the engine's own dependencies and theirs. */
function packagesOf(words: readonly string[], environment: Readonly<Record<string, string>>) {
  return new Promise<ReadonlySet<string>>((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment }
    const options = { env, maxBuffer: 64 * 1_048_576 }
    execFile(process.execPath, ['--import', listing, main, ...words], options, (_, __, stderr) => {
      const found = stderr.matchAll(/^LOADED .*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)
      resolve(new Set([...found].map(([, name]) => name ?? '')))
    })
  })
}
const isOfTheCloud = (name: string): boolean => /^@aws|^@smithy|kafka|msk/.test(name)

test('commands on the homes of this machine load no client of the cloud', async () => {
  const one = night()
  one.publish(firstCounts)
  for (const words of [
    ['run', '--once'],
    ['consume', '--once'],
    ['status'],
    ['results'],
    ['trace', 'us-xx-county'],
    ['setup'],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- what one leaves the next one looks at
    const packages = await packagesOf(words, one.environment)
    expect(packages).toContain('commander')
    expect([...packages].filter(isOfTheCloud)).toEqual([])
  }
})

test('and those on the homes in the cloud do', async () => {
  const nowhere = 'http://127.0.0.1:1'
  const packages = await packagesOf(['status', '--home', 'aws'], {
    ...night().environment,
    CANVASS_HEADS_TABLE: 'canvass-heads',
    CANVASS_ITEMS_TABLE: 'canvass-items',
    CANVASS_RESULTS_TABLE: 'canvass-results',
    CANVASS_REGISTER_TABLE: 'canvass-register',
    CANVASS_BUCKET: 'canvass-archive',
    CANVASS_BROKERS: '127.0.0.1:1',
    CANVASS_TRACE_STREAM: 'canvass-trace',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: nowhere,
  })
  expect([...packages].filter(isOfTheCloud)).toEqual(
    expect.arrayContaining(['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', 'kafkajs']),
  )
})

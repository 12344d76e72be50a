import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { feedProcess } from '../helpers/feed-command.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { feedsFolder } from './feeds-folder.ts'

// A process takes a fraction of a second to start, and many times that on a machine with other things to do.
vi.setConfig({ testTimeout: 60_000 })

const main = join(import.meta.dirname, '../../engine/cli/feed.js')
const environment = { CANVASS_FEEDS: join(import.meta.dirname, 'feeds') }

test('exit codes reach the shell: fine, problems, wrong usage, held', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  const ends = [
    await feedProcess(['validate'], { environment }),
    await feedProcess(['validate'], folder),
    await feedProcess(['validate', '--nonsense'], { environment }),
    await feedProcess(['dry-run', 'us-xx-tiny', '--capture', 'page'], { environment }),
  ]
  expect(ends.map((ended) => ended.exit)).toEqual([0, 1, 2, 3])
})

test('what is no terminal gets no colours, and --json is one line of JSON', async () => {
  const { stdout, stderr } = await feedProcess(['dry-run', 'us-xx-tiny', '--capture', 'evening', '--json'], {
    environment,
  })
  expect(stderr).toBe('')
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(stdout)).toMatchObject({ feed: 'us-xx-tiny', rows: 6, results: 3, holds: [] })
})

test('a Node that is too old is told so, before it meets what it can not read', async () => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(old)}`, main])
  let stderr = ''
  child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(1)
  expect(stderr).toContain('feed needs Node 24')
  expect(stderr).toContain('npx feed')
})

test('a reader that has seen enough ends it quietly: feed … | head', async () => {
  const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
  const [code] = (await once(child, 'close')) as [number]
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('Ctrl-C stops a command that waits for a source', async () => {
  using folder = feedsFolder()
  const asked = Promise.withResolvers<void>()
  await using server = await startHttpServer(() => asked.resolve())
  const source = `http: { url: "${server.url}/live.csv", allow_private: true }`
  folder.edit('feed.yaml', 'file: { path: live.csv }', source)
  const env = { PATH: process.env['PATH'], ...folder.environment }
  const child = spawn(process.execPath, [main, 'dry-run', 'us-xx-tiny'], { env })
  let stderr = ''
  child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
  const closed = once(child, 'close')
  await asked.promise
  child.kill('SIGINT')
  expect(await closed).toEqual([130, null])
  expect(stderr).toBe('Stopped.\n')
})

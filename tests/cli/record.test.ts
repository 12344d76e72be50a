import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { feed } from '../helpers/feed-command.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { feedsFolder } from './feeds-folder.ts'

test('a recorded capture can be judged by its name, and has the hash of the source', async () => {
  using folder = feedsFolder()
  const { exit, stdout } = await folder.feed('record', 'us-xx-tiny', '--name', 'first')
  expect(exit).toBe(0)
  expect(stdout).toMatch(/→ .*feed dry-run us-xx-tiny --capture first\n$/)
  expect(parse(folder.read('fixtures/first/capture.yaml'))).toEqual({
    captured_at: '2024-11-06T00:00:00.000Z',
    payloads: [{ request: 'main', origin: 'live.csv', file: 'live.csv' }],
  })
  expect(folder.read('fixtures/first/capture.yaml')).toMatch(/[^\n]\n$/)
  expect(folder.read('fixtures/first/live.csv')).toBe(folder.read('live.csv'))
  const [live, recorded] = [[], ['--capture', 'first']].map(async (capture) =>
    JSON.parse((await folder.feed('dry-run', 'us-xx-tiny', '--json', ...capture)).stdout),
  )
  expect((await recorded).capture.hash).toBe((await live).capture.hash)
})

test('without a name it is called by its time; --out puts it elsewhere', async () => {
  using folder = feedsFolder()
  const out = join(folder.path, 'captures')
  const { stdout } = await folder.feed('record', 'us-xx-tiny', '--out', out)
  expect(readdirSync(out)).toEqual(['20241106-000000'])
  expect(stdout).toContain(`--capture ${out}/20241106-000000`)
})

test('files of several requests are called like them', async () => {
  using folder = feedsFolder()
  const files = '{ files: { votes: live.csv, turnout: fixtures/zero/results.csv } }'
  folder.edit('feed.yaml', '{ path: live.csv }', files)
  await folder.feed('record', 'us-xx-tiny', '--name', 'both')
  expect(readdirSync(folder.tiny('fixtures/both'))).toEqual(['capture.yaml', 'turnout.csv', 'votes.csv'])
  const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'both', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    from: 'recorded',
    capture: { payloads: [{ request: 'votes' }, { request: 'turnout' }] },
  })
})

test('a capture is never overwritten', async () => {
  using folder = feedsFolder()
  const before = folder.read('fixtures/zero/results.csv')
  const { exit, stderr } = await folder.feed('record', 'us-xx-tiny', '--name', 'zero')
  expect(exit).toBe(1)
  expect(stderr).toMatch(/^CAPTURE_EXISTS /)
  expect(folder.read('fixtures/zero/results.csv')).toBe(before)
})

test.each(['../elsewhere', '', '.hidden', 'a/b'])('"%s" is no name', async (name) => {
  using folder = feedsFolder()
  const { exit, stderr } = await folder.feed('record', 'us-xx-tiny', '--name', name)
  expect(exit).toBe(2)
  expect(stderr).toMatch(/^CLI_USAGE /)
})

test('a fetch that fails leaves nothing behind', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'live.csv', 'missing.csv')
  const before = readdirSync(folder.tiny('fixtures'))
  const { exit, stderr } = await folder.feed('record', 'us-xx-tiny', '--name', 'first')
  expect(exit).toBe(1)
  expect(stderr).toMatch(/^SOURCE_MISSING /)
  expect(readdirSync(folder.tiny('fixtures'))).toEqual(before)
})

test('a body that repeats the secret it was fetched with is not kept', async () => {
  using folder = feedsFolder()
  await using server = await startHttpServer((request, response) => {
    response.end(`contest,key\nGovernor,${String(request.headers['x-api-key'])}\n`)
  })
  const source = `http: { url: "${server.url}/a.csv", allow_private: true, headers: { X-Api-Key: { secret: office } } }`
  folder.edit('feed.yaml', 'file: { path: live.csv }', source)
  const environment = { ...folder.environment, CANVASS_SECRET_OFFICE: 'tr0ub4dor&3' }
  const { exit, stdout, stderr } = await feed(['record', 'us-xx-tiny', '--name', 'first'], { environment })
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' })
  expect(stderr).toMatch(/^SOURCE_SECRET_ECHOED .*"office"/)
  expect(stderr).not.toContain('tr0ub4dor')
  expect(existsSync(folder.tiny('fixtures/first'))).toBe(false)
})

test('files are named for what was fetched; an address with a key in it is never asked', async () => {
  using folder = feedsFolder()
  await using server = await startHttpServer((_, response) => {
    response.setHeader('content-type', 'text/csv')
    response.end('contest\nGovernor\n')
  })
  const address = `${server.url}/night/Results%20Final.CSV?election=12`
  folder.edit('feed.yaml', 'file: { path: live.csv }', `http: { url: "${address}", allow_private: true }`)
  const clock = manualClock({ start: '2024-11-06T03:04:05Z', auto: true })
  const { exit } = await feed(['record', 'us-xx-tiny'], { environment: folder.environment, clock })
  expect(exit).toBe(0)
  const recorded = folder.tiny('fixtures/20241106-030405')
  expect(parse(readFileSync(join(recorded, 'capture.yaml'), 'utf8')).payloads).toEqual([
    {
      request: 'main',
      origin: `${server.url}/night/Results%20Final.CSV?election=12`,
      content_type: 'text/csv',
      file: 'results-20final.csv',
    },
  ])
  folder.edit('feed.yaml', 'election=12', 'session_token=tr0ub4dor')
  const { stderr } = await feed(['record', 'us-xx-tiny', '--name', 'key'], {
    environment: folder.environment,
  })
  expect(stderr).toMatch(/SOURCE_URL_INVALID .*session_token=\*\*\*/)
  expect(stderr).not.toContain('tr0ub4dor')
  expect(existsSync(folder.tiny('fixtures/key'))).toBe(false)
})

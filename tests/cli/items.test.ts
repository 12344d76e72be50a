import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { feed } from '../helpers/feed-command.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { feedsFolder } from './feeds-folder.ts'

const county = (name: string, votes: number) =>
  `contest,county,candidate,party,votes,reporting,precincts\nGovernor,${name},Ada,REP,${votes},3,3\nGovernor,${name},Bo,DEM,${votes + 9},3,3\n`

/** A feed that asks a server for the version, and below it for a file of each county; `files` by county. */
async function startCounties(files: Record<string, string>) {
  const folder = feedsFolder()
  const server = await startHttpServer((request, response) => {
    const name = /^\/7\/(\w+)\.csv$/.exec(request.url ?? '')?.[1]
    const text = request.url === '/version' ? '7' : files[name ?? '']
    if (text === undefined) response.writeHead(404).end()
    else response.end(text)
  })
  const source = `http:
    allow_private: true
    retries: { attempts: 1 }
    requests:
      version: { url: "${server.url}/version", probe: true, carry: { version: { text: "[0-9]+" } } }
      counties:
        url: "${server.url}/{version}/{county}.csv"
        for_each: { name: county, list: [elm, oak, fir] }`
  folder.edit('feed.yaml', 'file: { path: live.csv }', source)
  // After the polls have closed.
  const clock = manualClock({ start: '2024-11-06T02:00:00Z', auto: true })
  return {
    folder,
    server,
    feed: (...words: readonly string[]) => feed(words, { environment: folder.environment, clock }),
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
const three = () => ({ elm: county('Elm', 10), oak: county('Oak', 20), fir: county('Fir', 30) })

test('a recorded capture names its items, and is judged as the live one', async () => {
  await using office = await startCounties(three())
  const { folder } = office
  expect((await office.feed('record', 'us-xx-tiny', '--name', 'first')).exit).toBe(0)
  const { payloads } = parse(folder.read('fixtures/first/capture.yaml')) as {
    payloads: readonly object[]
  }
  expect(payloads).toEqual([
    { request: 'version', origin: `${office.server.url}/version`, file: 'version' },
    ...['elm', 'oak', 'fir'].map((name) => ({
      request: `counties/${name}`,
      origin: `${office.server.url}/7/${name}.csv`,
      carried: { version: '7' },
      file: `counties-${name}.csv`,
    })),
  ])
  const [live, recorded] = [[], ['--capture', 'first']].map(async (capture) =>
    JSON.parse((await office.feed('dry-run', 'us-xx-tiny', '--json', ...capture)).stdout),
  )
  expect((await recorded).capture.hash).toBe((await live).capture.hash)
  expect(await recorded).toMatchObject({ rows: 6, results: 3 })
})

test('what failed is told, recorded and judged', async () => {
  const { oak: _lost, ...two } = three()
  await using office = await startCounties(two)
  const { folder } = office
  const { stdout } = await office.feed('record', 'us-xx-tiny', '--name', 'first')
  expect(stdout).toContain('counties/oak: FAILED SOURCE_STATUS')
  expect(parse(folder.read('fixtures/first/capture.yaml'))).toMatchObject({
    failed: [{ request: 'counties/oak', code: 'SOURCE_STATUS' }],
  })
  const judged = await office.feed('dry-run', 'us-xx-tiny', '--capture', 'first')
  expect(judged.stdout).toContain('counties/oak: FAILED SOURCE_STATUS')
  expect(judged.stdout).toContain('a poll would publish 2 added')
})

test('files of items are given by their names', async () => {
  await using office = await startCounties(three())
  const { folder } = office
  const path = join(folder.path, 'elm.csv')
  writeFileSync(path, county('Elm', 11))
  const { stdout } = await office.feed('dry-run', 'us-xx-tiny', '--capture', `counties/elm=${path}`)
  expect(stdout).toContain('counties/elm: elm.csv')
  expect(stdout).toContain('a poll would publish 1 added')
  const unknown = await office.feed('dry-run', 'us-xx-tiny', '--capture', `precincts/elm=${path}`)
  expect(unknown.stderr).toMatch(/^(CAPTURE_REQUESTS|CLI_CAPTURE_UNKNOWN) /)
})

test('a case is judged on a fixture with items', async () => {
  await using office = await startCounties(three())
  const { folder } = office
  await office.feed('record', 'us-xx-tiny', '--name', 'items')
  writeFileSync(
    folder.tiny('cases.yaml'),
    '- case: items\n  capture: items\n  expect: { rows: 6, holds: [] }\n',
  )
  expect((await office.feed('test', 'us-xx-tiny')).stdout).toContain('as expected  items')
})

test('a figure leads to the item it was read from', async () => {
  await using office = await startCounties(three())
  const { folder } = office
  expect((await office.feed('run', '--once')).exit).toBe(0)
  const figure = 'xx/governor/ocd-division/country:us/state:xx/county:oak/ada'
  const why = await office.feed('why', figure)
  expect(why.stdout).toContain(`${office.server.url}/7/oak.csv`)
  expect(why.stdout).toContain('| Governor,Oak,Ada,REP,20,3,3')
  expect(readdirSync(folder.environment.CANVASS_HOME)).toContain('archive')
})

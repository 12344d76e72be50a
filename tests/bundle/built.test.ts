import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHttpServer } from '../helpers/http-server.ts'
import { planOf } from '../helpers/judged.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { planOf as specPlan, specText } from '../plan/specs.ts'
import { type Built, built } from './built.ts'

/** What no plan of delimited text over HTTP needs: readers of languages and of other formats, other protocols, the CLI. */
const heavy =
  `yaml jsonata ajv typebox re2js jmespath css-select picomatch commander cheerio parse5 htmlparser2 saxes csv-parse
   yauzl tar-stream ssh2 ssh2-sftp-client basic-ftp temporal-polyfill entities`.split(/\s+/)
const folder = madeFolder('bundle')
let bundle: Built
const answers = new Map<string, string>()
const server = await startHttpServer(({ url = '' }, response) => {
  response.end(answers.get(url))
})
const csv = precinctsPlan('bundled', `${server.url}/precincts.csv`)
/** Text of a page, taken apart by regular expressions, with a function that is the library's own. */
const page = specPlan(
  specText({
    feed: 'us-nc-page',
    status: 'live',
    source: `{ http: { url: "${server.url}/page.html", allow_private: true } }`,
    decode: 'html',
    select: '{ css: { rows: p, cells: { text: span } } }',
    map: `|
  (
    $found := $match(text, /^(\\w+) (\\d+)$/).groups;
    {
      "contest": { "name": "Mayor" }, "unit": { "type": "county", "name": "Wake" },
      "selection": { "name": $found[0] & $formatNumber($number($found[1]), " 000") },
      "votes": { "total": $votes($found[1]) }
    }
  )`,
  }),
)
/** Many formats, and a mapping of every kind beside that of the feed that is polled. */
const others = ['us-ga/general-2020', 'us-pa-allegheny/special-2023', 'us-ks/president-2020'].map((name) =>
  planOf(`feeds/${name}/feed.yaml`),
)

/** Names whose ends are cut off, by an expression that is proven for texts of some length only. */
const choicesFeed = specPlan(
  specText({
    feed: 'us-nc-choices',
    status: 'live',
    source: `{ http: { url: "${server.url}/choices.csv", allow_private: true } }`,
    map: `|
  {
    "contest": { "name": "Mayor" }, "unit": { "type": "county", "name": "Wake" },
    "selection": {
      "name": $contains(Choice, "&") ? $unescape(Choice)
        : $contains(Choice, "@") ? $time($substringAfter(Choice, "@")) : $replace(Choice, /\\s*\\(.*\\)$/, "")
    },
    "votes": { "total": $votes(Votes) }
  }`,
  }),
)

beforeAll(async () => {
  bundle = await built([csv, page, choicesFeed, ...others], folder, true)
}, 60_000)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

interface Run {
  readonly answers: readonly Readonly<Record<string, unknown>>[]
  /** As the bundle names its files. */
  readonly loaded: readonly string[]
}

/** In a process of its own, with stores in a folder. */
async function run(...feeds: readonly string[]): Promise<Run> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'run-poller.ts'), dirname(bundle.entry), ...feeds],
    { env: { CANVASS_HOME: join(folder, 'home') }, maxBuffer: 1e8 },
  )
  const { answers: given, loaded } = JSON.parse(stdout.split('\n').at(-1) ?? '') as Run
  const files = loaded.filter((url) => url.startsWith('file:') && !url.includes('/tests/'))
  return { answers: given, loaded: files.map((url) => relative('.', fileURLToPath(url))) }
}

const bytesOf = (outputs: readonly string[]): number =>
  outputs.reduce((sum, path) => sum + (bundle.outputs[path]?.bytes ?? 0), 0)

test('the entry, and all that is loaded with it, has less than 100 KB and no library', () => {
  const entry = bundle.loadedWith(bundle.startingAt('poller.mjs'))
  expect(bytesOf(entry)).toBeLessThan(100_000)
  expect([...bundle.contentsOf(entry)].filter((one) => !one.includes('/'))).toEqual([])
})

test.each(['engine/decode/csv.ts', 'engine/source/http.ts', 'engine/entry/open-poller.ts'])(
  'with %s comes nothing that delimited text over HTTP does not need',
  (source) => {
    const contents = bundle.contentsOf(bundle.loadedWith(bundle.startingAt(source)))
    expect(heavy.filter((one) => contents.has(one))).toEqual([])
  },
)

test('each of the heavy libraries that it has is in it once, in files that nothing loads at once', () => {
  const all = bundle.contentsOf(Object.keys(bundle.outputs))
  const has = heavy.filter((one) => all.has(one))
  expect(has).toContain('cheerio')
  expect(has).toContain('ssh2')
  expect(has).not.toContain('typebox')
  expect(has).not.toContain('commander')
  expect(has).not.toContain('csv-parse')
})

test('a feed of delimited text over HTTP is polled, and only what it needs is loaded', async () => {
  answers.set('/precincts.csv', precinctsFile([12, 9]))
  const { answers: said, loaded } = await run(csv.feed)
  expect(said).toEqual([
    expect.objectContaining({ feed: csv.feed, kind: 'published', revision: 1, changes: 2 }),
  ])
  expect(loaded.filter((path) => bundle.outputs[path] === undefined)).toEqual([])
  const contents = bundle.contentsOf(loaded)
  expect(heavy.filter((one) => contents.has(one))).toEqual([])
  const named = (part: string) => [...contents].filter((one) => one.includes(part)).length
  expect(['engine/decode/csv.ts', '/plans/feed_', '/plans/election_'].map(named)).toEqual([1, 1, 1])
  for (const path of loaded) expect(readFileSync(path, 'utf8')).not.toMatch(/\bnew Function\(|\beval\(/)
})

test('a feed that needs more loads more', async () => {
  answers.set(
    '/page.html',
    '<!doctype html><html><body><p><span>Lee 12</span><p><span>Kim 7</span></body></html>',
  )
  const { answers: said, loaded } = await run(page.feed)
  expect(said).toEqual([expect.objectContaining({ feed: page.feed, kind: 'published', changes: 1 })])
  const contents = bundle.contentsOf(loaded)
  // Its regular expression is proven: no other engine is loaded for it, and nothing is proven again.
  const needed = ['cheerio', 'jsonata', 'parse5', 'htmlparser2', 'css-select', 'entities']
  expect(heavy.filter((one) => contents.has(one) && !needed.includes(one))).toEqual([])
  expect(['cheerio', 'jsonata', 'engine/flow/regex-steps.ts'].map((one) => contents.has(one))).toEqual([
    true,
    true,
    false,
  ])
})

test('libraries are loaded with the first row that turns out to need them', async () => {
  const libraries = async (...choices: readonly string[]): Promise<readonly string[]> => {
    answers.set('/choices.csv', `Choice,Votes\n${choices.map((one, at) => `${one},${at + 1}\n`).join('')}`)
    const { answers: said, loaded } = await run(choicesFeed.feed)
    expect(said).toEqual([expect.objectContaining({ kind: 'published' })])
    const contents = bundle.contentsOf(loaded)
    const some = ['re2js', 'entities', 'temporal-polyfill', 'engine/flow/regex-steps.ts']
    return some.filter((one) => contents.has(one))
  }
  expect(await libraries('Ada (DEM)')).toEqual([])
  expect(await libraries('Ada (DEM)', 'Bo &amp; Chi')).toEqual(['entities'])
  const long = `Dee${' '.repeat(2_000)}(LIB)`
  expect(await libraries('Ada (DEM)', 'Bo &amp; Chi', long)).toEqual(['re2js', 'entities'])
  const time = '@2024-11-05 19:30'
  expect(await libraries('Ada (DEM)', 'Bo &amp; Chi', 'Dee', time)).toEqual(['entities', 'temporal-polyfill'])
})

test('and polled again it has nothing new; a feed that is not in the bundle is a defect', async () => {
  const { answers: said } = await run(csv.feed, 'us-xx-elsewhere', csv.feed)
  expect(said).toEqual([
    expect.objectContaining({ kind: 'unchanged' }),
    { thrown: expect.stringContaining('no plan of the feed "us-xx-elsewhere"') as string },
    expect.objectContaining({ kind: 'unchanged' }),
  ])
})

test('of a library of the older kind nothing is asked by name where only the whole is given', () => {
  const whole = Object.values(bundle.outputs).filter(
    ({ entryPoint = '', exports }) => entryPoint.includes('node_modules/') && exports.join() === 'default',
  )
  const packages = whole.map(({ entryPoint = '' }) => /.*node_modules\/([^/]+)/.exec(entryPoint)?.[1])
  expect(new Set(packages)).toEqual(new Set(['jmespath', 'ssh2-sftp-client']))
})

test('every file of it loads, without the schemas of specs', async () => {
  const { loaded } = await run()
  expect(loaded.length).toBeGreaterThan(50)
})

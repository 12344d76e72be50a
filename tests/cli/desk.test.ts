import { globSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { feedProcess } from '../helpers/feed-command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { type CodeApi, startCodeApi } from '../invoke/code-api.ts'
import { type Put, zipFile } from '../unpack/zip-file.ts'

const specs = join(import.meta.dirname, 'feeds')
const desk = join(import.meta.dirname, '../../engine/cli/desk.ts')
const name = 'canvass-test-PollerSmallFunction-abc'

/** The code of a poller: specs in it, and much that is none of the desk's. */
function code(build: number, edit = (text: string) => text): Buffer {
  const feeds = globSync('**/*.{yaml,csv}', { cwd: specs, exclude: ['**/fixtures/**', '**/cases.yaml'] })
  const puts = feeds.map(
    (path): Put => ({ name: `feeds/${path}`, body: edit(readFileSync(join(specs, path), 'utf8')) }),
  )
  const own: readonly Put[] = [
    { name: 'build.json', body: `${JSON.stringify({ build })}\n` },
    { name: 'poller.mjs', body: 'throw new Error("nobody runs it here")' },
  ]
  return zipFile(...own, ...puts)
}

describe('the desk', () => {
  let zip: Buffer | undefined
  let api: CodeApi
  beforeAll(async () => {
    api = await startCodeApi(name, () => zip)
  })
  afterAll(() => api[Symbol.asyncDispose]())

  /** A command line as the container of the desk begins it; what it looks at lies on this machine. */
  async function run(words: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const made = (one: string) => [`CANVASS_${one.toUpperCase()}_TABLE`, `canvass-${one}`]
    const environment = {
      TMPDIR: tmpdir(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_LAMBDA: api.endpoint,
      ...Object.fromEntries(['heads', 'items', 'results', 'register'].map(made)),
      CANVASS_STORES: 'aws',
      CANVASS_BUCKET: 'canvass-archive',
      CANVASS_BROKERS: 'broker.example:9098',
      CANVASS_TRACE_STREAM: 'canvass-trace',
      CANVASS_HOME: temporaryFolder('desk-home'),
      CANVASS_POLLING_FUNCTION: name,
      ...more,
    }
    const before = folders()
    const cwd = temporaryFolder('desk-image')
    const ended = await feedProcess([...words, '--home', 'embedded'], { environment, cwd, program: desk })
    expect(folders()).toEqual(before)
    return ended
  }
  const folders = () => readdirSync(tmpdir()).filter((one) => /^canvass-desk-\w{6}$/.test(one))

  test('knows the feeds that are in the code of the pollers as a command begins, and leaves nothing behind', async () => {
    zip = code(7)
    const known = await run(['status', '--json'])
    expect(known.stderr).toBe('')
    expect(JSON.parse(known.stdout).feeds.map((one: { feed: string }) => one.feed)).toEqual(['us-xx-tiny'])
    zip = code(8, (text) => text.replace('us-xx-tiny', 'us-xx-later'))
    const later = await run(['status', '--json'])
    expect(JSON.parse(later.stdout).feeds.map((one: { feed: string }) => one.feed)).toEqual(['us-xx-later'])
    expect(api.asked()).toEqual([1, 2].flatMap(() => [`/2015-03-31/functions/${name}`, '/code.zip']))
  })

  test('polls, where somebody asks for it, as a poller of that deployment does', async () => {
    zip = code(1_800_000_123)
    const home = temporaryFolder('desk-home')
    const { stdout } = await run(['run', 'us-xx-tiny', '--once'], { CANVASS_HOME: home })
    expect(stdout).toContain('us-xx-tiny  published')
    await using homes = await openHomes(readConfig({ CANVASS_HOME: home, CANVASS_ENV_FILE: '/dev/null' }))
    const head = await homes.state.peek('us-xx-tiny' as FeedId, new AbortController().signal)
    expect(head?.build).toBe(1_800_000_123)
  })

  test('says why where the code can not be had', async () => {
    zip = undefined
    expect(await run(['status'])).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^AWS_FAILED .*lambda did not carry out GetFunction on canvass-test-.*HTTP status 403/,
      ),
    })
    expect(await run(['status'], { CANVASS_POLLING_FUNCTION: 'canvass-nowhere' })).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/^AWS_REFUSED .*canvass-nowhere: ResourceNotFoundException/),
    })
  })

  test('takes the folder of feeds where no function is named', async () => {
    const { stdout } = await run(['status', '--json'], { CANVASS_POLLING_FUNCTION: '', CANVASS_FEEDS: specs })
    expect(JSON.parse(stdout).feeds).toHaveLength(1)
  })
})

import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Deployment } from '../../engine/deploy/deployment.ts'
import { feed } from '../helpers/feed-command.ts'
import { modulesIn, reachedFrom } from '../services/deployed-code.ts'
import { deployable, type FeedsFolder, feedsFolder } from './feeds-folder.ts'

/** That feed again, under another id and with a change. */
function another(folder: FeedsFolder, id: string, from: string, to: string): void {
  cpSync(folder.tiny(), folder.tiny('..', id), { recursive: true })
  const spec = folder.tiny('..', id, 'feed.yaml')
  writeFileSync(spec, readFileSync(spec, 'utf8').replace('us-xx-tiny', id).replace(from, to))
}

const deploy = (folder: FeedsFolder, build = '7') =>
  feed(['compile', '--deployment', '--out', join(folder.path, 'out')], {
    environment: { ...folder.environment, CANVASS_BUILD: build },
  })
const deploymentIn = (folder: FeedsFolder): Deployment =>
  JSON.parse(readFileSync(join(folder.path, 'out', 'deployment.json'), 'utf8')) as Deployment
/** Texts of all files of a deployment, by their paths in it. */
const filesOf = (folder: FeedsFolder): ReadonlyMap<string, string> => {
  const cwd = join(folder.path, 'out')
  const paths = globSync('**/*.*', { cwd }).toSorted()
  return new Map(paths.map((path) => [path, readFileSync(join(cwd, path), 'latin1')]))
}
/** Paths that only one of two has, or that have other bytes. */
const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path))

describe('a deployment of nothing is refused, since it would take every schedule away', () => {
  const folder = deployable()
  afterAll(() => folder[Symbol.dispose]())
  const out = join(folder.path, 'out')
  const from = (feeds: string) =>
    feed(['compile', '--deployment', '--out', out], {
      environment: { ...folder.environment, CANVASS_FEEDS: feeds },
    })

  test.each([
    [
      'is not there',
      'nowhere',
      /DEPLOY_NO_FOLDER The folder of feeds, .*nowhere, is not there\.\n.*CANVASS_FEEDS/,
    ],
    ['is empty', 'empty', /DEPLOY_NO_FEEDS There is no feed below .*empty /],
    ['has only drafts', 'drafts', /DEPLOY_NO_FEEDS All feeds below .*drafts are drafts \(1\)/],
  ])('where the folder of feeds %s', async (_, name, words) => {
    const feeds = join(folder.path, name)
    if (name === 'empty') mkdirSync(feeds)
    if (name === 'drafts') {
      folder.edit('feed.yaml', 'status: live', 'status: draft')
      cpSync(folder.environment['CANVASS_FEEDS'] ?? '', feeds, { recursive: true })
    }
    const { exit, stderr } = await from(feeds)
    expect(stderr).toMatch(words)
    expect(exit).toBe(1)
    expect(existsSync(out)).toBe(false)
  })
})

describe('a deployment', () => {
  const folder = deployable()
  afterAll(() => folder[Symbol.dispose]())

  test('has every feed with its schedules, and a folder of code for each function', async () => {
    const { exit, stdout, stderr } = await deploy(folder)
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    expect(stdout).toMatch(/^us-xx-tiny {2}[0-9a-f]{12} {2}live, 1 schedule\n5 cases as expected\n/)
    expect(stdout).toMatch(/→ Build 7: 1 feed, 1 schedule, in .*deployment\.json; sst deploy/)
    const [hash = ''] = stdout.match(/[0-9a-f]{12}/) ?? []
    expect(deploymentIn(folder)).toEqual({
      build: 7,
      feeds: [
        {
          feed: 'us-xx-tiny',
          title: 'Three counties in a CSV file',
          planHash: expect.stringMatching(new RegExp(`^${hash}[0-9a-f]{52}$`)),
          status: 'live',
          size: 'small',
          timeLimitSeconds: 120,
          secrets: [],
          hosts: ['results.example.gov'],
          schedules: [
            {
              name: 'us-xx-tiny.usual',
              expression: 'cron(12/15 * * * ? *)',
              timezone: 'UTC',
              ticks: [21],
              everySeconds: 900,
            },
          ],
        },
      ],
    })
    const files = [...filesOf(folder).keys()]
    for (const name of ['poller/poller', 'poller/watch', 'processing/processing', 'topics/topics'])
      expect(files).toContain(`${name}.mjs`)
    expect(files.filter((path) => path.includes('/feeds/'))).toEqual([
      'poller/feeds/elections/us-2024-11-05-general.yaml',
      'poller/feeds/us-xx/tiny/feed.yaml',
      'processing/feeds/elections/us-2024-11-05-general.yaml',
    ])
    expect(filesOf(folder).get('poller/build.json')).toBe('{"build":7}\n')
  }, 60_000)

  test('has one code for whatever knows the feeds, of which the watch loads the list of them, and neither plans nor what polls', () => {
    const poller = join(folder.path, 'out/poller')
    const [ofPoller, ofWatch] = ['poller', 'watch'].map((name) => reachedFrom(join(poller, `${name}.mjs`)))
    const named = (paths: readonly string[] = []) =>
      paths.map((path) => basename(path).replace(/-[A-Z0-9]{8}\.mjs$/, '.mjs'))
    expect(named(ofPoller)).toEqual(expect.arrayContaining(['plans.mjs', 'open-poller.mjs']))
    expect(named(ofWatch)).toContain('watched.mjs')
    expect(named(ofWatch).filter((name) => /^(plans|feed_|open-poller|poll)/.test(name))).toEqual([])
    const ofPolling = [...modulesIn(ofWatch ?? [])].filter((path) =>
      /^(assemble|bundle|check|decode|jsonata|map|plan|poll|select|source|unpack)\//.test(path),
    )
    // When the next tick of a feed is due.
    expect(ofPolling).toEqual(['poll/due.ts'])
    const watched = ofWatch?.find((path) => /watched-/.test(path)) ?? ''
    expect(readFileSync(watched, 'utf8')).toContain('us-xx-tiny')
  })

  test('is replaced by the next one, in which a feed more changes its own code, the lists of feeds and nothing else', async () => {
    const [before, was] = [filesOf(folder), deploymentIn(folder)]
    another(folder, 'us-xx-later', 'status: live', 'status: paused')
    another(folder, 'us-xx-never', 'status: live', 'status: draft')
    const { exit } = await deploy(folder, '8')
    expect(exit).toBe(0)
    expect(deploymentIn(folder)).toEqual({
      build: 8,
      feeds: [
        {
          ...was.feeds[0],
          feed: 'us-xx-later',
          planHash: expect.not.stringContaining(was.feeds[0]?.planHash ?? ''),
          status: 'paused',
          schedules: [expect.objectContaining({ name: 'us-xx-later.usual', everySeconds: 900 })],
        },
        was.feeds[0],
      ],
    })
    const after = filesOf(folder)
    const changed = differing(before, after).map((path) => path.replace(/-[A-Z0-9]{8}\.mjs$/, '.mjs'))
    expect([...new Set(changed)].toSorted()).toEqual([
      'deployment.json',
      'poller/build.json',
      // The election, which they share now.
      'poller/chunk.mjs',
      expect.stringMatching(/^poller\/feed_us_xx_later_/),
      expect.stringMatching(/^poller\/feed_us_xx_tiny_/),
      'poller/feeds/us-xx/us-xx-later/feed.yaml',
      'poller/plans.mjs',
      'poller/poller.mjs',
      'poller/watch.mjs',
      'poller/watched.mjs',
    ])
    expect([...after.values()].some((text) => text.includes('us-xx-never'))).toBe(false)
  }, 60_000)
})

describe('nothing is deployed', () => {
  const refused = async (folder: FeedsFolder, exit = 1): Promise<string> => {
    const ended = await deploy(folder)
    expect(ended).toMatchObject({ exit, stdout: '' })
    expect(existsSync(join(folder.path, 'out', 'deployment.json'))).toBe(false)
    return ended.stderr
  }

  test('where a plan was never tested', async () => {
    using folder = deployable()
    writeFileSync(folder.tiny('cases.yaml'), '')
    folder.edit('feed.yaml', 'every: 15m', 'every: 10m')
    expect(await refused(folder)).toMatch(/cases.yaml/)
    using other = deployable()
    another(other, 'us-xx-other', 'every: 15m', 'every: 10m')
    rmSync(other.tiny('..', 'us-xx-other', 'cases.yaml'))
    expect(await refused(other)).toMatch(
      /other\/feed\.yaml:1:1 DEPLOY_UNTESTED No case covers the plan [0-9a-f]{12} of us-xx-other\.\n.*feed record us-xx-other/,
    )
  })

  test('where a case comes to something else, or nothing is expected of it yet', async () => {
    using folder = deployable()
    folder.edit('cases.yaml', 'added: 3, revised: 0', 'added: 2, revised: 0')
    folder.edit('cases.yaml', 'rows: 0', 'rows: 1')
    const stderr = await refused(folder)
    expect(stderr).toMatch(
      /cases\.yaml:2:3 DEPLOY_CASE_DIFFERS The case "zero report" of us-xx-tiny comes to something else: .*expected 2.*got 3/,
    )
    expect(stderr).toContain('DEPLOY_CASE_DIFFERS The case "an HTML page"')
    expect(stderr).toContain('feed test --update "us-xx-tiny/zero report"')
  })

  test('where a spec, or what feeds share, has problems: all of them are told', async () => {
    using folder = deployable()
    folder.edit('feed.yaml', 'decode:', 'decoed:')
    writeFileSync(join(folder.path, 'feeds', 'hosts.yaml'), 'defaults: {}\n')
    const stderr = await refused(folder)
    expect(stderr).toMatch(/hosts\.yaml:1:1 SPEC_UNKNOWN_KEY/)
    expect(stderr).toMatch(/feed\.yaml:\d+:1 SPEC_UNKNOWN_KEY .*decoed/)
  })

  test('where a feed reads a file of this machine, or may take longer than any function', async () => {
    using folder = feedsFolder()
    folder.edit('feed.yaml', 'status: live', 'status: live\nlimits: { time: 871s }')
    const stderr = await refused(folder)
    expect(stderr).toContain('feed.yaml:1:1 DEPLOY_FILE_SOURCE us-xx-tiny reads a file of one machine')
    expect(stderr).toContain('feed.yaml:1:1 DEPLOY_TIME_LIMIT A poll of us-xx-tiny may take 871 seconds')
  })

  test('where feeds are named, or the folder is that of somebody else', async () => {
    using folder = deployable()
    const named = await folder.feed(
      'compile',
      'us-xx-tiny',
      '--deployment',
      '--out',
      join(folder.path, 'out'),
    )
    expect(named).toMatchObject({ exit: 2, stderr: expect.stringContaining('made of all feeds') })
    const taken = await folder.feed('compile', '--deployment', '--out', folder.path)
    expect(taken).toMatchObject({ exit: 1, stderr: expect.stringContaining('DEPLOY_FOLDER_TAKEN') })
    expect(existsSync(folder.tiny('feed.yaml'))).toBe(true)
  })
})

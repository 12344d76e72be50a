import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { feedsFolder } from './feeds-folder.ts'

test('a feed that is fine is shown with its plan hash and what to do next', async () => {
  using folder = feedsFolder()
  const { exit, stdout, stderr } = await folder.feed('validate')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  expect(stdout).toMatch(/^us-xx-tiny {2}[0-9a-f]{12} {2}fine\n→ .*feed dry-run us-xx-tiny\n$/)
})

test('all problems are printed with their places, and the other feeds are judged too', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  folder.edit('feed.yaml', 'every: 15m', 'every: 15 minutes')
  const { exit, stdout } = await folder.feed('validate')
  expect(exit).toBe(1)
  expect(stdout).toMatch(/feed\.yaml:9:10 SPEC_VALUE schedule\.every is "15 minutes"/)
  expect(stdout).toMatch(/feed\.yaml:14:1 SPEC_UNKNOWN_KEY .*"decoed"/)
  expect(stdout).toContain('Did you mean "decode"?')
  expect(stdout).toMatch(/→ 3 problems to correct; then "feed validate" again\.\n$/)
})

test('problems are annotations of a pull request with --format github', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  const { stdout } = await folder.feed('validate', '--format', 'github')
  expect(stdout.split('\n')).toContainEqual(
    expect.stringMatching(/^::error file=.*feed\.yaml,line=14,col=1,title=SPEC_UNKNOWN_KEY::/),
  )
  expect(stdout).not.toContain('→')
})

test('what would take long on many rows is noted at its place, and fails nothing', async () => {
  using folder = feedsFolder()
  folder.edit(
    'feed.yaml',
    'map: |\n',
    'map: |\n  $boolean($map(Rows, function($r) { Units[id = $r.id] })) ? [] :\n',
  )
  const { exit, stdout } = await folder.feed('validate')
  expect(exit).toBe(0)
  expect(stdout).toMatch(
    /feed\.yaml:\d+:\d+ note MAP_REPEATED_WORK This filter goes through a whole list again/,
  )
  expect(stdout).toContain('$lookup($by, id)')
  const github = await folder.feed('validate', '--format', 'github')
  expect(github.stdout).toMatch(/^::notice file=.*feed\.yaml,line=\d+,col=\d+,title=MAP_REPEATED_WORK::/)
  const { notes } = JSON.parse((await folder.feed('validate', '--json')).stdout) as { notes: object[] }
  expect(notes).toMatchObject([{ code: 'MAP_REPEATED_WORK', line: expect.any(Number) as unknown }])
})

test('--json and --format json are the same document', async () => {
  using folder = feedsFolder()
  const asked = JSON.parse((await folder.feed('validate', '--json')).stdout)
  const formatted = JSON.parse((await folder.feed('validate', '--format', 'json')).stdout)
  expect(formatted).toEqual(asked)
  expect(asked).toEqual({
    feeds: [
      {
        feed: 'us-xx-tiny',
        path: folder.tiny('feed.yaml'),
        planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ],
    problems: [],
    notes: [],
  })
})

test('a feed is named by its id, by its file or by its folder', async () => {
  using folder = feedsFolder()
  const byId = await folder.feed('validate', 'us-xx-tiny')
  expect(byId.exit).toBe(0)
  expect((await folder.feed('validate', folder.tiny('feed.yaml'))).stdout.split('\n')[0]).toBe(
    byId.stdout.split('\n')[0],
  )
  expect((await folder.feed('validate', folder.tiny())).exit).toBe(0)
})

test('an unknown feed is wrong usage, with what was probably meant', async () => {
  using folder = feedsFolder()
  const { exit, stderr } = await folder.feed('validate', 'us-xx-tny')
  expect(exit).toBe(2)
  expect(stderr).toMatch(/^CLI_FEED_UNKNOWN .*"us-xx-tny"/)
  expect(stderr).toContain('Did you mean "us-xx-tiny"?')
})

test('a path that is not there is told as such', async () => {
  using folder = feedsFolder()
  const { exit, stdout } = await folder.feed('validate', folder.tiny('other.yaml'))
  expect(exit).toBe(1)
  expect(stdout).toMatch(/^SPEC_MISSING .*other\.yaml/)
})

test('elections and profiles that no feed names are looked at too, and what is shared is said once', async () => {
  using folder = feedsFolder()
  const shared = (name: string) => join(folder.environment.CANVASS_FEEDS, name)
  mkdirSync(shared('profiles'), { recursive: true })
  writeFileSync(shared('elections/us-2030.yaml'), 'election: us-2030\ntitle: Later\ndate: 2030-02-31\n')
  writeFileSync(
    shared('profiles/vendor.yaml'),
    'profile: vendor\ntitle: V\ndecode: cvs\nlookups: { a: { file: a.csv, key: k, value: v } }\nmap: $lookup_in("b", C)\n',
  )
  const { exit, stdout } = await folder.feed('validate')
  expect(exit).toBe(1)
  const said = stdout.split('\n').flatMap((line) => /([\w-]+\.yaml:\S+ \w+) /.exec(line)?.[1] ?? [])
  expect(said).toEqual([
    'us-2030.yaml:1:1 SPEC_MISSING_KEY',
    'us-2030.yaml:3:7 SPEC_TIME',
    'vendor.yaml:4:23 SPEC_FILE_MISSING',
    'vendor.yaml:3:9 SPEC_UNKNOWN_TYPE',
  ])
  expect((await folder.feed('validate', 'us-xx-tiny')).exit).toBe(0)
})

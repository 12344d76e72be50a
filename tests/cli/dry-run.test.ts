import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { feedsFolder } from './feeds-folder.ts'

test('a dry run shows what it read, what it would publish and how long each stage took', async () => {
  using folder = feedsFolder()
  const { exit, stdout, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  const stable = stdout.replaceAll(/(plan|capture|changeset) [0-9a-f]{12}/g, '$1 #')
  expect(stable).toBe(readFileSync(join(import.meta.dirname, 'golden/dry-run.txt'), 'utf8'))
})

test('--out writes every result on a line, in order, exactly as cases expect them', async () => {
  using folder = feedsFolder()
  const file = join(folder.path, 'results.ndjson')
  const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening', '--out', file)
  expect(readFileSync(file, 'utf8')).toBe(folder.read('expected/first-figures.ndjson'))
  expect(stdout).toContain('3 results')
})

test('a file that can not be written is wrong usage', async () => {
  using folder = feedsFolder()
  const out = join(folder.path, 'none/results.ndjson')
  const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening', '--out', out)
  expect(exit).toBe(2)
  expect(stderr).toMatch(/^CLI_FILE_UNWRITABLE /)
})

test('contests of one name are told apart by their ids', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', '"name": contest }', '"name": contest, "id": "xx/governor-" & $slug(county) }')
  const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
  expect(stdout).toContain('Governor (xx/governor-adams)  Adams')
})

test('--show picks results by contest, unit or selection', async () => {
  using folder = feedsFolder()
  const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening', '--show', 'brown')
  expect(stdout).toContain('Governor  Brown')
  expect(stdout).not.toContain('Adams')
  expect(stdout).toContain('1 result about "brown"')
})

describe('captures', () => {
  test('a plain file stands for the one request of a feed, and --at for its time', async () => {
    using folder = feedsFolder()
    const file = folder.tiny('fixtures/zero/results.csv')
    const before = await folder.feed('dry-run', 'us-xx-tiny', '--capture', file, '--at', '2024-11-05 19:30')
    expect(before.stdout).toContain('of 2024-11-06T00:30:00.000Z')
    const absolute = await folder.feed(
      'dry-run',
      'us-xx-tiny',
      '--capture',
      `main=${file}`,
      '--at',
      '2024-11-05T19:30:00-05:00',
    )
    expect(absolute.stdout).toBe(before.stdout)
  })

  test('a file that a poll would refuse is refused here too, whichever way it is named', async () => {
    using folder = feedsFolder()
    writeFileSync(folder.tiny('feed.yaml'), `${folder.read('feed.yaml')}\nlimits: { bytes: 1KB }\n`)
    const file = folder.tiny('fixtures/evening/results.csv')
    writeFileSync(file, `${readFileSync(file, 'utf8')}${'\n'.repeat(1_001)}`)
    for (const capture of [file, `main=${file}`, 'evening', folder.tiny('fixtures/evening')]) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time is quick enough
      const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', capture)
      expect(exit).toBe(1)
      expect(stderr).toMatch(/^SOURCE_TOO_LARGE .*results\.csv has more than the 1,000 bytes/)
    }
    const { exit, stdout } = await folder.feed('test', 'us-xx-tiny')
    expect(exit).toBe(1)
    expect(stdout).toContain('SOURCE_TOO_LARGE')
  })

  test('figures before the polls close are held, and the end is 3', async () => {
    using folder = feedsFolder()
    const { exit, stdout } = await folder.feed(
      'dry-run',
      'us-xx-tiny',
      '--capture',
      'evening',
      '--at',
      '2024-11-05 19:59',
    )
    expect(exit).toBe(3)
    expect(stdout).toContain('HELD Governor')
    expect(stdout).toMatch(/HELD CHECK_TIME_GATE .*: 3 results, until 2024-11-06T01:00:00Z\n/)
    expect(stdout).toContain('a poll would publish nothing')
    expect(stdout).toMatch(
      /→ Nothing to correct: .* after 2024-11-06T01:00:00Z\. To see it judged then: --at "TIME"\n$/,
    )
  })

  test('the source itself gives the same capture as its recording', async () => {
    using folder = feedsFolder()
    const live = JSON.parse((await folder.feed('dry-run', 'us-xx-tiny', '--json')).stdout)
    const recorded = JSON.parse(
      (await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening', '--json')).stdout,
    )
    expect(live.from).toBe('live')
    expect(live.capture.hash).toBe(recorded.capture.hash)
    expect(live.planHash).toBe(recorded.planHash)
  })

  test('a folder with a file called like each request is enough', async () => {
    using folder = feedsFolder()
    const files = join(folder.path, 'files')
    mkdirSync(files)
    copyFileSync(folder.tiny('fixtures/evening/results.csv'), join(files, 'main.txt'))
    const { exit, stdout } = await folder.feed(
      'dry-run',
      'us-xx-tiny',
      '--capture',
      files,
      '--at',
      '2024-11-05 21:00',
    )
    expect(exit).toBe(0)
    expect(stdout).toContain('main: main.txt, 254 bytes')
  })

  test.each([
    ['a name that no fixture has', 'evning', 'CLI_CAPTURE_UNKNOWN .*"evning".*\n  Did you mean "evening"', 2],
    ['a folder without capture.yaml', join(import.meta.dirname, 'golden'), 'CAPTURE_MISSING', 1],
    ['a file that is not there', 'main=none.csv', 'CAPTURE_MISSING', 1],
    ['another request', 'other=a.csv', 'CAPTURE_REQUESTS', 1],
  ])('%s is told', async (_, capture, code, end) => {
    using folder = feedsFolder()
    const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', capture)
    expect(exit).toBe(end)
    expect(stderr).toMatch(new RegExp(`^${code}`))
  })

  test('a capture.yaml that is broken is told with what is wrong', async () => {
    using folder = feedsFolder()
    writeFileSync(folder.tiny('fixtures/zero/capture.yaml'), 'captured_at: yesterday\npayloads: []\n')
    const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'zero')
    expect(exit).toBe(1)
    expect(stderr).toMatch(/^CAPTURE_INVALID .*zero\/capture\.yaml/)
  })

  test('a time that is none is wrong usage', async () => {
    using folder = feedsFolder()
    const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'zero', '--at', 'noon')
    expect(exit).toBe(2)
    expect(stderr).toContain('--at "noon" is no time')
  })
})

describe('bytes that can not be read hold the capture, with place and advice', () => {
  test('an HTML page instead of CSV', async () => {
    using folder = feedsFolder()
    const { exit, stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'page')
    expect(exit).toBe(3)
    expect(stdout).toContain(
      [
        'HELD DECODE_CONTRADICTED the whole capture',
        '  The body should be csv and looks like an HTML page',
        '  at live.csv#L1',
        '  The publisher may answer with an error or log-in page: open the address in a browser. If the figures stand in tables of the page, set "decode: html_tables".',
      ].join('\n'),
    )
  })

  test('a zip that was cut off', async () => {
    using folder = feedsFolder()
    folder.edit('feed.yaml', 'decode:', 'unpack: [ { zip: {} } ]\ndecode:')
    const file = join(folder.path, 'cut.zip')
    writeFileSync(file, Buffer.from('504b0304140000000800', 'hex'))
    const { exit, stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', file)
    expect(exit).toBe(3)
    expect(stdout).toMatch(/HELD UNPACK_[A-Z_]+ the whole capture\n {2}.*\n {2}at cut\.zip/)
  })

  test('a column that the mapping reads is gone', async () => {
    using folder = feedsFolder()
    folder.edit('fixtures/evening/results.csv', 'candidate', 'choice')
    const { exit, stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
    expect(exit).toBe(3)
    expect(stdout).toContain('HELD READ_COLUMN_MISSING the whole capture')
    expect(stdout).toContain('The file has: contest, county, choice')
  })

  test('a row that can not be used is shown with its place', async () => {
    using folder = feedsFolder()
    folder.edit('fixtures/evening/results.csv', '1204', 'many')
    const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
    expect(stdout).toMatch(/6 rows read, 1 rejected\n {2}live\.csv#L2 MAP_[A-Z_]+ .*many/)
  })
})

test('what a source says can not steer the terminal', async () => {
  using folder = feedsFolder()
  folder.edit('fixtures/evening/results.csv', 'Smith', 'Smi\u001B[2Jth')
  const { stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
  expect(stdout).not.toContain('\u001B')
})

test('a spec with problems is told with all of them, and nothing is judged', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  const { exit, stdout, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', 'evening')
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' })
  expect(stderr).toMatch(/SPEC_MISSING_KEY[^]*SPEC_UNKNOWN_KEY/)
})

test('of a folder whose files are called otherwise it says what it looked for', async () => {
  using folder = feedsFolder()
  const files = join(folder.path, 'night')
  mkdirSync(files)
  writeFileSync(join(files, 'detail.csv'), '')
  const { exit, stderr } = await folder.feed('dry-run', 'us-xx-tiny', '--capture', files)
  expect(exit).toBe(1)
  expect(stderr).toContain('It has detail.csv; there is no capture.yaml and no main.*.')
})

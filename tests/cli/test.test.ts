import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { feedsFolder } from './feeds-folder.ts'

test('cases as expected end with 0', async () => {
  using folder = feedsFolder()
  const { exit, stdout } = await folder.feed('test')
  expect(exit).toBe(0)
  expect(stdout).toMatch(
    /^us-xx-tiny\n( {2}as expected {2}.*\n){5}→ 5 cases as expected: \d+ rows in [\d.,]+ m?s, [\d,]+ a second\.\n$/,
  )
})

test('differences are told in election terms, with the line of the case', async () => {
  using folder = feedsFolder()
  folder.edit('fixtures/fall/results.csv', '1240', '1204')
  const { exit, stdout } = await folder.feed('test', 'us-xx-tiny')
  expect(exit).toBe(1)
  const stable = stdout.replaceAll(`${folder.path}/`, '')
  expect(stable).toBe(readFileSync(join(import.meta.dirname, 'golden/test-differs.txt'), 'utf8'))
})

test('for machines they are data', async () => {
  using folder = feedsFolder()
  folder.edit('fixtures/fall/results.csv', '1240', '1204')
  const { exit, stdout } = await folder.feed('test', '--json')
  expect(exit).toBe(1)
  const found = JSON.parse(stdout).cases.find((one: { case: string }) => one.case === 'Clark falls')
  expect(found).toMatchObject({ feed: 'us-xx-tiny', line: 21, column: 3 })
  expect(found.differences).toContainEqual({
    about: 'Smith in Adams (Governor)',
    expected: '1,240',
    got: '1,204',
  })
})

test('a case that can not be judged takes those after it with it', async () => {
  using folder = feedsFolder()
  rmSync(folder.tiny('fixtures/fall'), { recursive: true })
  const { exit, stdout } = await folder.feed('test')
  expect(exit).toBe(1)
  expect(stdout).toMatch(/not judged {3}Clark falls\n.*cases\.yaml:21:3 CAPTURE_MISSING /)
  expect(stdout).toMatch(/not judged {3}the fall is confirmed\n.*cases\.yaml:32:3 CASE_AFTER_FAILED /)
  expect(stdout).toContain('as expected  an HTML page')
})

test('problems of cases.yaml are told at their places, and of a spec too', async () => {
  using folder = feedsFolder()
  folder.edit('cases.yaml', 'capture: evening', 'captrue: evening')
  const broken = await folder.feed('test')
  expect(broken.exit).toBe(1)
  expect(broken.stdout).toMatch(/cases\.yaml:12:3 SPEC_UNKNOWN_KEY .*"captrue"/)
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  const spec = await folder.feed('test')
  expect(spec.exit).toBe(1)
  expect(spec.stdout).toMatch(/feed\.yaml:14:1 SPEC_UNKNOWN_KEY /)
})

test('a feed without cases is mentioned, and is no failure', async () => {
  using folder = feedsFolder()
  rmSync(folder.tiny('cases.yaml'))
  const { exit, stdout } = await folder.feed('test')
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^us-xx-tiny {2}has no cases\.yaml\n→ .*feed record us-xx-tiny/)
})

test('--update takes what comes of one case as expected, and leaves comments and all others alone', async () => {
  using folder = feedsFolder()
  folder.edit('cases.yaml', 'rejected: 0', 'rejected: 0 # the office never errs')
  folder.edit('fixtures/fall/results.csv', '1240', '1299')
  const before = folder.read('cases.yaml')
  const { exit, stdout } = await folder.feed('test', '--update', 'us-xx-tiny/clark-falls')
  expect(exit).toBe(0)
  expect(stdout).toContain(`wrote ${folder.tiny('expected/clark-falls.ndjson')}`)
  expect(folder.read('cases.yaml')).toBe(before)
  expect(folder.read('expected/clark-falls.ndjson')).toContain('"total":1299')
  expect(folder.read('expected/the-fall-is-confirmed.ndjson')).toContain('"total":1240')
  const { stdout: after } = await folder.feed('test')
  expect(after).toContain('as expected  Clark falls')
  expect(after).toContain('differs      the fall is confirmed')
})

test('--update writes the first expectation of a case', async () => {
  using folder = feedsFolder()
  writeFileSync(folder.tiny('cases.yaml'), '# one\n- case: Late\n  capture: fall # the last\n')
  const first = await folder.feed('test')
  expect(first.exit).toBe(1)
  expect(first.stdout).toMatch(
    /new +Late .*\n +nothing is expected of it yet; it came to rows: 6, results: 3, holds: none\n/,
  )
  expect(first.stdout).toContain('make it what is expected: feed test --update "us-xx-tiny/Late"')
  expect(first.stdout).not.toContain('differs')
  const { stdout } = await folder.feed('test', '--update', 'us-xx-tiny/Late')
  expect(stdout).toContain('git status for files that are new')
  expect(folder.read('cases.yaml')).toBe(
    [
      '# one',
      '- case: Late',
      '  capture: fall # the last',
      '  expect:',
      '    rows: 6',
      '    rejected: 0',
      '    changes: { added: 3, revised: 0, corrected: 0, withdrawn: 0 }',
      '    holds: []',
      '    results: expected/late.ndjson',
      '',
    ].join('\n'),
  )
  expect((await folder.feed('test')).exit).toBe(0)
})

test('--update replaces the holds that are gone, and keeps the lines of those that stay', async () => {
  using folder = feedsFolder()
  folder.edit('cases.yaml', 'results: 1 }', 'results: 7 } # found by hand')
  folder.edit('cases.yaml', 'holds: []', 'holds: [ { code: CHECK_FALL } ]')
  await folder.feed('test', '--update', 'us-xx-tiny/Clark falls')
  expect(folder.read('cases.yaml')).toContain('county:clark, results: 1 } # found by hand')
  await folder.feed('test', '--update', 'us-xx-tiny/zero report')
  expect((await folder.feed('test')).exit).toBe(0)
})

test('a case may have limits of its own; one of which nothing is published says so loudly', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'checks: [{ rows: { at_least: 100 } }]\ndecode:')
  writeFileSync(folder.tiny('cases.yaml'), '- case: Late\n  capture: fall\n')
  const { stdout } = await folder.feed('test', '--update', 'us-xx-tiny/Late')
  expect(stdout).toContain('NOTHING is published in this case now (6 rows; held by CHECK_ROWS_FEW).')
  const limited = '- case: Late\n  capture: fall\n  checks: [{ rows: { at_least: 6 } }]\n'
  writeFileSync(folder.tiny('cases.yaml'), limited)
  const { stdout: published } = await folder.feed('test', '--update', 'us-xx-tiny/Late')
  expect(published).not.toContain('NOTHING')
  expect(folder.read('cases.yaml')).toContain('changes: { added: 3,')
  expect((await folder.feed('test')).exit).toBe(0)
  folder.edit('cases.yaml', 'at_least: 6', 'at_least: 7')
  expect((await folder.feed('test')).exit).toBe(1)
})

test('--update fills in an expectation that stands on one line', async () => {
  using folder = feedsFolder()
  const text = '- { case: Late, capture: fall, expect: { rows: 1 } }\n- { case: Page, capture: page }\n'
  writeFileSync(folder.tiny('cases.yaml'), text)
  await folder.feed('test', '--update', 'us-xx-tiny/Late')
  await folder.feed('test', '--update', 'us-xx-tiny/Page')
  expect((await folder.feed('test')).exit).toBe(0)
})

test.each([
  ['us-xx-tiny/zero reprot', 'CLI_CASE_UNKNOWN', 'Did you mean "zero report"?'],
  ['us-xx-tiny', 'CLI_USAGE', 'FEED/CASE'],
  ['us-xx-tny/zero report', 'CLI_FEED_UNKNOWN', 'Did you mean "us-xx-tiny"?'],
])('--update %s is wrong usage', async (word, code, hint) => {
  using folder = feedsFolder()
  const { exit, stderr } = await folder.feed('test', '--update', word)
  expect(exit).toBe(2)
  expect(stderr).toMatch(new RegExp(`^${code} `))
  expect(stderr).toContain(hint)
})

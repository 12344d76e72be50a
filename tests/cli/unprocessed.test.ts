import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unprocessedText } from '../../engine/cli/unprocessed-text.ts'
import { stuckIn, toldOf } from '../../engine/entry/backlog.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { firstCounts, type Night, night, state } from '../helpers/night.ts'

/** Three counties stand; then the election's rules are broken, and one county changes. */
async function broken(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  await one.clock.advance(60_000)
  const folder = join(one.folder, 'feeds/elections')
  mkdirSync(join(folder, 'q'))
  writeFileSync(join(folder, 'q/quality.yaml'), 'rules: [ { name: x, severity: loud } ]\n')
  writeFileSync(join(folder, 'us-2024-11-05-general.yaml'), 'quality: q/quality.yaml\n', { flag: 'a' })
  one.publish({ ...firstCounts, Oak: [1_500, 900] })
  expect((await one.feed(['run', '--once'])).exit).toBe(1)
  return one
}
const waits =
  /\d+ messages? of results\.changes waits? for group tally since 2024-11-06T02:01:\S+Z: what is current is older/

test('what waits since the rules are broken is said with the figures, and why', async () => {
  const one = await broken()
  const shown = await one.feed(['results'])
  expect(shown.stdout).toMatch(waits)
  expect(shown.stdout).toContain('quality.yaml')
  expect(shown.exit).toBe(1)
  const raw = await one.feed(['results', '--csv'])
  expect(raw.stdout).not.toContain('wait')
  expect(raw.stderr).toMatch(waits)
  const { lines } = await one.json(['results'])
  expect(lines[0].unprocessed).toMatchObject([{ group: 'tally', since: expect.any(String) }, {}])
})

test('a feed is not fine while what it published waits, and is once that is processed', async () => {
  const one = await broken()
  const { exit, stdout } = await one.feed(['status'])
  expect(stdout).toMatch(waits)
  expect(stdout).toContain('quality.yaml')
  expect(stdout).toContain('→ Nothing of it is processed before the file is right')
  expect(exit).toBe(1)
  const rules =
    'rules: [ { name: x, severity: note, contest: xx/*, rule: { expected_vote: { above_percent: 5 } } } ]\n'
  writeFileSync(join(one.folder, 'feeds/elections/q/quality.yaml'), rules)
  const file = join(one.folder, 'feeds/elections/us-2024-11-05-general.yaml')
  writeFileSync(join(one.folder, 'feeds/elections/q/expected.csv'), `unit,votes\n${state}/county:oak,9000\n`)
  writeFileSync(file, 'expected_votes: q/expected.csv\n', { flag: 'a' })
  await one.feed(['run', '--once'])
  expect(await one.feed(['status'])).toMatchObject({ exit: 0, stdout: expect.not.stringContaining('wait') })
})

test('figures that nobody has checked for longer than their schedule allows say so', async () => {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  const told =
    /Nothing of this has been checked since (2024-11-06T02:00:\S+Z), and should have been: feed status/
  expect((await one.feed(['results'])).stdout).not.toMatch(told)
  await one.clock.advance(20 * 60_000)
  expect((await one.feed(['results'])).stdout).toMatch(told)
  expect(await one.feed(['results', '--csv'])).toMatchObject({
    stdout: expect.not.stringMatching(told),
    stderr: expect.stringMatching(told),
  })
  await one.feed(['run', '--once'])
  expect((await one.feed(['results'])).stdout).not.toMatch(told)
})

test('where the log does not say since when it waits, it is said, and judged only with a broken file', () => {
  const one = { group: 'export', topic: 'results.current', messages: 2, since: null, isRecent: true }
  const left = { waiting: [one], trouble: [], unasked: undefined }
  expect([toldOf(left), stuckIn(left)]).toEqual([[one], []])
  expect(unprocessedText(one)).toContain(
    'wait for group export, unless a consumer is at work on it just now: ',
  )
  const trouble = [feedError('EXPORT_NOTHING', { election: 'us-2024-11-05-general', known: [] })]
  expect(stuckIn({ ...left, trouble })).toEqual([one])
})

test('exports that can not be written are behind, and it is said', async () => {
  const one = night()
  one.publish(firstCounts)
  const exports = join(one.folder, 'data/exports')
  mkdirSync(join(one.folder, 'data'), { recursive: true })
  writeFileSync(exports, 'no folder')
  await one.feed(['run', '--once'])
  await one.clock.advance(120_000)
  const { exit, stdout } = await one.feed(['status'])
  expect(stdout).toMatch(
    /messages of results\.current wait for group export since .*: what is exported is older/,
  )
  expect(stdout).toContain('feed export')
  expect(exit).toBe(1)
  rmSync(exports)
  await one.feed(['run', '--once'])
  expect((await one.feed(['status'])).exit).toBe(0)
})

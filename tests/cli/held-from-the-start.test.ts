import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureOf, firstCounts, type Night, night, state } from '../helpers/night.ts'

/** A rule of the election holds the very first figures of Oak: it has more votes than were expected. */
async function heldOak(): Promise<Night> {
  const one = night()
  const folder = join(one.folder, 'feeds/elections')
  const file = join(folder, 'us-2024-11-05-general.yaml')
  const more =
    'quality: us-2024-11-05-general/quality.yaml\nexpected_votes: us-2024-11-05-general/expected.csv\n'
  writeFileSync(file, `${readFileSync(file, 'utf8')}${more}`)
  writeFileSync(join(folder, 'us-2024-11-05-general/expected.csv'), `unit,votes\n${state}/county:oak,1000\n`)
  writeFileSync(
    join(folder, 'us-2024-11-05-general/quality.yaml'),
    'rules:\n  - { name: expected, contest: "*", because: so many voters there are, rule: { expected_vote: { above_percent: 20 } }, severity: hold }\n',
  )
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}

test('what is held from the start has a row without figures, and the sum above says that it is missing', async () => {
  const one = await heldOak()
  const { stdout } = await one.feed(['results'])
  expect(stdout).toMatch(/\nOak +us-xx-county +stale HELD a-[0-9a-f]{14}\n/)
  expect(stdout).toMatch(/\nxx +2\/3 parts +3,550 51% .*stale HELD\n/)
  expect(stdout).toContain('stale HELD: within: Oak, which has no figures that stand')
  expect(stdout).toMatch(/→ .*: feed alerts\n$/)
})

test('it is shown alone with what holds it', async () => {
  const one = await heldOak()
  const { stdout } = await one.feed(['results', '--unit', 'Oak'])
  expect(stdout).toContain('US Senator, Oak')
  expect(stdout).toMatch(
    /stale HELD since .*: held by the rule expected \(a-[0-9a-f]{14}\)\nno figures stand\n/,
  )
  expect(stdout).not.toContain('Nobody reports it')
  const sum = await one.feed(['results', '--unit', state])
  expect(sum.stdout).toContain('which has no figures that stand')
  expect(sum.stdout).toMatch(/→ What is held within: feed alerts, feed holds\n$/)
})

test('exports of the sum say that it is missing', async () => {
  const one = await heldOak()
  const folder = join(one.folder, 'out')
  await one.feed(['export', '--to', folder])
  const text = (path: string): string => readFileSync(join(folder, 'us-2024-11-05-general', path), 'utf8')
  expect(text('contests/xx/senator.csv')).toMatch(/,us-xx-county,HELD,/)
  expect(text('contests/xx/senator.json')).toContain('within: Oak, which has no figures that stand')
  expect(text('report.nist.json')).toContain('1 of 3 results are stale')
  expect(JSON.parse(text('index.json'))).toMatchObject({ contests: [{ id: 'xx/senator', stale: 1 }] })
})

const words = ['--until', '07:00', '--why', 'read to us by the office']

test('figures are set by hand there, all of them, under the names that the feed has', async () => {
  const one = await heldOak()
  const { exit, stdout } = await one.feed([
    'override',
    'xx/senator/county:oak',
    'ada=600',
    'bo=450',
    ...words,
  ])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/US Senator, Oak .*\n.*\nAda +600 +set\nBo +450 +set\n/)
  const table = (await one.feed(['results'])).stdout
  expect(table).toMatch(/\nxx +3\/3 parts +4,150 .* 3,860 /)
  expect(table).not.toContain('no figures that stand')
  const { lines } = await one.json(['results', '--unit', 'Oak'])
  expect(lines[0].results[0].record.selections).toEqual([
    { id: 'ada', name: 'Ada', party: 'REP', writeIn: false, votes: { total: 600 } },
    { id: 'bo', name: 'Bo', party: 'DEM', writeIn: false, votes: { total: 450 } },
  ])
})

test('only some of them are refused: the others would have none', async () => {
  const one = await heldOak()
  const { exit, stderr } = await one.feed(['override', 'xx/senator/county:oak', 'ada=600', ...words])
  expect(stderr).toMatch(/^CLI_USAGE no figures of Oak stand, and bo would have none/)
  expect(exit).toBe(2)
})

test('why of a figure of it says that nothing is current, what holds it and how to go on', async () => {
  const one = await heldOak()
  const { exit, stdout } = await one.feed(['why', figureOf('Oak')])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^US Senator, Oak: nothing is current\nnothing of it was ever free of doubt\n/)
  const id = /held by the rule expected \((a-[0-9a-f]{14})\)/.exec(stdout)?.[1]
  expect(stdout).toContain(`Let it through: feed release ${id} --why "…"; or set it by hand: feed override`)
  expect(stdout).toContain('Oak,US Senator,Ada,REP,800,400,1200')
  const { lines } = await one.json(['why', figureOf('Oak')])
  expect(lines[0]).toMatchObject({ current: null, held: { record: null, stale: [{ why: 'HELD' }] } })
  expect((await one.json(['why', figureOf('Elm')])).lines[0].held).toBeNull()
})

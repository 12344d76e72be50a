import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { figureOf, firstCounts, type Night, night, state } from '../helpers/night.ts'

const quality = `rules:
  - name: too-many
    rule: { expected_vote: { above_percent: 10 } }
    severity: hold
    contest: xx/*
    unit_types: [county]
    because: no county has ever had a tenth more
  - name: many
    rule: { expected_vote: { above_percent: 5 } }
    severity: alert
    contest: xx/*
    unit_types: [county]
`

/** A night whose election has rules, and expects 2,000 votes in Oak. */
async function judged(): Promise<Night> {
  const one = night()
  const folder = join(one.folder, 'feeds/elections')
  const file = join(folder, 'us-2024-11-05-general.yaml')
  mkdirSync(join(folder, 'q'), { recursive: true })
  writeFileSync(join(folder, 'q/quality.yaml'), quality)
  writeFileSync(expectedFile(one), `unit,votes\n${state}/county:oak,2000\n`)
  writeFileSync(file, 'quality: q/quality.yaml\nexpected_votes: q/expected.csv\n', { flag: 'a' })
  one.publish({ ...firstCounts, Oak: [1_100, 900] })
  await one.feed(['run', '--once'])
  await one.clock.advance(60_000)
  one.publish({ ...firstCounts, Oak: [1_500, 900] })
  await one.feed(['run', '--once'])
  return one
}

const expectedFile = ({ folder }: Night): string => join(folder, 'feeds/elections/q/expected.csv')
const idOf = (stdout: string, rule: string): string =>
  new RegExp(`(a-[0-9a-f]{14})  \\w+  ${rule} `).exec(stdout)?.[1] ?? ''
const votesInOak = async (one: Night): Promise<readonly number[]> => {
  const { lines } = await one.json(['results', '--unit', 'Oak'])
  return lines[0].results[0].record.selections.map((own: { votes: { total: number } }) => own.votes.total)
}

describe('feed alerts', () => {
  test('says that nothing is in doubt where nothing is', async () => {
    const one = night()
    expect(await one.feed(['alerts'])).toMatchObject({
      exit: 0,
      stdout: '→ Nothing is in doubt now. What was, too: feed alerts --all\n',
    })
  })

  test('of figures that never stood nobody says that they stand', async () => {
    const one = night({ start: '2024-11-05T18:00:00Z' })
    one.publish(firstCounts)
    const { stdout, exit } = await one.feed(['run', '--once'])
    expect(stdout).toContain('→ Something is held: feed holds us-xx-county\n')
    expect(exit).toBe(3)
    expect((await one.feed(['alerts'])).stdout).toContain(
      '→ No alert is open. A check or a person holds something of us-xx-county back: feed holds\n',
    )
  })

  test('says that something is held where a check holds a whole feed, and no alert is open', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    await one.clock.advance(60_000)
    one.publish({ Oak: [1, 1], Elm: [1, 1], Fir: [1, 1] })
    expect((await one.feed(['run', '--once'])).stdout).toContain(
      '→ Something is held, its last good figures stand: feed holds us-xx-county\n',
    )
    const told = '→ No alert is open. A check or a person holds something of us-xx-county back: feed holds\n'
    expect((await one.feed(['alerts'])).stdout).toBe(told)
    expect((await one.feed(['alerts', '--election', 'us-2024-11-05-general'])).stdout).toBe(told)
    expect((await one.feed(['alerts', '--election', 'us-2022'])).stdout).toContain('Nothing is in doubt')
  })

  test('says beside open alerts that a check holds a feed', async () => {
    const one = await judged()
    await one.clock.advance(60_000)
    one.publish({ Oak: [1, 1], Elm: [1, 1], Fir: [1, 1] })
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['alerts'])
    expect(stdout).toContain('A check or a person holds something of us-xx-county back: feed holds\n')
    expect(stdout).toMatch(/→ \d alerts open, /)
  })

  test('shows what is held with words, figures, and what to type, the most urgent first', async () => {
    const one = await judged()
    const { exit, stdout } = await one.feed(['alerts'])
    expect(exit).toBe(3)
    const [hold, alert] = [idOf(stdout, 'too-many'), idOf(stdout, 'many')]
    expect(stdout.indexOf(hold)).toBeLessThan(stdout.indexOf(alert))
    expect(stdout).toContain(`${hold}  HOLDS  too-many  us-xx-county, for `)
    expect(stdout).toContain('  Oak, US Senator: 2,400 votes, 120 percent of the 2,000 expected\n')
    expect(stdout).toContain('  no county has ever had a tenth more\n')
    expect(stdout).toMatch(/ {2}votes +expected +percent\n {2}2,400 +2,000 +120\n/)
    expect(stdout).toContain(`  feed release ${hold} --why "…"\n`)
    expect(stdout).toContain(`  feed acknowledge ${alert} --why "…"\n`)
    expect(stdout).toContain(
      `→ 2 alerts open, one holds figures back. To let one through: feed release ${hold} --why "…"`,
    )
    expect(await votesInOak(one)).toEqual([1_100, 900])
    expect((await one.json(['alerts', '--election', 'us-2022'])).lines).toEqual([{ alerts: [] }])
  })

  test('shows one with all that became of it, by whom and why', async () => {
    const one = await judged()
    const id = idOf((await one.feed(['alerts'])).stdout, 'many')
    await one.feed(['acknowledge', id, '--why', 'calling the county'])
    await one.clock.advance(60_000)
    // The desk finds that more votes were to be expected.
    writeFileSync(expectedFile(one), `unit,votes\n${state}/county:oak,3000\n`)
    one.publish({ ...firstCounts, Oak: [1_501, 900] })
    await one.feed(['run', '--once'])
    const { exit, stdout } = await one.feed(['alerts', id])
    expect(exit).toBe(0)
    expect(stdout).toContain(`${id}  cleared  many  us-xx-county, since 2024-11-06T02:01:`)
    expect(stdout).toContain(`  xx/senator/${state}/county:oak, us-2024-11-05-general\n`)
    expect(stdout).toMatch(/ 20 +found: Oak, US Senator: 2,400 votes/)
    expect(stdout).toMatch(/ 20 +acknowledged by Kim at 2024-11-06T02:0\d:\d\d.*: calling the county/)
    expect(stdout).toMatch(/ 20 +cleared\n/)
    expect(stdout).toContain('→ It is cleared. What is open: feed alerts\n')
    const { lines } = await one.json(['alerts', id])
    expect(lines[0].history.map(({ revision }: { revision: number }) => revision)).toEqual([1, 2, 3])
  })

  test('stand beside a figure as they stood at the moment that is asked for', async () => {
    const one = await judged()
    const id = idOf((await one.feed(['alerts'])).stdout, 'too-many')
    const alertsIn = async (figure: string) => {
      const { lines } = await one.json(['why', figure])
      return lines[0].current.alerts.map((alert: { id: string; state: string }) => [alert.id, alert.state])
    }
    expect(await alertsIn(figureOf('Oak'))).toContainEqual([id, 'open'])
    expect(await alertsIn(`${figureOf('Oak')}@2024-11-06T02:00:59Z`)).toEqual([])
    await one.clock.advance(60_000)
    // By the file of now there is no doubt: nothing is published, and the next run finds it.
    writeFileSync(expectedFile(one), `unit,votes\n${state}/county:oak,3000\n`)
    await one.feed(['run', '--once'])
    expect(await alertsIn(figureOf('Oak'))).toEqual([])
    expect(await alertsIn(`${figureOf('Oak')}@2024-11-06T02:01:59Z`)).toContainEqual([id, 'open'])
  })

  test('knows no alert of another name, and says which was meant', async () => {
    const one = await judged()
    const id = idOf((await one.feed(['alerts'])).stdout, 'many')
    const wrong = `${id.slice(0, -1)}x`
    const { exit, stderr } = await one.feed(['alerts', wrong])
    expect(exit).toBe(2)
    expect(stderr).toContain(`CLI_ALERT_UNKNOWN There is no alert "${wrong}".\n  Did you mean ${id}?`)
  })
})

describe('feed release', () => {
  test('lets through what a rule holds, at once and on the record', async () => {
    const one = await judged()
    const id = idOf((await one.feed(['alerts'])).stdout, 'too-many')
    const { exit, stdout } = await one.feed(['release', id, '--why', 'counted by hand'])
    expect([exit, stdout]).toEqual([0, expect.stringContaining(`${id}  released by Kim`)])
    expect(await votesInOak(one)).toEqual([1_500, 900])
    expect((await one.feed(['export', '--check'])).exit).toBe(0)
    const shown = (await one.feed(['alerts'])).stdout
    expect(shown).toMatch(
      new RegExp(`${id}  hold  too-many .*\\n(.*\\n)+  released by Kim at .*: counted by hand\\n`),
    )
    const again = await one.feed(['release', id, '--why', 'once more'])
    expect(again.exit).toBe(1)
    expect(again.stderr).toContain(`ALERT_ORDER_REFUSED ${id} can not be released: somebody has released it.`)
  })

  test('of an alert that holds nothing is refused', async () => {
    const one = await judged()
    const id = idOf((await one.feed(['alerts'])).stdout, 'many')
    const { exit, stderr } = await one.feed(['release', id, '--why', 'counted by hand'])
    expect(exit).toBe(1)
    expect(stderr).toContain('it holds nothing back; acknowledge it')
  })
})

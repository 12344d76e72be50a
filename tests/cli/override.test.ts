import { describe, expect, test } from 'vitest'
import { figureOf, firstCounts, type Night, night, state } from '../helpers/night.ts'

const oak = `xx/senator/${state}/county:oak`
const words = ['--until', '07:00', '--who', 'Kim', '--why', 'read to us by the office']
const nextDay = ['--until', '2024-11-07T12:00:00Z', ...words.slice(2)]

async function counted(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}
const idIn = (stdout: string): string => /\bo-[0-9a-f]{8}\b/.exec(stdout)?.[0] ?? ''
const current = async (one: Night, name: string) =>
  (await one.json(['results', '--unit', name])).lines[0].results[0]

describe('feed override', () => {
  test('sets figures until a time, shows before and after, and is marked where figures are shown', async () => {
    const one = await counted()
    const { exit, stdout } = await one.feed(['override', 'xx/senator/county:oak', 'ada=1,234', ...words])
    expect(exit).toBe(0)
    expect(stdout).toMatch(/Ada +1,200 +1,234 +set\nBo +900 +900\n/)
    const id = idIn(stdout)
    expect(stdout).toContain(
      `${id}  set by Kim until 2024-11-06 07:00:00 in America/New_York (2024-11-06T12:00:00.000Z): read to us by the office`,
    )
    expect(stdout).toContain(`→ To end it before: feed override --end ${id} --why "…"`)
    const table = (await one.feed(['results'])).stdout
    expect(table).toMatch(
      new RegExp(`Oak +1,234 57.8% +900 42.2% +334 +override ${id} over us-xx-county +set by hand`),
    )
    const why = (await one.feed(['why', figureOf('Oak')])).stdout
    expect(why).toContain('US Senator, Oak, Ada REP: 1,234')
    expect(why).toContain(
      `${id}: Kim set this figure at 2024-11-06T02:00:00.000Z, until 2024-11-06T12:00:00.000Z`,
    )
    expect(why).toContain('| Oak,US Senator,Ada,REP,800,400,1200')
    expect(await current(one, 'Oak')).toMatchObject({
      source: { kind: 'override', override: id, over: { kind: 'feed', feed: 'us-xx-county' } },
      switched: { why: 'OVERRIDE' },
    })
  })

  test('is part of the sums above', async () => {
    const one = await counted()
    await one.feed(['override', oak, 'ada=1300', ...words])
    const above = await current(one, 'xx')
    expect(above.record.selections[0].votes.total).toBe(4_850)
  })

  test('outranks what the source says later, and ends with its time', async () => {
    const one = await counted()
    await one.feed(['override', oak, 'ada=1234', ...words])
    await one.clock.advance(60_000)
    one.publish({ ...firstCounts, Oak: [1_500, 1_000] })
    await one.feed(['run', '--once'])
    const votes = async () =>
      (await current(one, 'Oak')).record.selections.map(
        (selection: { votes: { total: number } }) => selection.votes.total,
      )
    expect(await votes()).toEqual([1_234, 1_000])
    await one.clock.advance(12 * 3_600_000)
    one.publish({ ...firstCounts, Oak: [1_501, 1_000] })
    await one.feed(['run', '--once'])
    expect(await votes()).toEqual([1_501, 1_000])
    expect((await one.feed(['override', '--list'])).stdout).toContain(
      'ended by itself at 2024-11-06T12:00:00.000Z',
    )
  })

  test('is ended by a person, who says why', async () => {
    const one = await counted()
    const id = idIn((await one.feed(['override', oak, 'ada=1234', ...words])).stdout)
    await one.clock.advance(60_000)
    const { exit, stdout } = await one.feed(['override', '--end', id, '--why', 'the office published it'])
    expect([exit, stdout]).toEqual([0, expect.stringContaining(`${id} is ended by Kim.`)])
    expect((await current(one, 'Oak')).source).toMatchObject({ kind: 'feed', feed: 'us-xx-county' })
    const list = (await one.feed(['override', '--list'])).stdout
    expect(list).toContain('ended by Kim at 2024-11-06T02:01:00.000Z: the office published it')
    const again = await one.feed(['override', '--end', id, '--why', 'once more'])
    expect(again.stdout).toContain(`${id} had ended already; nothing is changed.`)
  })

  test('of a result that has one takes its place, and keeps what that one set and it does not', async () => {
    const one = await counted()
    const first = idIn((await one.feed(['override', oak, 'ada=1234', ...words])).stdout)
    await one.clock.advance(60_000)
    const { stdout } = await one.feed(['override', oak, 'bo=950', ...words])
    expect(stdout).toMatch(/Ada +1,234 +1,234 +set\nBo +900 +950 +set\n/)
    expect(stdout).toContain(`It takes the place of ${first}`)
    const { lines } = await one.json(['override', '--list'])
    expect(lines[0].overrides).toMatchObject([
      { votes: { ada: 1_234, bo: 950 }, inForce: true },
      { id: first, inForce: false, ended: { who: 'Kim' } },
    ])
  })
})

describe('without a process', () => {
  const exported = async (one: Night) => (await one.feed(['export', '--check'])).exit

  test('what is set and ended is exported at once', async () => {
    const one = await counted()
    const id = idIn((await one.feed(['override', oak, 'ada=1234', ...words])).stdout)
    expect(await exported(one)).toBe(0)
    await one.clock.advance(120_000)
    expect((await one.json(['status'])).lines[0].unprocessed).toEqual([])
    await one.feed(['override', '--end', id, '--why', 'the office published it'])
    expect(await exported(one)).toBe(0)
  })

  test('figures whose time is over still stand, and whoever looks is told', async () => {
    const one = await counted()
    const id = idIn((await one.feed(['override', oak, 'ada=1234', ...words])).stdout)
    expect((await one.json(['results'])).lines[0]).toMatchObject({ outlived: [], uncheckedSince: null })
    await one.clock.advance(12 * 3_600_000)
    const still = /still stands until a process decides anew: feed run or feed consume\n/
    const { stdout } = await one.feed(['results', '--unit', 'Oak'])
    expect(stdout).toMatch(new RegExp(`${id} ended at 2024-11-06T12:00:00.000Z, and ${still.source}`))
    expect((await one.feed(['results', '--unit', 'Elm'])).stdout).not.toMatch(still)
    expect((await one.feed(['override', '--list'])).stdout).toMatch(still)
    const checked = await one.feed(['export', '--check'])
    expect(checked.stdout).toMatch(new RegExp(`${id} ended at 2024-11-06T12:00:00.000Z, and ${still.source}`))
    expect(checked.stdout).toContain(' is what stands. To decide anew, and write that: feed export\n')
    expect((await one.json(['export', '--check'])).lines[0].outlived).toMatchObject([{ override: id }])
    await one.feed(['run', '--once'])
    expect((await one.feed(['results'])).stdout).not.toMatch(still)
    expect((await one.feed(['export', '--check'])).stdout).not.toMatch(still)
    expect((await one.feed(['override', '--list'])).stdout).not.toMatch(still)
  })

  test.each([[['export']], [['override', 'xx/senator/county:elm', 'ada=3200', ...nextDay]]])(
    'figures whose time is over are decided anew by %j, and exported',
    async (command) => {
      const one = await counted()
      await one.feed(['override', oak, 'ada=1234', ...words])
      await one.clock.advance(12 * 3_600_000)
      await one.feed(command)
      expect((await current(one, 'Oak')).source).toMatchObject({ kind: 'feed', feed: 'us-xx-county' })
      expect(await exported(one)).toBe(0)
    },
  )
})

describe('what does not stand is refused, with what was probably meant', () => {
  test.each([
    [['xx/senater/county:oak', 'ada=1'], /^CLI_CURRENT_UNKNOWN .*no such contest/],
    [
      ['xx/senator', 'ada=1'],
      /^CLI_CURRENT_UNKNOWN "xx\/senator" is a contest: the unit whose figures are meant is missing\.\n {2}A result is .* xx\/senator\/ocd-division/,
    ],
    [
      ['xx/senator/county:oka', 'ada=1'],
      /^CLI_CURRENT_UNKNOWN .*no such unit.*\n {2}Did you mean .*county:oak\?/,
    ],
    [[oak, 'adda=1'], /^CLI_CURRENT_UNKNOWN No selection "adda" .*\n {2}Did you mean ada\?/],
    [[oak, 'ada'], /^CLI_USAGE "ada" is no SELECTION=VOTES/],
    [[oak, 'ada=-1'], /^CLI_USAGE "ada=-1" is no SELECTION=VOTES/],
    [[oak, 'ada=_'], /^CLI_USAGE "ada=_" is no SELECTION=VOTES/],
    [[oak, 'ada=1,23'], /^CLI_USAGE "ada=1,23" is no SELECTION=VOTES/],
    [[oak, 'ada=1', 'ada=2'], /^CLI_USAGE "ada" is given twice/],
    [[oak], /^CLI_USAGE What is .* set to\?/],
  ])('%j', async ([result = '', ...votes], told) => {
    const one = await counted()
    const { exit, stderr } = await one.feed(['override', result, ...votes, ...words])
    expect(stderr).toMatch(told)
    expect(exit).toBe(2)
    expect((await one.json(['override', '--list'])).lines[0].overrides).toEqual([])
  })

  test.each([
    [['--until', '2024-11-06T01:00:00Z'], 'has passed'],
    [['--until', '2024-11-14T01:00:00Z'], 'more than 7 days away'],
    [['--until', 'noon'], '"noon" is no time'],
    [[], 'When does it end?'],
  ])('an end %j', async (until, told) => {
    const one = await counted()
    const { exit, stderr } = await one.feed(['override', oak, 'ada=1', '--why', 'so', ...until])
    expect(stderr).toContain(told)
    expect(exit).toBe(2)
  })

  test('an id that nobody gave', async () => {
    const one = await counted()
    const { stderr } = await one.feed(['override', '--end', 'o-00000000', '--why', 'so'])
    expect(stderr).toMatch(/^CLI_OVERRIDE_UNKNOWN Nobody has set anything as "o-00000000"/)
  })

  test('nothing at all, or two things at one time', async () => {
    const one = await counted()
    for (const asked of [[], ['--list', '--end', 'o-00000000'], [oak, 'ada=1', '--list']])
      expect((await one.feed(['override', ...asked])).stderr).toMatch(/^CLI_USAGE Give either/)
  })
})

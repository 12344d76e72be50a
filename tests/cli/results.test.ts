import { describe, expect, test } from 'vitest'
import { figureOf, firstCounts, type Night, night, spec, state } from '../helpers/night.ts'

async function counted(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}

describe('feed results', () => {
  test('shows a contest by its units, the sum first', async () => {
    const { stdout } = await (await counted()).feed(['results'])
    const lines = stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))
    expect(lines.slice(0, 6)).toEqual([
      'US Senator xx/senator, us-2024-11-05-general',
      'unit reporting Ada REP Bo DEM margin source',
      'xx 3/3 parts 4,750 52.4% 4,310 47.6% 440 us-xx-county (sum)',
      'Elm 3,100 52.5% 2,800 47.5% 300 us-xx-county',
      'Fir 450 42.5% 610 57.5% 160 us-xx-county',
      'Oak 1,200 57.1% 900 42.9% 300 us-xx-county',
    ])
  })

  test('shows what one feed says, whatever is current', async () => {
    const { stdout } = await (await counted()).feed(['results', '--feed', 'us-xx-county'])
    const lines = stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))
    expect(lines.slice(0, 3)).toEqual([
      'US Senator xx/senator, us-xx-county',
      'unit reporting Ada REP Bo DEM',
      'xx (sum) 3 in 4,750 4,310',
    ])
  })

  test('shows one unit with its modes, and figures as feed why takes them', async () => {
    const one = await counted()
    const { stdout } = await one.feed(['results', '--contest', 'senator', '--unit', 'Oak'])
    expect(stdout).toMatch(new RegExp(`Ada +REP +1,200 +57.1% +800 +400 +${figureOf('Oak')}`))
    const [, copied = ''] = /→ .*: feed why (.*)/.exec(stdout) ?? []
    expect((await one.feed(['why', copied])).exit).toBe(0)
  })

  test('prints every figure on a line of its own that feed why can answer', async () => {
    const one = await counted()
    const { stdout } = await one.feed(['results', '--figures', '--unit', 'county:fir'])
    const figures = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('  '))
    expect(figures).toContainEqual([`${figureOf('Fir')}.absentee`, '150'])
    for (const [name = '', votes] of figures) {
      const { lines } = await one.json(['why', name])
      expect(String(lines[0].answers[0].votes)).toBe(votes)
    }
  })

  test('of an id that no feed has is told like everywhere; of a feed without a poll, that it had none', async () => {
    const one = night({ feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-other': spec('us-xx-other') } })
    one.publish(firstCounts)
    await one.feed(['run', 'us-xx-county', '--once'])
    const unknown = await one.feed(['results', '--feed', 'us-xx-countie'])
    expect(unknown.stderr).toMatch(/^CLI_FEED_UNKNOWN .*\n {2}Did you mean "us-xx-county"\?/)
    expect(unknown.stderr).toBe((await one.feed(['status', 'us-xx-countie'])).stderr)
    const never = await one.feed(['results', '--feed', 'us-xx-other'])
    expect(never.stderr).toMatch(/^CLI_FEED_NEVER_POLLED .*\n {2}Poll it with "feed run us-xx-other --once"/)
    expect([unknown.exit, never.exit]).toEqual([2, 2])
  })

  test('of a moment says which one was taken, and what stood then and why', async () => {
    const one = await counted()
    await one.clock.advance(60_000)
    one.publish({ ...firstCounts, Oak: [1_300, 1_000] })
    await one.feed(['run', '--once'])
    const then = await one.feed(['results', '--unit', 'Oak', '--at', '21:00:30'])
    expect(then.stdout).toContain(
      'As it stood at 2024-11-05 21:00:30 in America/New_York (2024-11-06T02:00:30.000Z).',
    )
    expect(then.stdout).toMatch(/Ada +REP +1,200 /)
    expect(then.stdout).toContain('it is the only source')
    const now = await one.feed(['results', '--unit', 'Oak', '--at', '21:01'])
    expect(now.stdout).toMatch(/Ada +REP +1,300 /)
    const { lines } = await one.json(['results', '--unit', 'Oak', '--at', '21:00:30'])
    expect(lines[0].at).toEqual({ 'us-2024-11-05-general': '2024-11-06T02:00:30.000Z' })
    expect(lines[0].results).toMatchObject([{ source: { kind: 'feed', feed: 'us-xx-county', revision: 1 } }])
  })

  test('of one feed at a moment says that what was held then is not known', async () => {
    const one = await counted()
    const at = ['results', '--feed', 'us-xx-county', '--at', '21:01']
    expect((await one.feed(at)).stdout).toContain('What was held at that moment is not kept')
    const csv = await one.feed([...at, '--csv'])
    expect(csv.stderr).toContain('What was held at that moment is not kept')
    expect(csv.stdout).not.toContain('not kept')
    expect((await one.json(at)).lines).toMatchObject([{ staleIsKnown: false }])
  })

  test('before any is published says why: never polled, or all of it held behind the closing of polls', async () => {
    const one = night({ start: '2024-11-06T00:30:00Z' })
    expect((await one.feed(['results'])).stdout).toBe(
      '→ There are no results yet. Poll the feeds once: feed run --once\n',
    )
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { stdout, exit } = await one.feed(['results'])
    expect(stdout).toBe('→ us-xx-county was polled, and all it gave is held: feed holds us-xx-county\n')
    expect(exit).toBe(0)
  })

  test('is as it was at a moment, sums included', async () => {
    const one = await counted()
    await one.clock.advance(60_000)
    one.publish({ ...firstCounts, Oak: [1_300, 1_000] })
    await one.feed(['run', '--once'])
    const csv = async (...more: string[]) => (await one.feed(['results', '--csv', ...more])).stdout
    const now = await csv()
    expect(await csv('--at', '2024-11-06T02:01:00Z')).toBe(now)
    expect(now).toContain(`${state},xx,ada,Ada,REP,4850,`)
    expect(await csv('--at', '2024-11-05T21:00:59-05:00')).toContain(`${state},xx,ada,Ada,REP,4750,`)
    const before = await one.feed(['results', '--at', '2024-11-06T01:59:59Z'])
    expect(before.stdout).toContain('There was nothing yet')
    expect(before.stdout).toContain('the first capture that was published is of 2024-11-06T02:00:00.000Z')
  })

  test('quotes what a comma or a quotation mark would break in CSV', async () => {
    const one = night()
    one.publish({ 'O"ak, North': [1_200, 900] })
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['results', '--csv', '--unit', 'O"ak, North'])
    expect(stdout).toContain('"O""ak, North"')
  })

  test('gives an overview of several contests, with what to ask for one', async () => {
    const governor = spec('us-xx-other').replace('"name": Contest', '"name": "Governor"')
    const one = night({ feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-other': governor } })
    for (const name of ['us-xx-county', 'us-xx-other']) one.publish(firstCounts, name)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['results'])
    expect(stdout).toMatch(/^us-2024-11-05-general\n/)
    expect(stdout).toMatch(
      /\n *US Senator +xx\/senator +xx +3\/3 parts +Ada 4,750 52.4% +Bo 4,310 47.6% +440 +us-xx-county \(sum\) +4\n/,
    )
    expect(stdout).toMatch(/Governor +xx\/governor .* us-xx-other/)
    expect(stdout).toMatch(/→ One contest by its units: feed results --contest xx\/(senator|governor)/)
    expect((await one.json(['results', '--feed', 'us-xx-other'])).lines[0].results).toHaveLength(4)
    expect((await one.feed(['results', '--election', 'us-2024-11-05-genral'])).stderr).toBe(
      'CLI_ELECTION_UNKNOWN Nothing stands of an election "us-2024-11-05-genral".\n  Did you mean us-2024-11-05-general?\n',
    )
  })

  test('of one feed among several that say the same is that of this feed alone', async () => {
    const one = night({ feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-other': spec('us-xx-other') } })
    one.publish(firstCounts)
    one.publish({ ...firstCounts, Oak: [1_201, 900] }, 'us-xx-other')
    await one.feed(['run', '--once'])
    const other = ['results', '--feed', 'us-xx-other', '--unit', 'Oak']
    expect((await one.feed(other)).stdout).toMatch(/Ada +REP +1,201/)
    const { lines } = await one.json(['results', '--unit', 'Oak'])
    expect(lines[0].results).toMatchObject([{ feeds: ['us-xx-county', 'us-xx-other'] }])
  })

  test('never fills the screen: a long table ends with how to see the rest', async () => {
    const one = night()
    one.publish(
      Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`C${index}`, [1_000 + index, 2_000 + 3 * index]]),
      ),
    )
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['results'])
    expect(stdout).toContain('… and 36 units more: --all, or --unit UNIT for one.')
    expect((await one.feed(['results', '--all'])).stdout).not.toContain('more:')
  })

  test('says what was probably meant by a contest or unit that there is not', async () => {
    const one = await counted()
    const { exit, stderr } = await one.feed(['results', '--unit', 'ock'])
    expect(stderr).toContain(`Did you mean ${state}/county:oak?`)
    expect(exit).toBe(2)
    expect((await one.feed(['results', '--contest', 'xx/senators'])).stderr).toContain(
      'Did you mean xx/senator?',
    )
    expect((await one.feed(['results', '--contest', 'nope'])).stderr).toBe(
      'CLI_NAME_UNKNOWN There is no contest "nope" in the results of the election.\n  Give its id, the end of that after a slash or a colon, or its name. Use one of: xx/senator.\n',
    )
    expect((await one.feed(['results', '--feed', 'us-xx-count'])).stderr).toContain(
      'Did you mean "us-xx-county"?',
    )
  })
})

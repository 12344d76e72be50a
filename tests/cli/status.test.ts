import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changeHead } from '../helpers/change-head.ts'
import { firstCounts, type Night, night, spec } from '../helpers/night.ts'

async function polledOnce(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}

describe('feed status', () => {
  test('calls a feed fine that was checked in time and is fresh', async () => {
    const one = await polledOnce()
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +fine +1 +0 s ago +0 s ago +none given +3\n/)
    expect(exit).toBe(0)
  })

  test('shouts when a feed was not checked: silence is no health', async () => {
    const one = await polledOnce()
    await one.clock.advance(20 * 60_000)
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +SILENT/)
    expect(stdout).toContain('not checked for 20 min, and due every 30 s')
    expect(stdout).toContain('→ Nothing is polled any more. Start it again: feed run')
    expect(exit).toBe(1)
  })

  test('shouts when a feed is checked and nothing changes for longer than its spec allows inside a window', async () => {
    const one = await polledOnce()
    await one.clock.advance(31 * 60_000)
    await one.feed(['run', '--once'])
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +LATE +1 +0 s ago +31 min ago/)
    expect(stdout).toContain('no change for 31 min, and expected within 30 min')
    expect(exit).toBe(1)
  })

  test('expects no change outside the windows', async () => {
    const one = await polledOnce()
    await one.clock.advance(12 * 3_600_000)
    await one.feed(['run', '--once'])
    expect((await one.json(['status'])).lines[0].feeds).toMatchObject([{ word: 'fine', reasons: [] }])
  })

  test('shows a feed whose last poll failed, with the reason, until one succeeds', async () => {
    const one = night()
    await one.feed(['run', '--once'])
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +FAILING/)
    expect(stdout).toContain('SOURCE_MISSING There is no counts.csv')
    expect(exit).toBe(1)
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    expect((await one.feed(['status'])).exit).toBe(0)
  })

  test.each([
    ['LOG_FAILED', /→ The source has nothing to do with it: look at the brokers .*: feed setup --check\n$/],
    ['AWS_FAILED', /→ The source has nothing to do with it: look at the service .*: feed setup --check\n$/],
    ['SOURCE_MISSING', /→ Try it, and see what the source says: feed dry-run us-xx-county\n$/],
  ])('says where to look when polls fail with %s', async (code, advice) => {
    const one = await polledOnce()
    const failing = { polls: 1, since: '2024-11-06T02:00:00.000Z', at: '2024-11-06T02:00:00.000Z', code }
    changeHead(join(one.folder, 'data/state.sqlite'), 'us-xx-county', (text) =>
      text.replace('"failing":null', `"failing":${JSON.stringify({ ...failing, message: 'So.' })}`),
    )
    expect((await one.feed(['status'])).stdout).toMatch(advice)
    expect((await one.feed(['trace', 'us-xx-county'])).stdout).toMatch(advice)
  })

  test('says that a clock is wrong where a feed was checked in the future', async () => {
    const one = await polledOnce()
    changeHead(join(one.folder, 'data/state.sqlite'), 'us-xx-county', (text) =>
      text.replace(/"checkedAt":"[^"]*"/, '"checkedAt":"2024-11-06T02:06:00.000Z"'),
    )
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +MISDATED/)
    expect(stdout).toContain('the clock of this machine is behind')
    expect(stdout).toMatch(/→ Set the clocks right, here \(it is 2024-11-06T02:.*feed status us-xx-county\n$/)
    expect(exit).toBe(1)
  })

  test('counts what is held and what is stale for it, and ends with 3', async () => {
    const one = await polledOnce()
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
    await one.feed(['run', '--once'])
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +held +1 .* +3 +1 +1\n/)
    expect(stdout).toContain('→ What is held, and why: feed holds us-xx-county')
    expect(exit).toBe(3)
  })

  test('counts every result as stale while a whole capture is held', async () => {
    const one = await polledOnce()
    one.publish({})
    await one.feed(['run', '--once'])
    expect((await one.json(['status'])).lines[0].feeds).toMatchObject([
      { word: 'held', results: 3, stale: 3 },
    ])
    expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(
      /Oak +1,200 +900 +stale h-/,
    )
    expect((await one.feed(['holds'])).stdout).toContain('Nothing of that capture is published')
  })

  test('puts the worst first, and tells drafts and feeds never polled from health', async () => {
    const one = night({
      feeds: {
        'us-xx-a': spec('us-xx-a', 'draft'),
        'us-xx-b': spec('us-xx-b'),
        'us-xx-c': spec('us-xx-c'),
        'us-xx-d': spec('us-xx-d'),
      },
    })
    one.publish(firstCounts, 'us-xx-b')
    await one.feed(['run', 'us-xx-b', 'us-xx-d', '--once'])
    const { lines } = await one.json(['status'])
    expect(lines[0].feeds.map((feed: { feed: string; word: string }) => [feed.feed, feed.word])).toEqual([
      ['us-xx-d', 'failing'],
      ['us-xx-c', 'new'],
      ['us-xx-b', 'fine'],
      ['us-xx-a', 'draft'],
    ])
  })

  test('says what is held of a feed that is late, and asks to look at that first', async () => {
    const one = await polledOnce()
    await one.feed(['hold', 'us-xx-county', '--why', 'the office asked us to wait'])
    await one.clock.advance(31 * 60_000)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +LATE/)
    expect(stdout).toContain(
      '1 hold stands, and one is of the whole feed by Kim: the office asked us to wait',
    )
    expect(stdout).toContain('→ What is held of a feed that is late, and why: feed holds us-xx-county')
  })

  test('counts the holds of all feeds, a paused one too', async () => {
    const one = night({ feeds: { 'us-xx-a': spec('us-xx-a'), 'us-xx-b': spec('us-xx-b') } })
    for (const feed of ['us-xx-a', 'us-xx-b']) one.publish(firstCounts, feed)
    await one.feed(['run', '--once'])
    for (const county of ['county:oak', 'county:elm'])
      await one.feed(['hold', 'us-xx-b', county, '--why', 'wait'])
    writeFileSync(join(one.folder, 'feeds/us-xx/us-xx-b/feed.yaml'), spec('us-xx-b', 'paused'))
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-b: 2 holds stand\n/)
    expect(stdout).toContain('2 feeds: 1 fine, 1 paused; 2 holds stand in 1 feed.')
    expect(stdout).toContain('→ What is held, and why: feed holds us-xx-b')
    expect(exit).toBe(3)
  })

  test('is not fine while what was released waits for its poll', async () => {
    const one = await polledOnce()
    await one.feed(['hold', 'us-xx-county', '--why', 'wait'])
    one.publish({ ...firstCounts, Oak: [1_500, 1_100] })
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['holds'])
    await one.feed(['release', lines[0].holds[0].id, '--why', 'they called back'])
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +held +1 .* 3 +1\s*\n/)
    expect(stdout).toMatch(/released at 2024-11-06T02:\S+, and not published yet: that is for its next poll/)
    expect(stdout).toContain(
      'What was released waits for a poll. Poll this one now: feed run us-xx-county --once',
    )
    expect(exit).toBe(3)
    await one.feed(['run', '--once'])
    expect((await one.feed(['status'])).exit).toBe(0)
  })

  test('does not send to a poll that a lease would refuse', async () => {
    const one = night({ feeds: { 'us-xx-a': spec('us-xx-a'), 'us-xx-b': spec('us-xx-b') } })
    for (const feed of ['us-xx-a', 'us-xx-b']) one.publish(firstCounts, feed)
    await one.feed(['run', '--once'])
    await one.clock.advance(20 * 60_000)
    await one.feed(['run', 'us-xx-b', '--once'])
    changeHead(join(one.folder, 'data/state.sqlite'), 'us-xx-a', (text) =>
      text.replace('"lease":null', '"lease":{"owner":"killed","until":"2024-11-06T02:30:00.000Z"}'),
    )
    const { stdout } = await one.feed(['status'])
    expect(stdout).toContain('This one has a poll until 2024-11-06T02:30:00.000Z at the latest')
    expect(stdout).toContain(
      'a poll has it until 2024-11-06T02:30:00.000Z at the latest; one that died keeps it',
    )
  })
})

import { describe, expect, test } from 'vitest'
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
    expect((await one.feed(['results'])).stdout).toMatch(/Oak +1,200 +900 +stale h-/)
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
})

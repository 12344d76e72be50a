import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changeHead } from '../helpers/change-head.ts'
import { figureOf, firstCounts, night, spec } from '../helpers/night.ts'
import { nightUntil } from '../helpers/night-until.ts'

describe('feed run --once', () => {
  test('on an empty machine polls, publishes and processes, and says what is next', async () => {
    const one = night()
    one.publish(firstCounts)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('02:00:00Z  us-xx-county  published  3 changes, revision 1')
    expect(stdout).toContain('→ See the figures: feed results')
    expect(exit).toBe(0)
    expect((await one.feed(['results'])).stdout).toMatch(/Elm +3,100 52.5% +2,800 47.5%/)
  })

  test('says unchanged, and nothing is published twice', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['run', '--once'])
    expect(lines).toMatchObject([
      { feed: 'us-xx-county', outcome: 'unchanged' },
      { polls: 1, unchanged: 1, held: [] },
    ])
  })

  test('ends with 3 when a check holds something, and publishes the rest', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    one.publish({ ...firstCounts, Elm: [1_100, 2_900], Oak: [1_300, 1_000] })
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(/published {2}1 change, revision 2; 1 hold, the rest went on/)
    expect(stdout).toMatch(/h-[0-9a-f]{8} CHECK_FALL Elm/)
    expect(stdout).toContain('feed holds us-xx-county')
    expect(exit).toBe(3)
    // What stays held is no news, and no health either.
    expect((await one.feed(['run', '--once'])).exit).toBe(3)
  })

  test('holds a file with many times the rows, until a person releases it', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const many = Array.from({ length: 200 }, (_, index) => [`New ${index}`, [index, 7]] as const)
    one.publish({ ...firstCounts, ...Object.fromEntries(many) })
    const held = await one.feed(['run', '--once'])
    expect(held.stdout).toContain('CHECK_ROWS_ROSE 406 rows after 6; the limit is 50 times as many')
    expect(held.exit).toBe(3)
    const [hold = ''] = /h-[0-9a-f]{8}/.exec(held.stdout) ?? []
    await one.feed(['release', hold, '--who', 'Kim', '--why', 'the office added them'])
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('published  200 changes, revision 2')
    expect(exit).toBe(0)
  })

  test('ends with 1 when a poll failed, and the other feeds are polled all the same', async () => {
    const one = night({ feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-empty': spec('us-xx-empty') } })
    one.publish(firstCounts)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(
      /us-xx-empty {2}failed {2}SOURCE_MISSING There is no counts\.csv\.\n +Check the path/,
    )
    expect(stdout).toContain('us-xx-county  published')
    expect(stdout).toMatch(
      /→ us-xx-empty failed: SOURCE_MISSING There is no counts\.csv\. What stands stays, visibly stale/,
    )
    expect(exit).toBe(1)
  })

  test('says what failed before what is held', async () => {
    const one = night({ feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-empty': spec('us-xx-empty') } })
    one.publish(firstCounts)
    one.publish(firstCounts, 'us-xx-empty')
    await one.feed(['run', '--once'])
    await one.feed(['hold', 'us-xx-county', '--who', 'Kim', '--why', 'the office asked'])
    for (const name of ['us-xx-county', 'us-xx-empty'])
      rmSync(join(one.folder, 'feeds/us-xx', name, 'counts.csv'))
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(
      /→ us-xx-\w+ failed: SOURCE_MISSING There is no counts\.csv\. So did 1 other\. .*feed status; something is held too: feed holds us-xx-county\n$/,
    )
    expect(exit).toBe(1)
  })

  test('ends with 1 when a feed was not polled since another poll has it, and says until when', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const until = '2024-11-06T02:02:15.000Z'
    changeHead(join(one.folder, 'data/state.sqlite'), 'us-xx-county', (text) =>
      text.replace('"lease":null', `"lease":{"owner":"killed","until":"${until}"}`),
    )
    const { exit, stdout } = await one.feed(['run', '--once'])
    const why = `another poll has this feed until ${until} at the latest; one that died keeps it until then`
    expect(stdout).toContain(`us-xx-county  skipped  ${why}`)
    expect(stdout).toContain(
      `→ us-xx-county was not polled: ${why}; after that: feed run us-xx-county --once`,
    )
    expect(exit).toBe(1)
    const { lines } = await one.json(['run', '--once'])
    expect(lines[0]).toMatchObject({ outcome: 'skipped', why: 'busy', until })
    await one.clock.advance(136_000)
    expect((await one.feed(['run', '--once'])).exit).toBe(0)
  })

  test('polls no draft and no paused feed, and says so', async () => {
    const one = night({
      feeds: {
        'us-xx-county': spec('us-xx-county'),
        'us-xx-new': spec('us-xx-new', 'draft'),
        'us-xx-old': spec('us-xx-old', 'paused'),
      },
    })
    for (const name of ['us-xx-county', 'us-xx-new', 'us-xx-old']) one.publish(firstCounts, name)
    const { stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('draft, not polled: us-xx-new')
    expect(stdout).toContain('paused, not polled: us-xx-old')
    expect(stdout).toContain('1 poll: 1 published.')
    const draft = await one.feed(['run', 'us-xx-new', '--once'])
    expect(draft.stdout).toContain('→ Set status: live in the feed.yaml to poll a feed.')
    expect(draft.exit).toBe(1)
  })

  test('polls the feeds that compile while another has problems, and shows those', async () => {
    const one = night({
      feeds: { 'us-xx-county': spec('us-xx-county'), 'us-xx-bad': spec('us-xx-bad', 'live', 'nonsense: 1') },
    })
    one.publish(firstCounts)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(/us-xx-bad\/feed\.yaml:\d+:\d+ SPEC_/)
    expect(stdout).toContain('us-xx-county  published')
    expect(exit).toBe(1)
  })
})

describe('feed run', () => {
  test('polls on schedule until it is stopped, says each minute that it does, and has processed what it published', async () => {
    const one = night()
    one.publish(firstCounts)
    const { exit, stdout } = await one.feed(['run'], nightUntil(/the last minute: .*\d unchanged/))
    expect(stdout).toContain('Polling 1 feed on schedule.')
    expect(stdout).toContain('us-xx-county  published  3 changes, revision 1')
    expect(stdout).toMatch(/the last minute: \d+ .*unchanged/)
    // A row of polls without news is one line, and the minute's.
    expect(stdout.match(/us-xx-county {2}unchanged/g)).toHaveLength(1)
    // The end may come while one more is under way, which is stopped.
    expect(stdout).toMatch(/polls: 1 published, \d+ unchanged(, 1 failed)?\./)
    expect(exit).toBe(0)
    expect((await one.feed(['why', figureOf('Oak')])).stdout).toContain('Ada REP: 1,200')
  })

  test('says each minute what is held, however long ago that was said', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['run'], nightUntil(/the last minute: /))
    expect(stdout).toMatch(/the last minute: .*; 1 hold stands in 1 feed: feed holds\n/)
  })

  test('says once that a feed is taken, not at every tick', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    changeHead(join(one.folder, 'data/state.sqlite'), 'us-xx-county', (text) =>
      text.replace('"lease":null', '"lease":{"owner":"killed","until":"2024-11-06T02:02:30.000Z"}'),
    )
    const { stdout } = await one.feed(['run'], nightUntil(/the last minute: [2-9] skipped/))
    expect(stdout.match(/us-xx-county {2}skipped/g)).toHaveLength(1)
  })
})

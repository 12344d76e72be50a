import { describe, expect, test } from 'vitest'
import { figureOf, firstCounts, night, state } from '../helpers/night.ts'
import { withdraw } from '../helpers/withdraw.ts'

describe('feed hold', () => {
  test('keeps a county as it is while the others go on, until it is released', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['hold', 'us-xx-county', 'oak', '--who', 'Lee', '--why', 'a test deck'])
    const id = /h-[0-9a-f]{8}/.exec(stdout)?.[0] ?? ''
    expect(stdout).toContain(`${state}/county:oak is held, 1 standing result.`)
    expect(stdout).toContain(
      'From the next poll on the feed publishes nothing new of it, until you release it.',
    )
    expect(stdout).toContain('or another source takes over')
    one.publish({ Oak: [1_900, 1_000], Elm: [3_200, 2_900], Fir: [500, 700] })
    expect((await one.feed(['run', '--once'])).exit).toBe(3)
    expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(
      new RegExp(`Oak +1,200 +900 +stale ${id}`),
    )
    expect((await one.feed(['holds'])).stdout).toContain('Lee holds it: a test deck')
    await one.feed(['release', id, '--why', 'it is real', '--poll'])
    expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Oak +1,900 +1,000\n/)
    expect((await one.feed(['why', figureOf('Oak')])).stdout).toMatch(/held by Lee at .*: a test deck/)
  })

  test('of a state holds the counties in it, those that come later too', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    await one.feed(['hold', 'us-xx-county', state, '--why', 'wait'])
    one.publish({ ...firstCounts, Yew: [10, 20] })
    const { stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('nothing published; 1 hold')
  })

  test('takes several results at one time, and so does their release; machines get one document', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const held = await one.json(['hold', 'us-xx-county', 'oak', 'xx/senator/county:elm', '--why', 'wait'])
    expect(held.lines).toHaveLength(1)
    const ids: readonly string[] = held.lines[0].holds.map(({ hold }: { hold: string }) => hold)
    expect(held.lines[0].holds).toMatchObject([
      { scope: { units: [`${state}/county:oak`] } },
      { scope: { contests: ['xx/senator'], units: [`${state}/county:elm`] } },
    ])
    const released = await one.json(['release', ...ids, '--why', 'go', '--poll'])
    expect(released.lines).toMatchObject([
      {
        released: [{ hold: ids[0] }, { hold: ids[1] }],
        polls: [{ feed: 'us-xx-county', outcome: 'judged' }],
      },
    ])
  })

  test('of a whole feed works before its first poll', async () => {
    const one = night()
    await one.feed(['hold', 'us-xx-county', '--why', 'the office asked us to wait'])
    one.publish(firstCounts)
    expect((await one.feed(['run', '--once'])).stdout).toContain('nothing published; 1 hold')
  })

  test.each([
    [`${state}/county:oak`, 1],
    ['county:oak', 1],
    [`xx/senator/${state}/county:oak`, 1],
    ['xx/senator', 3],
    ['senator', 3],
  ])('of a part of a feed works before its first poll: %s', async (word, kept) => {
    const one = night()
    const { exit, stdout } = await one.feed(['hold', 'us-xx-county', word, '--why', 'wait'])
    expect(exit).toBe(0)
    expect(stdout.includes('is not checked')).toBe(word.includes('county'))
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['results', '--feed', 'us-xx-county'])
    expect(lines[0].results.filter((result: { derived: boolean }) => !result.derived)).toHaveLength(3 - kept)
  })

  test('of a unit that has no results yet keeps back those that come', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['hold', 'us-xx-county', `${state}/county:yew`, '--why', 'wait'])
    expect(stdout).toContain('0 standing results')
    expect(stdout).toContain('No result of the feed is in it yet')
    one.publish({ ...firstCounts, Yew: [10, 20] })
    expect((await one.feed(['run', '--once'])).stdout).toContain('nothing published; 1 hold')
  })

  test('counts and offers what stands, and nothing that was withdrawn', async () => {
    const one = night()
    await withdraw(one, 'Oak')
    const { lines } = await one.json(['hold', 'us-xx-county', 'xx/senator', '--why', 'wait'])
    expect(lines).toMatchObject([{ holds: [{ results: 2 }] }])
    const { stderr } = await one.feed(['hold', 'us-xx-county', 'oka', '--why', 'wait'])
    expect(stderr).toContain('CLI_RESULT_UNKNOWN')
    expect(stderr).toContain('county:elm')
    expect(stderr).not.toContain(`${state}/county:oak`)
  })

  test('refuses a unit that the feed does not have, and says which was meant', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { exit, stderr } = await one.feed(['hold', 'us-xx-county', 'oka', '--why', 'x'])
    expect(stderr).toContain(`Did you mean ${state}/county:oak?`)
    expect(exit).toBe(2)
  })
})

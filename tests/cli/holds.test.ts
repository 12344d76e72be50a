import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Counties, figureOf, firstCounts, type Night, night, state } from '../helpers/night.ts'
import { withdraw } from '../helpers/withdraw.ts'

const fallen: Counties = { ...firstCounts, Elm: [1_100, 2_900], Oak: [1_300, 1_000] }

/** A night on which Elm's votes for Ada fell by two thirds, and the id of its hold. */
async function afterFall(): Promise<{ readonly one: Night; readonly id: string }> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish(fallen)
  await one.feed(['run', '--once'])
  const { lines } = await one.json(['holds'])
  return { one, id: lines[0].holds[0].id }
}

describe('a large fall', () => {
  test('is held with the figures before and after, and the command that releases it', async () => {
    const { one, id } = await afterFall()
    const { exit, stdout } = await one.feed(['holds'])
    expect(stdout).toContain('Elm, US Senator: votes fell: Ada 3,100 → 1,100')
    expect(stdout).toMatch(/xx\/senator +county:elm +ada +3,100 +1,100 +−2,000/)
    expect(stdout).toMatch(/xx\/senator +county:elm +bo +2,800 +2,900 +\+100/)
    expect(stdout).toContain('Seen at counts.csv#L4')
    expect(stdout).toContain(`feed release ${id} --why "…"`)
    expect(exit).toBe(3)
  })

  test('leaves the last good figures, marked stale with the sum they are in, while the rest goes on', async () => {
    const { one, id } = await afterFall()
    const { stdout } = await one.feed(['results'])
    expect(stdout).toMatch(new RegExp(`Elm +3,100 +2,800 +stale ${id}`))
    expect(stdout).toMatch(new RegExp(`\\(sum\\).* +stale ${id}`))
    expect(stdout).toMatch(/Oak +1,300 +1,000\n/)
    expect((await one.feed(['why', figureOf('Elm')])).stdout).toContain('The source says 1,100 now.')
  })

  test('is published from the archive after a release, with name and reason for ever beside it', async () => {
    const { one, id } = await afterFall()
    const released = await one.feed(['release', id, '--why', 'the office confirmed it'])
    expect(released.stdout).toContain('released by Kim')
    expect(released.exit).toBe(0)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('published  1 change, revision 3')
    expect(exit).toBe(0)
    const { stdout: why } = await one.feed(['why', figureOf('Elm')])
    expect(why).toContain('corrected, 3,100 → 1,100')
    expect(why).toMatch(/released by Kim at .*: the office confirmed it \(CHECK_FALL/)
    expect((await one.feed(['holds'])).exit).toBe(0)
  })

  test('is published at once with --poll', async () => {
    const { one, id } = await afterFall()
    const { exit, stdout } = await one.feed(['release', id, '--why', 'confirmed', '--poll'])
    expect(stdout).toContain('published  1 change, revision 3')
    expect(exit).toBe(0)
    expect((await one.feed(['results'])).stdout).toMatch(/Elm +2,900 +1,100\n/)
  })

  test('asks who and why where a person is there, and refuses without a reason where none is', async () => {
    const { one, id } = await afterFall()
    const nobody = await one.feed(['release', id])
    expect(nobody.stderr).toContain('CLI_ANSWER_MISSING An order needs a reason')
    expect(nobody.exit).toBe(2)
    const { exit } = await one.feed(['release', id], { answers: ['they called back'] })
    expect(exit).toBe(0)
    await one.feed(['run', '--once'])
    expect((await one.feed(['why', figureOf('Elm')])).stdout).toContain('released by Kim')
  })

  test('is gone with the next good capture, and its release is refused then', async () => {
    const { one, id } = await afterFall()
    one.publish({ ...fallen, Elm: [3_200, 2_900] })
    await one.feed(['run', '--once'])
    const { exit, stderr } = await one.feed(['release', id, '--why', 'confirmed'])
    expect(stderr).toContain(`CLI_HOLD_UNKNOWN Nothing is held as "${id}"`)
    expect(exit).toBe(2)
  })

  test('is not released over a newer capture that could not be read: that one wants its own decision', async () => {
    const { one, id } = await afterFall()
    one.publish({})
    await one.feed(['run', '--once'])
    const { exit, stderr } = await one.feed(['release', id, '--why', 'confirmed'])
    expect(stderr).toContain('ORDER_REFUSED')
    expect(stderr).toContain('a newer capture came, and is held as a whole')
    expect(exit).toBe(1)
    expect((await one.feed(['results'])).stdout).toMatch(/Elm +3,100 +2,800 +stale/)
  })

  test('and the other are not offered for release then: what ends them is said', async () => {
    const { one, id } = await afterFall()
    one.publish({})
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['holds'])
    expect(stdout).toContain('The next capture that can be read decides about it.')
    expect(stdout).not.toContain(`feed release ${id}`)
    // The newest capture is doubted as a whole, which a person may release.
    const newest = /feed release (h-[0-9a-f]{8})/.exec(stdout)?.[1] ?? ''
    expect((await one.feed(['release', newest, '--why', 'it is right'])).exit).toBe(0)
  })

  test('says what was probably meant by a hold that does not exist', async () => {
    const { one, id } = await afterFall()
    const typo = `${id.slice(0, -1)}x`
    const { stderr } = await one.feed(['release', typo, '--why', 'confirmed'])
    expect(stderr).toContain(`Did you mean ${id}?`)
  })
})

test('a capture that can not be read is not offered for release: what ends its hold is said', async () => {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  writeFileSync(join(one.folder, 'feeds/us-xx/us-xx-county/counts.csv'), 'Town,Votes\nOak,7\n')
  await one.feed(['run', '--once'])
  const { exit, stdout } = await one.feed(['holds'])
  expect(stdout).toContain('It can not be released: it is no doubt about figures')
  expect(stdout).toContain('It ends with the first capture that its spec can read')
  expect(stdout).not.toContain('feed release')
  expect(stdout).toContain('→ 1 hold. None of them can be released.')
  expect(exit).toBe(3)
  const { lines } = await one.json(['holds'])
  expect(lines[0].holds).toMatchObject([{ canBeReleased: false }])
  const refused = await one.feed(['release', lines[0].holds[0].id, '--why', 'go on'])
  expect(refused.stderr).toContain('ORDER_REFUSED')
})

describe('feed hold', () => {
  test('keeps a county as it is while the others go on, until it is released', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['hold', 'us-xx-county', 'oak', '--who', 'Lee', '--why', 'a test deck'])
    const id = /h-[0-9a-f]{8}/.exec(stdout)?.[0] ?? ''
    expect(stdout).toContain(`${state}/county:oak is held, 1 standing result.`)
    one.publish({ Oak: [1_900, 1_000], Elm: [3_200, 2_900], Fir: [500, 700] })
    expect((await one.feed(['run', '--once'])).exit).toBe(3)
    expect((await one.feed(['results'])).stdout).toMatch(new RegExp(`Oak +1,200 +900 +stale ${id}`))
    expect((await one.feed(['holds'])).stdout).toContain('Lee holds it: a test deck')
    await one.feed(['release', id, '--why', 'it is real', '--poll'])
    expect((await one.feed(['results'])).stdout).toMatch(/Oak +1,900 +1,000\n/)
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
    const { lines } = await one.json(['results'])
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

import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshFolder, noteAgain } from '../../engine/rehearse/data-folder.ts'
import { type Counties, figureOf, firstCounts, type Night, night } from '../helpers/night.ts'

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
    const { stdout } = await one.feed(['results', '--feed', 'us-xx-county'])
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

  test.each([
    [
      'paused',
      'status: paused',
      'is paused, and not polled. It is published with the first poll after status: live',
    ],
    ['broken', 'state: live', 'which waits for a spec without problems: feed validate us-xx-county'],
  ])('says how its release is published where the feed is %s', async (_, words, said) => {
    const { one, id } = await afterFall()
    const file = join(one.folder, 'feeds/us-xx/us-xx-county/feed.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('status: live', words))
    const polled = await one.feed(['release', id, '--why', 'confirmed', '--poll'])
    expect(polled.stdout).toContain(said)
    expect(polled.exit).toBe(1)
    const released = await one.feed(['release', id, '--why', 'confirmed'])
    expect(released.stdout).toContain(said)
    expect(released.stdout).not.toContain('feed run')
  })

  test('is published by the night that goes on where the stores are those of a rehearsal', async () => {
    const { one, id } = await afterFall()
    using _ = freshFolder(join(one.folder, 'rehearsed'))
    cpSync(join(one.folder, 'rehearsed/rehearsal.lock'), join(one.folder, 'data/rehearsal.lock'))
    noteAgain(join(one.folder, 'data'), 'npx feed rehearse --resume --data data')
    const { stdout } = await one.feed(['release', id, '--why', 'confirmed'])
    expect(stdout).toContain('when the night goes on: npx feed rehearse --resume --data data\n')
    expect(stdout).not.toContain('feed run')
  })

  test('is published at once with --poll', async () => {
    const { one, id } = await afterFall()
    const { exit, stdout } = await one.feed(['release', id, '--why', 'confirmed', '--poll'])
    expect(stdout).toContain('published  1 change, revision 3')
    expect(exit).toBe(0)
    expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Elm +2,900 +1,100\n/)
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
    expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Elm +3,100 +2,800 +stale/)
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

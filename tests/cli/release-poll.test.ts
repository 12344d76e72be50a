import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstCounts, type Night, night } from '../helpers/night.ts'

/** A fall is held, and the source has gone on since. */
async function heldAndOvertaken(): Promise<{ readonly one: Night; readonly hold: string }> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
  await one.feed(['run', '--once'])
  const { lines } = await one.json(['holds'])
  one.publish({ ...firstCounts, Elm: [1_200, 3_000] })
  return { one, hold: lines[0].holds[0].id }
}

test('a poll that publishes what was released, and then what the source says now, reports both', async () => {
  const { one, hold } = await heldAndOvertaken()
  const { exit, stdout } = await one.feed(['release', hold, '--why', 'confirmed', '--poll'])
  expect(stdout).toMatch(/published {2}1 change, revision 2\n.*published {2}1 change, revision 3\n/)
  expect(exit).toBe(0)
})

test('for machines, the first stands in the second', async () => {
  const { one, hold } = await heldAndOvertaken()
  const { lines } = await one.json(['release', hold, '--why', 'confirmed', '--poll'])
  expect(lines[0].polls).toMatchObject([
    { outcome: 'published', revision: 3, before: { outcome: 'published', revision: 2, changes: 1 } },
  ])
})

test('when the source then fails, what was published is said all the same', async () => {
  const { one, hold } = await heldAndOvertaken()
  rmSync(join(one.folder, 'feeds/us-xx/us-xx-county/counts.csv'))
  const { exit, stdout } = await one.feed(['release', hold, '--why', 'confirmed', '--poll'])
  expect(stdout).toMatch(/published {2}1 change, revision 2\n.*failed {2}SOURCE_MISSING/)
  expect(stdout).toContain('→ It is published; what the source says now is not: feed run us-xx-county --once')
  expect(exit).toBe(1)
})

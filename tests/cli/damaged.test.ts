import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { changeHead } from '../helpers/change-head.ts'
import { figureOf, firstCounts, type Night, night, spec } from '../helpers/night.ts'
import { nightUntil } from '../helpers/night-until.ts'

const later = { ...firstCounts, Oak: [1_500, 1_100] } as const
const stateFile = ({ folder }: Night): string => join(folder, 'data/state.sqlite')

/** Two feeds, of which the head of the first has lost its end. */
async function damagedNight(): Promise<Night> {
  const one = night({ feeds: { 'us-xx-a': spec('us-xx-a'), 'us-xx-b': spec('us-xx-b') } })
  for (const feed of ['us-xx-a', 'us-xx-b']) one.publish(firstCounts, feed)
  await one.feed(['run', '--once'])
  changeHead(stateFile(one), 'us-xx-a', (text) => text.slice(0, -10))
  for (const feed of ['us-xx-a', 'us-xx-b']) one.publish(later, feed)
  return one
}

describe('a head that can not be read', () => {
  test('is shouted by status, and hides no other feed', async () => {
    const one = await damagedNight()
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-a +DAMAGED/)
    expect(stdout).toContain(
      'us-xx-a: STATE_DAMAGED The state of us-xx-a is damaged: its head can not be read',
    )
    expect(stdout).toMatch(/us-xx-b +fine +1/)
    expect(stdout).toContain('→ docs/recovery.md says how to bring its state back')
    expect(exit).toBe(1)
  })

  test('fails the polls of its feed and says what to do; the other feed goes on', async () => {
    const one = await damagedNight()
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(/us-xx-a {2}failed {2}STATE_DAMAGED .*\n.*docs\/recovery\.md/)
    expect(stdout).toContain('us-xx-b  published  1 change, revision 2')
    expect(exit).toBe(1)
  })

  test('does not stop the schedule', async () => {
    const one = await damagedNight()
    const { stdout } = await one.feed(['run'], nightUntil(/us-xx-b {2}published/))
    expect(stdout).toContain('us-xx-a  failed  STATE_DAMAGED')
    expect(stdout).toContain('us-xx-b  published  1 change, revision 2')
  })

  test('leaves holds and results of the others to be seen, and says of whom they are not known', async () => {
    const one = await damagedNight()
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] }, 'us-xx-b')
    await one.feed(['run', '--once'])
    const holds = await one.feed(['holds'])
    expect(holds.stdout).toContain('CHECK_FALL  us-xx-b')
    expect(holds.stdout).toContain('STATE_DAMAGED The state of us-xx-a')
    expect(holds.exit).toBe(1)
    const [, hold = ''] = /(h-[0-9a-f]{8})/.exec(holds.stdout) ?? []
    expect((await one.feed(['release', hold, '--why', 'confirmed'])).exit).toBe(0)
    const other = await one.feed(['release', 'h-00000000', '--why', 'confirmed'])
    expect([other.exit, other.stderr]).toEqual([1, expect.stringContaining('STATE_DAMAGED')])
    const results = await one.feed(['results', '--all'])
    expect(results.stdout).toContain('What of it is stale is not known.')
    expect(results.exit).toBe(1)
    const why = await one.feed(['why', figureOf('Oak')])
    expect(why.stdout).toContain('Whether it is stale is not known.')
    expect(why.exit).toBe(1)
  })

  test('is brought back for this feed alone, as docs/recovery.md says', async () => {
    const one = await damagedNight()
    const database = new DatabaseSync(stateFile(one))
    database.exec("DELETE FROM head WHERE feed = 'us-xx-a'; DELETE FROM item WHERE feed = 'us-xx-a'")
    database.close()
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('us-xx-a  published  3 changes, revision 2')
    expect(exit).toBe(0)
  })
})

describe('an item of the state that is gone', () => {
  async function withoutItems(): Promise<Night> {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const database = new DatabaseSync(stateFile(one))
    database.exec('DELETE FROM item')
    database.close()
    return one
  }

  test('is seen by status at once', async () => {
    const one = await withoutItems()
    const { exit, stdout } = await one.feed(['status'])
    expect(stdout).toMatch(/us-xx-county +DAMAGED +1/)
    expect(stdout).toMatch(/lists the item us-xx-county\/\d+\/[0-9a-f]+, and it is not there/)
    expect(exit).toBe(1)
  })

  test('is seen within a minute by polls, though the source is unchanged', async () => {
    const one = await withoutItems()
    expect((await one.feed(['run', '--once'])).stdout).toContain('unchanged')
    await one.clock.advance(61_000)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('STATE_DAMAGED')
    expect(exit).toBe(3)
  })
})

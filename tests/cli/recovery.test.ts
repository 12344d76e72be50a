import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureOf, firstCounts, type Night, night } from '../helpers/night.ts'

/** What docs/recovery.md promises, done as it says. */
function lose({ environment }: Night, file: string): void {
  const data = environment['CANVASS_HOME'] ?? ''
  const found = readdirSync(data).filter((name) => name.startsWith(file))
  expect(found).not.toEqual([])
  for (const name of found) rmSync(join(data, name))
}

/** Two revisions, and a released fall among them. */
async function afterNight(): Promise<{ readonly one: Night; readonly figures: string }> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Elm: [1_100, 2_900], Oak: [1_300, 1_000] })
  await one.feed(['run', '--once'])
  const { lines } = await one.json(['holds'])
  await one.feed(['release', lines[0].holds[0].id, '--why', 'confirmed', '--poll'])
  return { one, figures: (await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout }
}

test('lost results are missed by who asks for them, and come back by a replay', async () => {
  const { one, figures } = await afterNight()
  lose(one, 'results.sqlite')
  const lacks = 'the results store has nothing of 3 results; make them again: feed replay us-xx-county'
  const results = await one.feed(['results', '--feed', 'us-xx-county'])
  expect(results.stdout).toBe(`→ us-xx-county: ${lacks}\n`)
  expect(results.exit).toBe(1)
  const csv = await one.feed(['results', '--feed', 'us-xx-county', '--csv'])
  expect(csv).toMatchObject({ stderr: `us-xx-county: ${lacks}\n`, exit: 1 })
  const status = await one.feed(['status'])
  expect(status.stdout).toContain(`us-xx-county: ${lacks}`)
  expect(status.stdout).toContain('→ Results are missing here')
  expect(status.exit).toBe(1)
  await one.feed(['replay', 'us-xx-county'])
  expect((await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout).toBe(figures)
})

test('results that were lost in part are missed too: the next change hides nothing', async () => {
  const { one, figures } = await afterNight()
  lose(one, 'results.sqlite')
  lose(one, 'log.sqlite')
  one.publish({ ...firstCounts, Elm: [1_100, 2_900], Oak: [1_400, 1_000] })
  await one.feed(['run', '--once'])
  await one.clock.advance(61_000)
  const { exit, stdout } = await one.feed(['results', '--feed', 'us-xx-county'])
  expect(stdout).toContain('the results store has revision 4 of 4, 1 of 3 results')
  expect(exit).toBe(1)
  await one.feed(['replay', 'us-xx-county'])
  const after = await one.feed(['results', '--feed', 'us-xx-county', '--csv'])
  expect(after).toMatchObject({ stderr: '', exit: 0 })
  expect(after.stdout.split('\n')).toHaveLength(figures.split('\n').length)
})

test('a lost log is filled again by a replay, and no figure changes', async () => {
  const { one, figures } = await afterNight()
  lose(one, 'log.sqlite')
  expect((await one.json(['replay', 'us-xx-county'])).lines).toMatchObject([
    { replayed: { from: 1, to: 3 }, consumed: 5 },
  ])
  expect((await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout).toBe(figures)
})

test('results that are held when the state is made again are not said again; who missed them has them by a replay', async () => {
  const { one } = await afterNight()
  // The newest changeset is published again, as it was: this one says nothing of Elm.
  one.publish({ ...firstCounts, Elm: [1_100, 2_900], Oak: [1_300, 1_100] })
  await one.feed(['run', '--once'])
  const figures = (await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout
  for (const file of ['state.sqlite', 'log.sqlite', 'results.sqlite']) lose(one, file)
  one.publish({ ...firstCounts, Elm: [100, 2_900], Oak: [1_300, 1_100] })
  const { exit, stdout } = await one.feed(['run', '--once'])
  expect(stdout).toContain('published  2 changes, revision 5; 1 hold')
  expect(exit).toBe(3)
  expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).not.toMatch(/Elm +\d/)
  await one.feed(['replay', 'us-xx-county'])
  const votes = (csv: string) => csv.split('\n').filter((line) => line.includes('county:elm')).length
  const after = await one.feed(['results', '--feed', 'us-xx-county', '--csv'])
  expect(votes(after.stdout)).toBe(votes(figures))
  expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Elm +2,900 +1,100 +stale/)
})

test('a lost state is made again from the archive by the next poll, which goes on counting and says every result again', async () => {
  const { one } = await afterNight()
  lose(one, 'state.sqlite')
  const { exit, stdout } = await one.feed(['run', '--once'])
  expect(stdout).toContain('published  3 changes, revision 4')
  expect(exit).toBe(0)
  expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Elm +2,900 +1,100\n/)
  expect((await one.feed(['why', figureOf('Elm')])).stdout).toContain('revision 1, captured')
})

import { describe, expect, test } from 'vitest'
import { toldSteps } from '../../engine/cli/told-steps.ts'
import type { Step } from '../../engine/entry/why.ts'
import type { Order } from '../../engine/model/hold.ts'
import { contestAndUnit, resultKey } from '../../engine/model/ids.ts'
import type { ListedResult } from '../../engine/results/store.ts'
import { type Counties, figureOf, firstCounts, type Night, night } from '../helpers/night.ts'

/** A night of so many states of one file, a minute between each. */
async function nightOf(...counts: readonly Counties[]): Promise<Night> {
  const one = night()
  for (const counties of counts) {
    one.publish(counties)
    await one.feed(['run', '--once'])
    await one.clock.advance(60_000)
  }
  return one
}
const first = firstCounts
const boMoved = { ...first, Oak: [1_200, 950] } as const
const adaMoved = { ...first, Oak: [1_300, 950] } as const
const boAgain = { ...first, Oak: [1_300, 990] } as const

describe('feed why, of the revisions of a result', () => {
  test('tells those in which this figure moved, and counts the others', async () => {
    const one = await nightOf(first, boMoved, adaMoved, boAgain)
    const { stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toMatch(/us-xx-county, revision 4, captured \S+ revised, still 1,300\n/)
    expect(stdout).toMatch(
      /before that\n {2}revision 3, captured \S+ revised, 1,200 → 1,300\n {2}revision 1, captured \S+ added, nothing → 1,200\n {2}1 other revision of this result, which left this figure as it was\n/,
    )
    const { lines } = await one.json(['why', figureOf('Oak')])
    expect(lines[0].answers[0]).toMatchObject({
      otherRevisions: 1,
      revisions: [
        { revision: 4, before: 1_300, after: 1_300 },
        { revision: 3, before: 1_200, after: 1_300 },
        { revision: 1, before: null, after: 1_200 },
      ],
    })
  })

  test('tells of a mode of voting when that moved', async () => {
    const one = await nightOf(first, boMoved, adaMoved)
    const { stdout } = await one.feed(['why', `${figureOf('Oak')}.absentee`])
    expect(stdout).toMatch(/revision 3, captured \S+ revised, 400 → 433\n/)
    expect(stdout).toMatch(/revision 1, captured \S+ added, nothing → 400\n {2}1 other revision/)
  })

  test('shows the release of another county at that county only', async () => {
    const one = await nightOf(first)
    one.publish({ ...adaMoved, Elm: [1_100, 2_900] })
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['holds'])
    one.publish({ ...adaMoved, Elm: [1_100, 2_900], Fir: [500, 700] })
    await one.feed(['release', lines[0].holds[0].id, '--why', 'Elm called back', '--poll'])
    expect((await one.feed(['why', figureOf('Elm')])).stdout).toContain('Elm called back')
    for (const county of ['Oak', 'Fir'])
      expect((await one.feed(['why', figureOf(county)])).stdout).not.toContain('Elm called back')
  })
})

describe('the steps that are told of a figure', () => {
  const key = resultKey('xx/senator', 'xx/county:swift')
  const result = { key, feed: 'us-xx' } as unknown as ListedResult
  const found = { result, selection: 'ada', mode: undefined }
  const release = (group: string): Order => ({
    order: 'release',
    hold: 'h-1',
    code: 'CHECK_FALL',
    group,
    capture: undefined,
    who: 'Kim',
    why: group,
    at: '2024-11-06T02:00:00Z',
  })
  const step = (revision: number, ada: number | undefined, ...releases: readonly string[]): Step =>
    ({
      revision,
      releases: releases.map(release),
      change: {
        key,
        before: null,
        record: ada === undefined ? null : { selections: [{ id: 'ada', votes: { total: ada } }] },
      },
    }) as unknown as Step
  async function* newestFirst(...steps: readonly Step[]): AsyncIterable<Step> {
    yield* steps
  }
  const revisions = (steps: readonly Step[]): readonly number[] => steps.map(({ revision }) => revision)

  test('are those at which it went and came back, too', async () => {
    const all = newestFirst(step(4, 5), step(3, undefined), step(2, 5), step(1, 5))
    const told = await toldSteps(found, all, 20)
    expect([revisions(told.steps), told.others, told.more]).toEqual([[4, 3, 1], 1, false])
  })

  test('are no more than asked for, and say that there are more', async () => {
    const all = newestFirst(...Array.from({ length: 9 }, (_, index) => step(9 - index, 9 - index)))
    const told = await toldSteps(found, all, 3)
    expect([revisions(told.steps), told.more]).toEqual([[9, 8, 7], true])
    expect(told.steps.at(-1)).toMatchObject({ before: 6, after: 7 })
  })

  test('do not read an endless row of files for one that did not move', async () => {
    const still = Array.from({ length: 500 }, (_, index) => step(500 - index, 0))
    const told = await toldSteps(found, newestFirst(...still), 20)
    expect([revisions(told.steps), told.others, told.more]).toEqual([[500], 199, true])
    const all = await toldSteps(found, newestFirst(...still), Number.POSITIVE_INFINITY)
    expect([revisions(all.steps), all.others, all.more]).toEqual([[500, 1], 498, false])
  })

  test('keep releases of this result, of what is around it, and of what names no place', async () => {
    const { contest, unit } = contestAndUnit(key)
    const mine = [unit, contest, 'xx', key, '*', 'many', 'test-window', 'closes 2024-11-06T01:00:00Z']
    const all = newestFirst(step(1, 5, ...mine, 'xx/county:koochiching', 'xx/governor'))
    const [told] = (await toldSteps(found, all, 20)).steps
    expect(told?.releases.map(({ group }) => group)).toEqual(mine)
  })
})

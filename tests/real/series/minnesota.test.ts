import { expect, test } from 'vitest'
import type { FeedId } from '../../../engine/model/ids.ts'
import { contestAndUnit } from '../../../engine/model/ids.ts'
import { describeReal } from '../real-files.ts'
import { minnesota } from './minnesota.ts'
import { isFigure, type Said } from './said.ts'
import { testPage } from './test-page.ts'
import { testStory } from './test-story.ts'

const counties = 'us-mn-general-2020' as FeedId

describeReal('Minnesota 2020, the night and the canvass through the whole pipeline', () => {
  const story = minnesota()
  const { moments } = testStory(story)
  testPage(story, { moments })
  const polled = () => moments.filter(({ again, outcomes }) => !again && outcomes.has(counties))
  const saidAt = (moment: (typeof moments)[number]) =>
    story.saidAt(moment).get(counties) ?? new Map<never, Said>()

  test('75 looks of the night and 25 of the canvass', () => {
    expect(polled().filter(({ look }) => look.at < '2020-11-04T19:00')).toHaveLength(75)
    expect(polled()).toHaveLength(100)
  })

  test('before the polls opened, every figure but zero is held, and zeros are published', () => {
    const [early] = moments
    if (early === undefined) throw new Error('nothing was polled')
    const held = [...(early.held.get(counties)?.keys() ?? [])]
    const figures = [...saidAt(early)].filter(([, said]) => isFigure(said)).map(([key]) => key)
    expect(figures).toHaveLength(14)
    expect(held.toSorted()).toEqual(figures.toSorted())
    expect(early.known.feeds.get(counties)?.size).toBe(182 - 14)
    expect(new Set(figures.map((key) => contestAndUnit(key).unit)).size).toBe(5 + 4)
  })

  test('the other falls are small: published, marked as corrections', () => {
    const all = polled()
    const fell = all.slice(1).flatMap((moment, index) => {
      const before = saidAt(all[index] ?? moment)
      return [...saidAt(moment)].flatMap(([key, said]) =>
        isSmallFall(before.get(key), said) ? [{ key, moment }] : [],
      )
    })
    const unmarked = fell.filter(
      ({ key, moment }) =>
        moment.heard.changes.find((change) => change.feed === counties && change.key === key)?.kind !==
        'corrected',
    )
    expect(unmarked).toEqual([])
    const night = fell.filter(({ moment }) => moment.look.at < '2020-11-04T19:00')
    const byFile = Map.groupBy(night, ({ key }) => contestAndUnit(key).contest.replace(/-\d$/, ''))
    expect(Object.fromEntries([...byFile].map(([file, falls]) => [file, falls.length]))).toEqual({
      'mn/us-president': 9,
      'mn/us-senate': 9,
      'mn/us-house': 3,
    })
    // The step from the night to the canvass is in neither count of the labels.
    expect(fell.filter(({ moment }) => moment.look.at > '2020-11-04T19:00:14Z')).toHaveLength(45)
  })
})

/** Some votes fell, none of them by more than the default limit, and not to zero. */
function isSmallFall(was: Said | undefined, is: Said): boolean {
  if (was === undefined || !isFigure(is)) return false
  const falls = Object.entries(was.votes).map(
    ([name, votes]) => [votes, votes - (is.votes[name] ?? 0)] as const,
  )
  return falls.some(([, by]) => by > 0) && falls.every(([votes, by]) => by <= Math.max(10, votes * 0.005))
}

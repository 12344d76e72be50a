import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assumed } from '../../engine/cost/assumptions.ts'
import { monthOf, nightOf } from '../../engine/cost/workload.ts'
import { costedFeed } from './feeds.ts'

const usual = assumed()

test('a night begins at 18:00 of the election day, where the feed is', () => {
  const inHawaii = costedFeed({ timezone: 'Pacific/Honolulu' })
  // From 04:00 to 16:00 in UTC: of the window five hours are left, 1,200 polls; seven hours at 15 minutes are 28.
  expect(nightOf([inHawaii], usual, {}).polls).toBe(1_228)
})

test('a month is the night and what follows it at the usual pace', () => {
  // 718 h × 4 = 2,872, beside the 1,936 of the night.
  const { polls, hours, updates, changes } = monthOf([costedFeed()], usual, {})
  expect({ polls, hours }).toEqual({ polls: 4_808, hours: 730 })
  // 60 in the night, then one a day: 718 / 24 = 29.9, as a whole number 30.
  expect(updates).toBe(90)
  // 250 changes each.
  expect(changes).toBe(22_500)
})

test('a feed can not say something new more often than it is polled', () => {
  const slow = costedFeed({ schedule: { everyMilliseconds: 3_600_000, windows: [] } })
  // Twelve polls in the night, sixty updates assumed.
  expect(nightOf([slow], usual, {}).updates).toBe(12)
})

test('secrets that feeds share are counted once, and multiply with the feeds', () => {
  const feeds = [costedFeed({ secrets: ['vendor', 'own'] }), costedFeed({ secrets: ['vendor'] })]
  expect(nightOf(feeds, usual, {}).secrets).toBe(2)
  // Two feeds have two secrets, so ten have ten.
  expect(nightOf(feeds, usual, { feeds: 10 }).secrets).toBe(10)
})

test('polls of large feeds are counted apart', () => {
  const feeds = [costedFeed({ size: 'large' }), costedFeed()]
  expect(nightOf(feeds, usual, {})).toMatchObject({ polls: 3_872, largePolls: 1_936 })
})

test('no feeds ask for nothing', () => {
  expect(monthOf([], usual, {})).toMatchObject({ feeds: 0, polls: 0, changes: 0, secrets: 0 })
})

test('a law: so many feeds like one ask for so many times as much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (many) => {
      const one = nightOf([costedFeed()], usual, {})
      const all = nightOf([costedFeed()], usual, { feeds: many })
      expect([all.feeds, all.polls, all.fired, all.changes]).toEqual(
        [1, one.polls, one.fired, one.changes].map((value) => value * many),
      )
    }),
  )
})

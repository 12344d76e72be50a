import { expect, test } from 'vitest'
import { schedulesOf } from '../../engine/deploy/schedules.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { fullest, spreadOf, ticksOf } from './spread.ts'
import { tenantId } from './tenants.ts'

test('10,000 feeds at 15 seconds are polled evenly: no second has a fifth more than the mean', () => {
  const spread = spreadOf(10_000)
  // Four ticks a minute each: 40,000 in 60 seconds.
  expect(spread.bySecond.reduce((sum, one) => sum + one, 0)).toBe(40_000)
  const { mean, over } = fullest(spread)
  expect(mean).toBeCloseTo(666.67, 1)
  // 15 phases share 10,000 ids; by chance one of them has 3 to 10 % more than 1 in 15.
  expect(over).toBeLessThan(0.2)
})

test('the same phases come back every 15 seconds, and none is without feeds', () => {
  const { bySecond } = spreadOf(500)
  expect(bySecond.slice(15, 30)).toEqual(bySecond.slice(0, 15))
  expect(bySecond.slice(45)).toEqual(bySecond.slice(0, 15))
  expect(Math.min(...bySecond)).toBeGreaterThan(0)
})

test('what is counted are the ticks that are deployed: one schedule, once a minute', () => {
  const schedule = {
    everyMilliseconds: 900_000,
    windows: [{ from: '2028-11-08T00:30:00Z', to: '2028-11-08T08:00:00Z', everyMilliseconds: 15_000 }],
  }
  for (let n = 0; n < 20; n++) {
    const feed = tenantId(n) as FeedId
    const all = schedulesOf({ feed, schedule }, Date.parse('2028-11-01T00:00:00Z'))
    expect(all.filter(({ everySeconds }) => everySeconds === 15)).toMatchObject([
      { expression: 'cron(* * * * ? *)', ticks: ticksOf(feed) },
    ])
  }
})

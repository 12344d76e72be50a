import { describe, expect, test } from 'vitest'
import { epochMilliseconds, instantText } from '../../engine/time/instant.ts'
import { isTimeZone, wallClock, zonedTime } from '../../engine/time/zone.ts'

describe('wall-clock times in a zone', () => {
  test.each([
    ['2024-11-05 19:30', 'America/New_York', '2024-11-05T19:30:00-05:00'],
    ['2024-10-31 19:30', 'America/New_York', '2024-10-31T19:30:00-04:00'],
    ['2020-11-03T20:00:00', 'America/Chicago', '2020-11-03T20:00:00-06:00'],
    ['2021-11-07 01:30', 'America/New_York', '2021-11-07T01:30:00-04:00'],
    ['2021-03-14 02:30', 'America/New_York', '2021-03-14T03:30:00-04:00'],
  ])('%s in %s is %s', (local, zone, expected) => {
    expect(zonedTime(local, zone)).toBe(expected)
  })

  test('answers undefined for what is no time', () => {
    expect(zonedTime('tonight', 'America/New_York')).toBeUndefined()
    expect(zonedTime('2024-13-01 10:00', 'America/New_York')).toBeUndefined()
    expect(epochMilliseconds('2024-11-05 19:30')).toBeUndefined()
  })

  test('writes an instant back as it was read', () => {
    expect(instantText(epochMilliseconds('2024-11-05T19:30:00-05:00') ?? 0)).toBe('2024-11-06T00:30:00Z')
    expect(wallClock('2024-11-06T00:30:00Z', 'America/New_York')).toBe('2024-11-05 19:30:00')
  })
})

test('knows zone names from offsets and inventions', () => {
  expect(['America/New_York', 'Pacific/Honolulu', 'UTC'].map(isTimeZone)).toEqual([true, true, true])
  expect(['-05:00', 'America/Gotham', 'EST5'].map(isTimeZone)).toEqual([false, false, false])
})

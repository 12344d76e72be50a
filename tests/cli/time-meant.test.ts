import { describe, expect, test } from 'vitest'
import { nextTime, timeOfNight } from '../../engine/cli/time-meant.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'

const night = { date: '2024-11-05', timezone: 'America/New_York' }

const hintOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof FeedError) return error.hint
  }
  throw new Error('it was taken for a time')
}

describe('a time of an election', () => {
  test.each([
    ['21:47', '2024-11-06T02:47:00.000Z', '2024-11-05 21:47:00'],
    ['21:47:30', '2024-11-06T02:47:30.000Z', '2024-11-05 21:47:30'],
    ['12:00', '2024-11-05T17:00:00.000Z', '2024-11-05 12:00:00'],
    ['11:59', '2024-11-06T16:59:00.000Z', '2024-11-06 11:59:00'],
    ['1:30', '2024-11-06T06:30:00.000Z', '2024-11-06 01:30:00'],
    ['00:00', '2024-11-06T05:00:00.000Z', '2024-11-06 00:00:00'],
    ['2024-11-08 09:15', '2024-11-08T14:15:00.000Z', '2024-11-08 09:15:00'],
  ])('%s is in its night, on its clocks', (text, at, local) => {
    expect(timeOfNight(text, night)).toEqual({ at, words: `${local} in America/New_York (${at})` })
  })

  test('with an offset is what it says', () => {
    const text = '2024-11-05T22:00:00-05:00'
    expect(timeOfNight(text, { date: '2024-11-05', timezone: undefined })).toEqual({ at: text, words: text })
  })

  test.each(['', 'ten', '25:00', '21:60', '2024-11-31 10:00', '2147', '21:47 PM'])('"%s" is none', (text) => {
    expect(() => timeOfNight(text, night)).toThrow(`"${text}" is no time`)
  })

  test('needs to know where', () => {
    expect(() => timeOfNight('21:47', { date: '', timezone: undefined })).toThrow('needs a time zone')
  })
})

describe('a time to come', () => {
  const at = (now: string, text: string) => nextTime(text, night, new Date(now)).at

  test('is the next one that the clocks there show', () => {
    expect(at('2024-11-06T02:00:00Z', '22:00')).toBe('2024-11-06T03:00:00.000Z')
    expect(at('2024-11-06T02:00:00Z', '7:00')).toBe('2024-11-06T12:00:00.000Z')
    expect(at('2024-11-06T02:00:00Z', '21:00')).toBe('2024-11-07T02:00:00.000Z')
    expect(at('2024-11-06T13:00:00Z', '7:00')).toBe('2024-11-07T12:00:00.000Z')
  })

  test('and what is none is told so, and not of the night', () => {
    const hints = [() => at('2024-11-06T02:00:00Z', '25:00'), () => timeOfNight('25:00', night)].map(hintOf)
    expect(hints[0]).toContain('Write 21:47 for that time when the clocks there show it next, ')
    expect(hints[1]).toContain('Write 21:47 for that time in the night of the election, ')
  })
})

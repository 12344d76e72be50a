import { describe, expect, test } from 'vitest'
import { hintsOf, planOf, problemsOf, specText } from './specs.ts'

const schedule = (windows: readonly string[], timezone = 'America/New_York') =>
  specText({
    schedule: `\n  timezone: ${timezone}\n  every: 15m\n  windows:\n${windows.map((one) => `    - ${one}`).join('\n')}`,
  })
const window = (from: string, to: string) => `{ from: ${from}, to: ${to}, every: 15s }`

describe('windows', () => {
  test('are instants in the zone of the feed, on both sides of a change of the clocks', () => {
    const spec = schedule([
      window('2024-11-02 19:30', '2024-11-03 12:00'),
      window('2024-03-09 19:30', '2024-03-10 12:00:30'),
    ])
    expect(planOf(spec).schedule.windows).toEqual([
      { from: '2024-11-02T23:30:00Z', to: '2024-11-03T17:00:00Z', everyMilliseconds: 15_000 },
      { from: '2024-03-10T00:30:00Z', to: '2024-03-10T16:00:30Z', everyMilliseconds: 15_000 },
    ])
  })

  test('the hour that autumn repeats is its first', () => {
    const [only] = planOf(schedule([window('2024-11-03 01:30', '2024-11-03 06:00')])).schedule.windows
    expect(only?.from).toBe('2024-11-03T05:30:00Z')
  })

  test.each([
    [
      [window('2024-03-10 02:30', '2024-03-10 06:00')],
      ['9:15 SPEC_TIME "2024-03-10 02:30" is skipped there: the clocks go forward.'],
    ],
    [
      [window('2024-02-30 19:30', '2024-03-01 25:00')],
      [
        '9:15 SPEC_TIME "2024-02-30 19:30" is no time that there is.',
        '9:37 SPEC_TIME "2024-03-01 25:00" is no time that there is.',
      ],
    ],
    [
      [window('2024-11-05 19:30', '2024-11-05 19:30')],
      ['9:37 SPEC_TIME "2024-11-05 19:30" is not after 2024-11-05 19:30.'],
    ],
    [
      ['{ from: 2024-11-05 7pm, to: 2024-11-06 03:00, every: 15s }'],
      ['9:15 SPEC_VALUE schedule.windows.from is "2024-11-05 7pm"; it has the wrong form.'],
    ],
  ])('%j', (windows, expected) => {
    expect(problemsOf(schedule(windows))).toEqual(expected)
  })
})

describe('a window that others cover is never used', () => {
  const unreachable = (line: number, lines: string) =>
    `${line}:15 SPEC_UNREACHABLE This window has no effect: the first window that fits counts, and line ${lines} covers all of it.`

  test.each([
    ['one of the same span', ['19:30-22:00', '19:30-22:00'], [unreachable(10, '9')]],
    ['one inside', ['19:30-23:00', '20:00-22:00'], [unreachable(10, '9')]],
    [
      'one that two cover together',
      ['19:30-21:00', '21:00-23:00', '20:00-22:00'],
      [unreachable(11, '9 and 10')],
    ],
    ['the second of three', ['19:30-23:00', '20:00-22:00', '20:30-23:30'], [unreachable(10, '9')]],
  ])('%s', (_, spans, expected) => {
    expect(problemsOf(schedule(spans.map(spanOf)))).toEqual(expected)
  })

  test.each([
    ['one that goes on for longer', ['19:30-21:00', '20:00-22:00']],
    ['one around another', ['20:00-21:00', '19:30-22:00']],
    ['one with a gap between its cover', ['19:30-20:30', '20:31-23:00', '20:00-22:00']],
  ])('but not %s', (_, spans) => {
    expect(problemsOf(schedule(spans.map(spanOf)))).toEqual([])
  })

  function spanOf(span: string): string {
    const [from, to] = span.split('-')
    return window(`2024-11-05 ${from}`, `2024-11-05 ${to}`)
  }
})

describe('zones are those of places', () => {
  test.each(['America/Indiana/Knox', 'Pacific/Honolulu', 'US/Eastern', 'UTC'])('%s', (zone) => {
    expect(problemsOf(schedule([], zone).replace('  windows:\n\n', ''))).toEqual([])
  })

  test.each([
    ['EST', 'America/New_York'],
    ['Central', 'America/Chicago'],
    ['MDT', 'America/Denver'],
    ['Pacific Time', 'America/Los_Angeles'],
    ['America/New York', 'America/New_York'],
    ['America/Los_Angelos', 'America/Los_Angeles'],
    ['"-05:00"', undefined],
    ['Etc/GMT+5', undefined],
  ])('%s is none; %s is meant', (zone, meant) => {
    const spec = schedule([], zone).replace('  windows:\n\n', '')
    const name = zone.replaceAll('"', '')
    expect(problemsOf(spec)).toEqual([`6:13 SPEC_ZONE "${name}" is not the time zone of a place.`])
    const [hint = ''] = hintsOf(spec)
    expect(/Did you mean (.*?)\? /.exec(hint)?.[1]).toBe(meant)
  })
})

test.each([
  ['500ms', 'must be at least 1s'],
  ['8d', 'must be at most 7d'],
])('a pace of %s is none: it %s', (every, expected) => {
  const inside = specText({
    schedule: `\n  timezone: America/New_York\n  every: ${every}\n  windows:\n    - { from: 2024-11-05 19:30, to: 2024-11-06 03:00, every: ${every} }`,
  })
  expect(problemsOf(inside)).toEqual([
    `7:10 SPEC_VALUE schedule.every is "${every}"; it ${expected}.`,
    `9:62 SPEC_VALUE schedule.windows.every is "${every}"; it ${expected}.`,
  ])
})

test('another mistake of the section hides no zone that is none', () => {
  expect(problemsOf(specText({ schedule: '{ timezone: EST, every: 5 }' }))).toEqual([
    '5:23 SPEC_ZONE "EST" is not the time zone of a place.',
    '5:35 SPEC_VALUE schedule.every is 5; it must be a text.',
  ])
})

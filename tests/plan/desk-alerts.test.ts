import { expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { tables } from '../../engine/plan/tables.ts'
import { electionPath, electionText, filesOf } from './specs.ts'

function windowsOf(more: string, election = electionText) {
  const problems: FeedError[] = []
  const files = filesOf({ [electionPath]: `${election}${more}` })
  const compiling = { files, tables, report: (error: FeedError) => void problems.push(error) }
  const desk = compileDesk('feeds', 'us-2024-11-05-general', compiling)
  return {
    windows: desk?.alertWindows,
    problems: problems.map(({ at, code, message }) => `${at?.line}:${at?.column} ${code} ${message}`),
  }
}

test('people are told of alerts from the first closing of the polls until noon two days later', () => {
  expect(windowsOf('')).toEqual({
    windows: [{ from: '2024-11-06T00:30:00Z', to: '2024-11-07T17:00:00Z' }],
    problems: [],
  })
})

test('noon is that of the zone, also where the clocks change in between', () => {
  const march = electionText
    .replaceAll('2024-11-05 19:30', '2024-03-09 20:00')
    .replace('date: 2024-11-05', 'date: 2024-03-09')
  expect(windowsOf('', march).windows).toEqual([{ from: '2024-03-10T01:00:00Z', to: '2024-03-11T16:00:00Z' }])
})

test('the earliest closing counts, wherever it stands', () => {
  const east =
    '  - { unit: "ocd-division/country:us/state:in", at: 2024-11-05 18:00, timezone: America/New_York }\n'
  expect(windowsOf(east).windows).toEqual([{ from: '2024-11-05T23:00:00Z', to: '2024-11-07T17:00:00Z' }])
})

test('an election may declare other windows, in any order', () => {
  const more = `alert_windows:
  - { from: 2024-11-08 09:00, to: 2024-11-08 17:00 }
  - { from: 2024-11-05 18:00, to: 2024-11-06 08:00 }
`
  expect(windowsOf(more).windows).toEqual([
    { from: '2024-11-05T23:00:00Z', to: '2024-11-06T13:00:00Z' },
    { from: '2024-11-08T14:00:00Z', to: '2024-11-08T22:00:00Z' },
  ])
})

test('a window that ends before it begins, or at no time there is, is told with its place', () => {
  const more = `alert_windows:
  - { from: 2024-11-06 08:00, to: 2024-11-05 18:00 }
  - { from: 2024-11-31 08:00, to: 2024-12-01 08:00 }
`
  expect(windowsOf(more).problems).toEqual([
    '7:35 SPEC_TIME "2024-11-05 18:00" is not after 2024-11-06 08:00.',
    '8:13 SPEC_TIME "2024-11-31 08:00" is no time that there is.',
  ])
})

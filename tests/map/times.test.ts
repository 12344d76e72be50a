import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { timePicture } from '../../engine/map/time-picture.ts'
import { timeReader } from '../../engine/map/times.ts'
import { mapped } from './compiled.ts'

const read = timeReader('America/New_York')

describe('a time as an office writes it', () => {
  test.each([
    ['11/5/2024 10:14:00 PM', '[M]/[D]/[Y] [h]:[m]:[s] [P]', '2024-11-05T22:14:00-05:00'],
    ['11/05/2024 12:00 AM', '[M01]/[D01]/[Y0001] [h]:[m] [P]', '2024-11-05T00:00:00-05:00'],
    ['11/05/2024 12:30 pm', '[M]/[D]/[Y] [h]:[m] [P]', '2024-11-05T12:30:00-05:00'],
    ['December 6, 2022, 6:27 p.m.', '[MNn] [D], [Y], [h]:[m] [P]', '2022-12-06T18:27:00-05:00'],
    ['Jun 12, 2026 19:23:34', '[MNn,*-3] [D], [Y] [H]:[m]:[s]', '2026-06-12T19:23:34-04:00'],
    ['SEPT. 3, 2024 7:00PM', '[MNn] [D], [Y] [h]:[m] [P]', '2024-09-03T19:00:00-04:00'],
    ['Tuesday, November 5th 2024 at 7 PM', '[FNn], [MNn] [D1o] [Y] at [h] [P]', '2024-11-05T19:00:00-05:00'],
    ['20241105221400', '[Y0001][M01][D01][H01][m01][s01]', '2024-11-05T22:14:00-05:00'],
    ['5.11.24 22:14', '[D].[M].[Y,2-2] [H]:[m]', '2024-11-05T22:14:00-05:00'],
    ['11/05/06 10:14 PM', '[M]/[D]/[Y,2-2] [h]:[m] [P]', '2006-11-05T22:14:00-05:00'],
    ['11/05/99 10:14 PM', '[M]/[D]/[Y,2-2] [h]:[m] [P]', '2099-11-05T22:14:00-05:00'],
    ['2024-11-05T22:14:00.123-06:00', '[Y]-[M]-[D]T[H]:[m]:[s].[f][Z]', '2024-11-05T22:14:00-06:00'],
    ['2024-11-06 03:14 GMT+0000', '[Y]-[M]-[D] [H]:[m] [z]', '2024-11-06T03:14:00+00:00'],
    [
      ' Last updated: 11/5/2024   9:05 PM ',
      'Last updated: [M]/[D]/[Y] [h]:[m] [P]',
      '2024-11-05T21:05:00-05:00',
    ],
    ['[live] 11/5/2024 21:05', '[[live]] [M]/[D]/[Y] [H]:[m]', '2024-11-05T21:05:00-05:00'],
  ])('%j by %j is %s', (text, picture, expected) => {
    expect(read(text, picture)).toBe(expected)
  })

  test.each([
    ['2024-11-05 19:30', '2024-11-05T19:30:00-05:00'],
    ['2024-10-31T19:30:15.999', '2024-10-31T19:30:15-04:00'],
    ['2024-11-06T03:14:00Z', '2024-11-06T03:14:00Z'],
    ['2024-11-05 22:14:00-0600', '2024-11-05T22:14:00-06:00'],
  ])('%j needs no picture: %s', (text, expected) => {
    expect(read(text, undefined)).toBe(expected)
  })

  test('means the same as the library means by the same picture', async () => {
    const pictures = [
      '[M]/[D]/[Y] [h]:[m]:[s] [P]',
      '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]',
      '[D1o] [MNn] [Y], [H01]:[m01]',
      '[FNn], [MNn,*-3] [D] [Y] [h]:[m] [P]',
    ]
    const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    const inLondonWinter = timeReader('UTC')
    await fc.assert(
      fc.asyncProperty(moment, fc.constantFrom(...pictures), async (date, picture) => {
        const facts = { t: date.getTime(), picture }
        const text = (await jsonata('$fromMillis(t, picture)').evaluate(facts)) as string
        const back = (await jsonata('$toMillis(text, picture)').evaluate({ text, picture })) as number
        expect(Date.parse(inLondonWinter(text, picture) ?? '')).toBe(back)
      }),
    )
  })
})

describe('the hour that autumn repeats', () => {
  const picture = '[M]/[D]/[Y] [h]:[m] [P] [ZN]'
  test.each([
    ['11/7/2021 1:30 AM EDT', '2021-11-07T01:30:00-04:00'],
    ['11/7/2021 1:30 AM EST', '2021-11-07T01:30:00-05:00'],
    ['11/7/2021 1:30 AM ET', '2021-11-07T01:30:00-04:00'],
    ['11/7/2021 1:30 a.m.est', '2021-11-07T01:30:00-05:00'],
    ['11/5/2024 9:30 PM UTC', '2024-11-05T21:30:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text, picture)).toBe(expected)
  })

  test('is its first where no zone is given', () => {
    expect(read('2021-11-07 01:30', undefined)).toBe('2021-11-07T01:30:00-04:00')
  })
})

describe('a text that is no such time', () => {
  test.each([
    [
      '11/5/2024 9:30 PM PST',
      '[M]/[D]/[Y] [h]:[m] [P] [ZN]',
      'is not on the clock of America/New_York: PST does not hold there then.',
    ],
    [
      '11/5/2024 9:30 PM EDT',
      '[M]/[D]/[Y] [h]:[m] [P] [ZN]',
      'is not on the clock of America/New_York: EDT does not hold there then.',
    ],
    ['11/5/2024 9:30 PM CET', '[M]/[D]/[Y] [h]:[m] [P] [ZN]', 'ends in CET, which is no zone that is known.'],
    ['2/30/2024 9:30 PM', '[M]/[D]/[Y] [h]:[m] [P]', 'is a time that there is not.'],
    ['13/5/2024 9:30 PM', '[M]/[D]/[Y] [h]:[m] [P]', 'is a time that there is not.'],
    ['11/5/2024 13:30 PM', '[M]/[D]/[Y] [h]:[m] [P]', 'is not of the form [M]/[D]/[Y] [h]:[m] [P].'],
    ['Novembre 5 2024 10:00', '[MNn] [D] [Y] [H]:[m]', 'is not of the form [MNn] [D] [Y] [H]:[m].'],
    ['11/5/2024', '[M]/[D]/[Y] [h]:[m] [P]', 'is not of the form [M]/[D]/[Y] [h]:[m] [P].'],
    ['20241152214', '[Y][M][D][H][m]', 'is not of the form [Y][M][D][H][m].'],
    ['tonight', undefined, 'is not a time like 2024-11-05 19:30.'],
    ['2024-11-05 25:00', undefined, 'is a time that there is not.'],
    ['2024-11-05T25:00Z', undefined, 'is a time that there is not.'],
  ])('%j by %j', (text, picture, problem) => {
    const message = `${JSON.stringify(text)} ${problem}`
    expect(() => read(text, picture)).toThrow(expect.objectContaining({ code: 'MAP_NOT_A_TIME', message }))
  })

  test('rejects the row', async () => {
    const { rejected } = await mapped('{ "capture": {\n "as_of": $time(T, P) } }', [
      { T: 'tonight' },
      { T: 20241105 },
      { T: '11/5', P: '[M]/[D]' },
      { T: '11/5', P: 7 },
    ])
    expect(rejected.map(({ place, message }) => `${place} ${message}`)).toEqual([
      'L1 "tonight" is not a time like 2024-11-05 19:30 (feed.yaml:2:11).',
      'L2 20241105 is no text (feed.yaml:2:11).',
      'L3 The picture "[M]/[D]" reads no time: it has no [Y] (feed.yaml:2:11).',
      'L4 The picture "7" reads no time: it is no text (feed.yaml:2:11).',
    ])
  })
})

test.each([
  ['[M]/[D] [H]:[m]', 'it has no [Y]'],
  ['[Y]-[M]-[D]', 'it needs either [H] or [h]'],
  ['[Y]-[M]-[D] [h]:[m]', '[h] and [P] belong together'],
  ['[Y]-[M]-[D] [H]:[h] [P]', 'it needs either [H] or [h]'],
  ['[Y]-[M]-[D] [H]:[m] [Z][z]', '[Z] is given twice'],
  ['[Y]-[M]-[D] [H]:[m', 'a [ stands alone'],
  ['[Y]-[W]-[D] [H]', '[W] is no part that can be read'],
  ['MM/DD/YYYY', 'it has no [Y]'],
])('the picture %j reads no time: %s', (picture, problem) => {
  expect(timePicture(picture)).toBe(problem)
})

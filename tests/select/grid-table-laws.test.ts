import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MergedArea } from '../../engine/model/row.ts'
import { rowsMaker, sheetOf, sheetRefusal, sheetRows } from './grids.ts'

const name = fc.stringMatching(/^[A-Za-z][A-Za-z .]{0,6}[a-z]$/).map((text) => text.replace(/\s+/g, ' '))
const names = (least: number) => fc.uniqueArray(name, { minLength: least, maxLength: 4 })
const ballot = fc.record({
  contests: fc.array(fc.record({ contest: name, choices: names(1) }), { minLength: 1, maxLength: 4 }),
  precincts: names(1),
  figures: fc.infiniteStream(fc.option(fc.nat(9999), { freq: 5 })),
})
const options = { keys: { precinct: { column: 'A' } }, unpivot: ['contest', 'choice'], rows: [{ row: '.' }] }

const rowsOfMerged = rowsMaker(options)
const rowsOfFilled = rowsMaker({ ...options, header: { fill: true } })

test('a table written from rows, with one merged area for each contest, gives these rows back', async () => {
  await fc.assert(
    fc.asyncProperty(ballot, fc.boolean(), async ({ contests: given, precincts, figures }, merged) => {
      const contests = given.map(({ contest, choices }, at) => ({ contest: `${contest} ${at}`, choices }))
      const columns = contests.flatMap(({ contest, choices }) =>
        choices.map((choice, at) => ({ contest, choice, at })),
      )
      const areas: MergedArea[] = []
      for (const { contest, choices } of contests) {
        const left = 1 + columns.findIndex((column) => column.contest === contest)
        if (choices.length > 1) areas.push({ top: 0, left, bottom: 0, right: left + choices.length - 1 })
      }
      const top = ['', ...columns.map(({ contest, at }) => (at > 0 ? '' : contest))]
      const lines = precincts.map((precinct) => [
        precinct,
        ...columns.map(() => String(figures.next().value ?? '')),
      ])
      const expected = lines.flatMap(([precinct, ...cells]) =>
        cells.flatMap((value, at) => {
          const column = columns[at]
          return value === '' || !column
            ? []
            : [{ precinct, contest: column.contest, choice: column.choice, value }]
        }),
      )
      const sheet = sheetOf(
        '',
        [top, ['', ...columns.map(({ choice }) => choice)], ...lines],
        merged ? areas : [],
      )
      const rows = await (merged ? rowsOfMerged : rowsOfFilled)(sheet)
      expect(rows.map(({ value }) => value)).toEqual(expected)
    }),
  )
})

const rowsOfAny = rowsMaker({
  keys: { key: { column: 'A' } },
  unpivot: ['level'],
  rows: [{ skip: '^Total$' }],
})

test('every cell is read once, left out by a rule, or an error', async () => {
  const cell = fc.constantFrom('', ' ', '7', 'x', 'y', 'Total')
  const codes = new Set<string>()
  let [tables, refusals] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), async (cells) => {
      const sheet = sheetOf('', cells)
      const read = await rowsOfAny(sheet).catch((error: unknown) => error)
      if (!Array.isArray(read)) {
        codes.add(String(Reflect.get(read as object, 'code')))
        refusals++
        return
      }
      tables++
      const filled = (row: readonly string[]): number => row.filter((text) => text.trim() !== '').length
      const [, ...body] = cells.filter(
        (row) => filled(row) > 0 && row.find((text) => text.trim() !== '') !== 'Total',
      )
      const values = body.flatMap((row) => row.slice(1)).filter((text) => text.trim() !== '')
      expect(read.map(({ value }) => (value as { value: string }).value)).toEqual(values)
      expect(new Set(read.map(({ place }) => place)).size).toBe(values.length)
    }),
    { numRuns: 500 },
  )
  expect([...codes].filter((code) => !code.startsWith('SELECT_'))).toEqual([])
  // Both are many, or the law says nothing.
  expect(Math.min(tables, refusals)).toBeGreaterThan(20)
})

test('an area merged over everything gives its text to the whole upper header, and to no figure', async () => {
  const everything = [{ top: 0, left: 0, bottom: 16_383, right: 16_383 }]
  const cells = [['Results'], ['Precinct', 'Ada'], ['P1', '3'], ['P2', '']]
  const rows = await sheetRows(
    { keys: { precinct: { column: 'A' } }, rows: [{ row: '^P' }], unpivot: ['title', 'choice'] },
    sheetOf('', cells, everything),
  )
  expect(rows.map(({ value }) => value)).toEqual([
    { precinct: 'P1', title: 'Results', choice: 'Ada', value: '3' },
  ])
})

test('as many columns as a spreadsheet can have are read, and one more name that repeats is found', async () => {
  const wide = Array.from({ length: 16_383 }, (_, at) => `c${at}`)
  const body = ['P1', ...wide.map(() => '1')]
  const spec = { keys: { precinct: 'Precinct' }, unpivot: ['choice'] }
  const rows = await sheetRows(spec, sheetOf('S', [['Precinct', ...wide], body]))
  expect([rows.length, rows.at(-1)?.place]).toEqual([16_383, 'S!XFD2'])
  expect(await sheetRefusal(spec, sheetOf('S', [['Precinct', ...wide, 'c0'], body]))).toMatchObject({
    code: 'SELECT_COLUMN_REPEATS',
    message: expect.stringContaining('XFE') as string,
  })
})

test('a column by the name of __proto__ is one like any other', async () => {
  const [row] = await sheetRows(
    {},
    sheetOf('', [
      ['__proto__', 'constructor'],
      ['1', '2'],
    ]),
  )
  expect(Object.entries(row?.value as object)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
})

test('a merged area per row costs no more than the rows', async () => {
  const cells = [['Precinct', 'Ada'], ...Array.from({ length: 20_000 }, (_, at) => [`P${at}`, '1'])]
  const merged = cells.map((_, at) => ({ top: at, left: 0, bottom: at + 1, right: 0 }))
  const before = process.memoryUsage().heapUsed
  const rows = await sheetRows(
    { keys: { precinct: 'Precinct' }, unpivot: ['choice'] },
    sheetOf('', cells, merged),
  )
  expect(rows).toHaveLength(20_000)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000)
})

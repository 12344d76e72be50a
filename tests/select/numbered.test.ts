import { expect, test } from 'vitest'
import type { Json } from '../../engine/model/json.ts'
import type { Document } from '../../engine/model/row.ts'
import { allRows } from '../../engine/select/all-rows.ts'
import { numbered, type Repeats } from '../../engine/select/numbered.ts'

/** Batches of two: numbers go on from one to the next. */
async function* rowsOf(values: readonly Json[]) {
  for (let at = 0; at < values.length; at += 2) {
    yield values.slice(at, at + 2).map((value, index) => ({ value, place: `L${at + index + 1}` }))
  }
}
const documentOf = (values: readonly Json[]): Document => ({ shape: 'rows', rows: rowsOf(values) })

async function valuesOf(repeats: Repeats, ...values: readonly Json[]): Promise<readonly Json[]> {
  const found: Json[] = []
  const selector = numbered(allRows, repeats)
  for await (const batch of selector.select(documentOf(values), new AbortController().signal)) {
    found.push(...batch.map(({ value }) => value))
  }
  return found
}

test('rows that are alike are numbered in their order, and each document begins anew', async () => {
  const seat = { contest: 'Judge', choice: 'Yes' }
  const rows = [seat, { ...seat, choice: 'No' }, seat, seat, { ...seat, choice: 'No' }]
  const expected = [1, 1, 2, 3, 2]
  const of = () => valuesOf({ nth: ['contest', 'choice'] }, ...rows)
  expect(await of()).toEqual(rows.map((row, at) => ({ ...row, nth: expected[at] })))
  expect(await of()).toEqual(rows.map((row, at) => ({ ...row, nth: expected[at] })))
})

test('two numberings do not disturb one another, and a value that is absent is one of its own', async () => {
  const rows = await valuesOf(
    { one: ['a'], two: ['a', 'b'] },
    { a: 'x', b: 'y' },
    { a: 'x' },
    { a: 'x', b: 'y' },
  )
  expect(rows).toEqual([
    { a: 'x', b: 'y', one: 1, two: 1 },
    { a: 'x', one: 2, two: 1 },
    { a: 'x', b: 'y', one: 3, two: 2 },
  ])
})

test.each([
  [{ a: 'x', nth: '1' }, 'SELECT_NAME_TAKEN'],
  ['x', 'SELECT_NO_OBJECT'],
])('a row %j can not be numbered', async (row, code) => {
  await expect(valuesOf({ nth: ['a'] }, row)).rejects.toMatchObject({ code, place: 'L1' })
})

test('it says which columns it needs and which names it adds', () => {
  const selector = numbered({ ...allRows, columns: ['a', 'b'] }, { one: ['a'], two: ['a', 'b'] })
  expect([selector.columns, selector.adds, selector.needs]).toEqual([
    ['a', 'b', 'one', 'two'],
    ['one', 'two'],
    ['a', 'b'],
  ])
})

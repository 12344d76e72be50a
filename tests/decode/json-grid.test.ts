import { expect, test } from 'vitest'
import { json } from '../../engine/decode/json.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, refusal } from '../conformance/decoder.ts'

type Options = Parameters<typeof json.create>[0]
const grid = (at: NonNullable<Options['grid']>) =>
  json.create({ grid: at }, { position: () => undefined, report: () => {} })
const cellsOf = async (at: NonNullable<Options['grid']>, document: unknown) => {
  const { read } = await decoded(grid(at), bodyOf(JSON.stringify(document)))
  const [sheet, ...others] = read as { name: string; rows: { cells: string[]; place: string }[] }[]
  expect([sheet?.name, others]).toEqual(['', []])
  return sheet?.rows.map(({ cells, place }) => [place, ...cells])
}

test('lists in a list are rows, with their places', async () => {
  const values = [['Precinct', 'Ada', 'ok'], ['P1', 1_204, true, null, 0.3], []]
  expect(await cellsOf('values', { values })).toEqual([
    ['$.values[0]', 'Precinct', 'Ada', 'ok'],
    ['$.values[1]', 'P1', '1204', 'true', '', '0.3'],
    ['$.values[2]'],
  ])
})

test('several stand one below the other, and a list without lists is one row', async () => {
  const document = { meta: { columns: [{ name: 'Precinct' }, { name: 'Ada' }] }, data: [['P1', 3]] }
  expect(await cellsOf(['meta.columns[].name', 'data'], document)).toEqual([
    ['$.meta.columns', 'Precinct', 'Ada'],
    ['$.data[0]', 'P1', '3'],
  ])
  expect(await cellsOf('[].rows', [{ rows: [['a']] }, { rows: [['b']] }])).toEqual([
    ['$[0].rows[0]', 'a'],
    ['$[1].rows[0]', 'b'],
  ])
  expect(await cellsOf('data', { data: [] })).toEqual([])
})

test.each([
  ['values', {}, '$.values', 'it is not there'],
  ['values', { values: 'x' }, '$.values', 'there is no list'],
  ['values[]', { values: { a: 1 } }, '$.values', 'there is no list'],
  ['values', { values: [['a'], 'b'] }, '$.values[1]', 'both lists and other things'],
  ['values', { values: [['a', { b: 1 }]] }, '$.values[0][1]', 'no text, number or truth value'],
  ['a[].b', { a: [{ b: [] }, { b: 1 }] }, '$.a[0].b', 'there is no list'],
])('%s is an error in %j', async (at, document, place, problem) => {
  const error = await refusal(grid(at), JSON.stringify(document))
  expect(error).toMatchObject({ code: 'DECODE_GRID', place })
  expect(error.message).toContain(problem)
})

test('an excerpt is the row as it stands', () => {
  const body = Buffer.from('{"values":\n[["a"],\n["b", 2]]}')
  expect(grid('values').excerpt(body, '$.values[1]')).toEqual({ line: 3, text: '["b", 2]' })
})

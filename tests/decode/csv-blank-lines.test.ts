import { expect, test } from 'vitest'
import { csv } from '../../engine/decode/csv.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded } from '../conformance/decoder.ts'

const site = { position: () => undefined, report: () => undefined }
const placesOf = async (options: object, ...pieces: readonly string[]) =>
  (await decoded(csv.create(options, site), bodyOf(...pieces))).rows.map(({ place, value }) => [place, value])

test.each(['\n', '\r', '\r\n'])('blank lines that end in %j are counted and are no rows', async (end) => {
  const text = `${end}${end}a,b${end}${end}1,"x${end}${end}y"${end}${end}${end}2,z${end}`
  const expected = [
    ['L5', { a: '1', b: `x${end}${end}y` }],
    ['L10', { a: '2', b: 'z' }],
  ]
  expect(await placesOf({}, text)).toEqual(expected)
  expect(await placesOf({}, ...text.split(''))).toEqual(expected)
})

test('however many blank lines there are, before and after the header', async () => {
  const blank = Array.from({ length: 40 }, () => '\n'.repeat(65_536))
  const lines = 40 * 65_536
  expect(await placesOf({}, 'a\n', ...blank, '1\n')).toEqual([[`L${lines + 2}`, { a: '1' }]])
  expect(await placesOf({ trailer: '^END$' }, ...blank, 'a\n1\nEND\n')).toEqual([
    [`L${lines + 2}`, { a: '1' }],
    [`L${lines + 3}`, { trailer: {} }],
  ])
})

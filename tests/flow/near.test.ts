import { expect, test } from 'vitest'
import { near } from '../../engine/flow/near.ts'

const names = ['csv', 'json', 'xml', 'html', 'delimiter', 'encoding', 'A']

test.each([
  ['cvs', 'csv'],
  ['CSV', 'csv'],
  ['jsn', 'json'],
  ['delimeter', 'delimiter'],
  ['encodnig', 'encoding'],
])('%s is probably %s', (word, meant) => {
  expect(near(word, names)).toBe(meant)
})

test.each(['pdf', 'x', '', 'separator', '__proto__', 'constructor'])('%j is near to none of them', (word) => {
  expect(near(word, names)).toBeUndefined()
})

test('of no names none is near', () => {
  expect(near('csv', [])).toBeUndefined()
})

import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { block, literal } from '../../engine/bundle/literal.ts'

/** As a module that is loaded. */
const evaluated = (code: string): unknown => runInThisContext(`(${code})`) as unknown

test('evaluates to an equal value, its members in the same order', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const back = evaluated(literal(value))
      expect(back).toEqual(value)
      expect(JSON.stringify(back)).toBe(JSON.stringify(value))
    }),
  )
})

test.each([
  ['a member called __proto__', JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as unknown],
  ['minus nothing', [-0]],
  ['line separators and half a pair', ['\u2028\u2029', '\ud800']],
  ['names that are no identifiers', { 'Contest Name': 1, '1': 2, 'a-b': 3, '': 4 }],
])('%s too', (_, value) => {
  const back = evaluated(literal(value))
  expect(back).toEqual(value)
  expect(Object.keys(back as object)).toEqual(Object.keys(value as object))
})

test('leaves out what is undefined, and refuses what is no data', () => {
  expect(literal({ a: undefined, b: 1 })).toBe('{b: 1}')
  expect(() => literal({ a: () => 1 })).toThrow('function is no data')
  expect(() => literal([Number.NaN])).toThrow('number is no data')
})

test('a block has one member a line', () => {
  expect(
    block([
      ['a', '1'],
      ['b-c', '{}'],
    ]),
  ).toBe('{\n  a: 1,\n  "b-c": {},\n}')
})

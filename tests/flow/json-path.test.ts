import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathOf, pathText } from '../../engine/flow/json-path.ts'

test.each([
  [[], '$'],
  [['races', 3], '$.races[3]'],
  [['odd key', "it's", 'a\\b'], "$['odd key']['it\\'s']['a\\\\b']"],
  [[0, '0', ''], "$[0]['0']['']"],
])('%j is written %s', (path, text) => {
  expect(pathText(path)).toBe(text)
})

test('a path that was written is read back', () => {
  const step = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.nat())
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(pathOf(pathText(path))).toEqual(path)
    }),
  )
})

test.each(['', 'races', '$races', '$.', '$[01]', "$['a]", '$.races[3', 'L12'])('%j is no path', (text) => {
  expect(pathOf(text)).toBeUndefined()
})

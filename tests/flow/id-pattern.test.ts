import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitsPattern } from '../../engine/flow/id-pattern.ts'

test('a star stands for anything, a slash too, and for nothing', () => {
  expect(fitsPattern('zz/*', 'zz/harbor/mayor')).toBe(true)
  expect(fitsPattern('zz/*', 'zz/')).toBe(true)
  expect(fitsPattern('zz/*', 'zz')).toBe(false)
  expect(fitsPattern('*/county:harbor', 'ocd-division/country:us/state:zz/county:harbor')).toBe(true)
  expect(fitsPattern('zz/*-court-*-seat', 'zz/high-court-2-seat')).toBe(true)
  expect(fitsPattern('aba*aba', 'aba')).toBe(false)
  expect(fitsPattern('zz/mayor', 'zz/mayor')).toBe(true)
  expect(fitsPattern('zz/mayor', 'zz/mayors')).toBe(false)
})

test('it says what a regular expression says', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 6 })
  fc.assert(
    fc.property(pattern, word, (one, id) => {
      expect(fitsPattern(one, id)).toBe(new RegExp(`^${one.replaceAll('*', '.*')}$`, 's').test(id))
    }),
    { numRuns: 2_000 },
  )
})

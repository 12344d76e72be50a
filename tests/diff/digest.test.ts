import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDigests, digest, sumOfDigests } from '../../engine/diff/digest.ts'
import { county, result } from '../helpers/examined.ts'

const said = { unit: county('anoka'), votes: { smith: 10, jones: 7 }, reporting: { unitsReporting: 1 } }
const { record } = result(said)
const hex = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 32, maxLength: 32 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''))

test('says what the record says, and nothing of its time', () => {
  expect(digest(record)).toMatch(/^[0-9a-f]{32}$/)
  expect(digest({ ...record, reporting: { unitsReporting: 1, asOf: '2020-11-04T05:00:00Z' } })).toBe(
    digest(record),
  )
  expect(digest({ ...record, reporting: { unitsReporting: 2 } })).not.toBe(digest(record))
  expect(digest({ ...record, selections: record.selections.toReversed() })).not.toBe(digest(record))
})

test('does not depend on the order in which members were made', () => {
  const turned = Object.fromEntries(Object.entries(record).toReversed()) as unknown as typeof record
  expect(digest(turned)).toBe(digest(record))
})

test('the sum is of all 128 bits', () => {
  const high = `8${'0'.repeat(31)}`
  expect(sumOfDigests([high])).toBe(high)
  expect(sumOfDigests([high, high])).toBe('0'.repeat(32))
  expect(addDigests('0', [], [`${'0'.repeat(31)}1`])).toBe('f'.repeat(32))
})

test('digests of which the sum is found at one go are added as numbers are', () => {
  const digests = fc.array(fc.oneof(hex, hex, fc.constantFrom('f'.repeat(32), '0', 'abc')), { maxLength: 8 })
  fc.assert(
    fc.property(digests, digests, fc.constantFrom(1, 7_000), (some, others, times) => {
      const added = Array.from({ length: times }, () => some).flat()
      const sumOf = (all: readonly string[]): bigint => all.reduce((sum, one) => sum + BigInt(`0x${one}`), 0n)
      const sum = BigInt.asUintN(128, sumOf(added) - sumOf(others))
      expect(BigInt(`0x${addDigests('0', added, others)}`)).toBe(sum)
    }),
    { numRuns: 60 },
  )
  expect(() => sumOfDigests(['z'.repeat(32)])).toThrow(SyntaxError)
})

test('a sum that is kept up is the sum of what is there, in any order', () => {
  fc.assert(
    fc.property(fc.array(hex), fc.array(hex), (kept, removed) => {
      const before = sumOfDigests([...kept, ...removed])
      expect(addDigests(before, [], removed)).toBe(sumOfDigests(kept.toReversed()))
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countReader, type ValueRules } from '../../engine/map/numbers.ts'

const signs = fc.constantFrom(
  '0',
  '1',
  '9',
  '12',
  '123',
  '000',
  ',',
  '.',
  ' ',
  '\u00a0',
  "'",
  '’',
  '-',
  '1,204',
  '\t',
)
const texts = fc.array(signs, { maxLength: 7 }).map((all) => all.join(''))

const answer = (rules: ValueRules, text: string): unknown => {
  try {
    return countReader(rules)(text)
  } catch (thrown) {
    return (thrown as { readonly code: string }).code
  }
}

test('a count is the same where a mark has digits, so that it is looked at closely, and where none has', () => {
  let counts = 0
  const property = fc.property(
    texts,
    fc.constantFrom<NonNullable<ValueRules['groups']>>(',', '.', ' ', "'", 'none'),
    (text, groups) => {
      const closely = answer({ groups, absent: ['9 of n/a'] }, text)
      if (typeof closely === 'number') counts += 1
      expect(answer({ groups }, text)).toBe(closely)
    },
  )
  fc.assert(property, { numRuns: 5_000 })
  expect(counts).toBeGreaterThan(500)
})

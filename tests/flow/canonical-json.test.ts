import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'

/** The rule, said as plainly as it can be. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member)}`).join(',')}}`
}

test('is JSON with its keys sorted by code units', () => {
  const text = fc.string({ unit: 'binary' })
  const odd = fc.constantFrom(
    undefined,
    'a"b',
    '\\',
    '\n',
    '\u007f',
    '\ud800',
    '😀',
    -0,
    1e21,
    1e-7,
    '__proto__',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      text,
      fc.array(tie('tree')),
      fc.dictionary(text, fc.oneof(odd, tie('tree'))),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      expect(canonicalJson(value)).toBe(plainly(value))
    }),
    { numRuns: 200 },
  )
})

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [1n], [() => 1], [[undefined]]])(
  '%s has no place in it',
  (value) => {
    expect(() => canonicalJson(value)).toThrow('has no place in JSON')
  },
)

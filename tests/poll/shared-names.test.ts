import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { sharedNames } from '../../engine/poll/shared-names.ts'

const text = fc.constantFrom('a', 'b')
const thing = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({ id: text, name: text, ...members }, { requiredKeys: [] })
const line = fc.record(
  {
    contest: thing({ type: fc.constantFrom('candidate', 'party'), votes_allowed: fc.nat(1) }),
    unit: thing({ type: text, within: text }),
    selection: thing({ party: text, write_in: fc.boolean(), order: fc.nat(1) }),
    votes: fc.record({ total: fc.nat(3) }),
  },
  { requiredKeys: ['votes'] },
) as fc.Arbitrary<CountLineValue>

test('a line says what it said, whatever lines it shares names with, and those that are the same are one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.option(fc.nat(9))), { maxLength: 10 }), (all) => {
      const share = sharedNames()
      const shared: CountLineValue[] = []
      for (const [value, like] of all) {
        const [wanted, before] = [structuredClone(value), shared[like ?? 10]]
        const one = share(value, before)
        expect(JSON.stringify(one)).toBe(JSON.stringify(wanted))
        const apart = (['contest', 'unit', 'selection'] as const).filter(
          (name) =>
            JSON.stringify(before?.[name]) === JSON.stringify(one[name]) && one[name] !== before?.[name],
        )
        expect(apart).toEqual([])
        shared.push(one)
      }
    }),
    { numRuns: 1_000 },
  )
})

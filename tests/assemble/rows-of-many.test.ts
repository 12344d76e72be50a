import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import { keptResults } from '../../engine/assemble/kept-results.ts'
import type { KeptRow } from '../../engine/assemble/kept-row.ts'
import { digest } from '../../engine/diff/digest.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import type { Election } from '../../engine/model/election.ts'

const state = 'ocd-division/country:us/state:zz'
const election = { id: 'zz-2024', contests: [] } as unknown as Election
const body = { origin: 'https://zz.example/rows', order: 0, placeOf: (line: number): string => `L${line}` }
const contest = { id: 'zz/mayor', name: 'Mayor' }
const units = ['North', 'South'].map((name) => ({ type: 'precinct', name }))
const selections = ['Ada', 'Bo'].map((name) => ({ name }))

/** Rows of two results, by turns: with a mode each, some of which add up to a figure of a selection. */
const lineOf = (at: number, total: number): CountLineValue =>
  ({
    contest,
    unit: units[at % 2],
    selection: selections[(at >> 1) % 2],
    votes: { total },
  }) as unknown as CountLineValue

const rowOf = (at: number, total: number): KeptRow => ({
  said: lineOf(at, total),
  body,
  index: at,
  line: at + 1,
  results: undefined,
})

test('of results that hundreds of rows add up to, whatever rows give way, each figure is the sum of those that stand', () => {
  const some = fc.uniqueArray(fc.nat(299), { maxLength: 300 })
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (captures) => {
      const options = { repeated: 'add' } as const
      const kept = keptResults(election, state, options, digest)
      let rows = Array.from({ length: 300 }, (_, at) => rowOf(at, at))
      const all = { turned: [], moved: [], backwards: () => rows.toReversed() }
      kept.assemble({ removed: [], added: rows, ...all })
      for (const [n, changed] of captures.entries()) {
        const before = rows
        const others = new Set(changed)
        rows = rows.map((row, at) => (others.has(at) ? rowOf(at, 1_000 * (n + 1) + at) : row))
        const [removed, added] = [before, rows].map((list) => list.filter((_, at) => others.has(at)))
        const again = kept.assemble({ removed: removed ?? [], added: added ?? [], ...all })
        const whole = assembler(election, state, options)
        for (const { said, line } of rows)
          whole.add([{ value: said as CountLineValue, place: `L${line}` }], body.origin)
        const { results } = whole.finish()
        const plain = (list: typeof results) =>
          list.map(({ key, record, locators }) => ({ key, record, locators }))
        expect(plain(again?.results ?? [])).toEqual(plain(results))
      }
    }),
    { numRuns: 60 },
  )
})

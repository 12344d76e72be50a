import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordProblem } from '../../engine/assemble/record-problem.ts'
import { soundness } from '../../engine/assemble/sound-record.ts'
import { modes, type ResultRecord } from '../../engine/model/result.ts'

/** Mostly what records have, now and then what none may have. */
const odd = <Value>(usual: fc.Arbitrary<Value>, ...strange: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: usual, weight: 40 }, { arbitrary: fc.constantFrom(...strange), weight: 1 })
const id = odd(fc.constantFrom('zz/mayor', 'a', 'é', 'ocd-division/country:us'), '', 'a b', 'a|b', '\u00a0')
const name = odd(fc.string({ minLength: 1 }), '')
const count = odd(fc.integer(), 1.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, 'suppressed')
const status = odd(fc.constantFrom('certified', 'recount'), 'done')
const asOf = odd(fc.constantFrom('2024-11-05T22:14:00-05:00', '2024-11-05T22:14:00.5Z'), '2024-11-05', 'now')
const optional = (
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  required: readonly string[] = [],
) => fc.record(members, { requiredKeys: [...required] })
const votes = optional({ total: count, ...Object.fromEntries(modes.map((mode) => [mode, count])) }, ['total'])
const named = { id, name, party: name, writeIn: fc.boolean() }
const record = optional(
  {
    election: id,
    contest: optional(
      {
        id,
        name,
        type: odd(fc.constantFrom('candidate', 'ballots'), 'other'),
        votesAllowed: odd(fc.integer({ min: 1 }), 0, 0.5),
      },
      ['id', 'name', 'type'],
    ),
    unit: optional({ id, name, type: name, within: id }, ['id', 'name', 'type']),
    reporting: optional({ unitsReporting: count, unitsTotal: count, status, asOf }),
    ballots: optional({
      cast: count,
      registered: count,
      overvotes: count,
      undervotes: count,
      spoilt: fc.constantFrom(undefined),
    }),
    selections: fc.array(optional({ ...named, votes }, ['id', 'name', 'writeIn', 'votes']), { maxLength: 3 }),
    suppressed: fc.array(optional(named, ['id', 'name', 'writeIn']), { minLength: 1, maxLength: 2 }),
  },
  ['election', 'contest', 'unit', 'selections'],
) as unknown as fc.Arbitrary<ResultRecord>

test('a record that is surely valid is valid by the schema', () => {
  const isSound = soundness()
  let sound = 0
  let unsound = 0
  fc.assert(
    fc.property(record, (one) => {
      if (!isSound(one)) {
        unsound += 1
        return
      }
      sound += 1
      expect(recordProblem(one)).toBeUndefined()
    }),
    { numRuns: 1_500 },
  )
  expect(Math.min(sound, unsound)).toBeGreaterThan(100)
})

test('what is valid and usual is told without the schema', () => {
  const usual = {
    election: 'us-2024-11-05-general',
    contest: { id: 'zz/mayor', name: 'Mayor', type: 'candidate', votesAllowed: 1 },
    unit: { id: 'ocd-division/country:us/state:zz', type: 'state', name: 'ZZ' },
    reporting: { unitsReporting: 1, unitsTotal: 2, status: 'unofficial-partial' },
    ballots: { cast: 12 },
    selections: [{ id: 'ada', name: 'Ada', writeIn: false, votes: { total: 7, early: 3 } }],
  } as const
  expect(soundness()(usual)).toBe(true)
  expect(recordProblem(usual)).toBeUndefined()
})

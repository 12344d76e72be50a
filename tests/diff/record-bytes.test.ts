import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest } from '../../engine/diff/digest.ts'
import { putRecord, putTimeless } from '../../engine/diff/record-bytes.ts'
import { putWritten } from '../../engine/diff/written-records.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { type JsonBytes, jsonBytes, textOf } from '../../engine/flow/json-bytes.ts'
import { modes, type ResultRecord, statuses } from '../../engine/model/result.ts'
import schema from '../../schemas/result.schema.json' with { type: 'json' }

/** Any text: quotation marks, halves of a pair, other scripts. */
const name = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('"', '\\', '\ud83d', '\u2028'),
)
const id = fc.constantFrom('ada', 'bo', 'zz/mayor', 'é', '10', '2')
/** Small ones are written digit by digit. */
const count = fc.oneof(fc.maxSafeInteger(), fc.nat(1_200), fc.nat(12))
const votes = fc.record(
  { total: count, ...Object.fromEntries(modes.map((mode) => [mode, count])) },
  { requiredKeys: ['total'] },
)
const party = name
const withheld = fc.uniqueArray(fc.constantFrom(...modes), { minLength: 1 })
const selection = fc.record(
  { id, name, party, writeIn: fc.boolean(), votes, suppressed: withheld },
  { requiredKeys: ['id', 'name', 'writeIn', 'votes'] },
)
const record = fc.record(
  {
    election: id,
    contest: fc.record(
      { id, name, type: fc.constantFrom('candidate', 'party'), votesAllowed: count },
      { requiredKeys: ['id', 'name', 'type'] },
    ),
    unit: fc.record({ id, type: name, name, within: id }, { requiredKeys: ['id', 'type', 'name'] }),
    reporting: fc.record(
      { unitsReporting: count, unitsTotal: count, status: fc.constantFrom(...statuses), asOf: name },
      { requiredKeys: [] },
    ),
    ballots: fc.record(
      { cast: count, registered: count, overvotes: count, undervotes: count },
      { requiredKeys: [] },
    ),
    selections: fc.array(selection),
    suppressed: fc.array(
      fc.record({ id, name, party, writeIn: fc.boolean() }, { requiredKeys: ['id', 'name', 'writeIn'] }),
    ),
  },
  { requiredKeys: ['election', 'contest', 'unit', 'selections'] },
) as fc.Arbitrary<ResultRecord>

const textBy = (put: (out: JsonBytes, record: ResultRecord) => unknown) => (one: ResultRecord) => {
  const out = jsonBytes(1)
  put(out, one)
  return textOf(out)
}
const recordText = textBy(putRecord)
const timelessText = textBy(putTimeless)
const writtenText = textBy(putWritten)

test('is the canonical JSON of the record, whatever it holds', () => {
  fc.assert(
    fc.property(record, (one) => {
      expect(recordText(one)).toBe(canonicalJson(one))
    }),
    { numRuns: 1_000 },
  )
})

test('what digests are of is the canonical JSON of all but the times', () => {
  fc.assert(
    fc.property(record, (one) => {
      const { asOf: _, ...timeless } = one.reporting ?? {}
      const text = canonicalJson({ ...one, reporting: timeless })
      expect(timelessText(one)).toBe(text)
      expect(digest(one)).toBe(createHash('sha256').update(text).digest('hex').slice(0, 32))
    }),
    { numRuns: 1_000 },
  )
})

test('a record is the same, whether its digest was just made, long ago or never', () => {
  const some = fc.sample(record, { numRuns: 300, seed: 1 })
  // More than the records between are held of.
  const long = { ...(some[0] as ResultRecord), election: 'x'.repeat(40_000) }
  for (const one of some) digest(one)
  for (let times = 0; times < 200; times++) {
    digest({ ...long })
    const [last, other] = [some[times], some[times + 100]] as [ResultRecord, ResultRecord]
    digest(last)
    for (const one of [last, other, { ...last }]) expect(writtenText(one)).toBe(canonicalJson(one))
  }
})

test('one that can not be written leaves nothing in the next one', () => {
  fc.assert(
    fc.property(record, record, (one, other) => {
      digest(one)
      expect(() => digest({ ...other, selections: [...other.selections, undefined as never] })).toThrow(
        'selection',
      )
      digest(other)
      const out = jsonBytes(16)
      putWritten(out, other)
      expect(textOf(out)).toBe(canonicalJson(other))
    }),
    { numRuns: 50 },
  )
})

test('records that share a contest, a unit and names are each written with their own', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 2, maxLength: 6 }), (all) => {
      const [first] = all as [ResultRecord]
      for (const one of all) {
        const mixed = { ...one, contest: first.contest, selections: [...first.selections, ...one.selections] }
        const later = { ...one, contest: { ...one.contest, later: one.election } }
        expect(recordText(later)).toBe(canonicalJson(later))
        expect(recordText(mixed)).toBe(canonicalJson(mixed))
        expect(recordText(one)).toBe(canonicalJson(one))
      }
    }),
  )
})

test('every member that the schema knows is written', () => {
  const { properties } = schema
  const members = (of: object): readonly string[] => Object.keys(of).toSorted()
  expect(members(properties)).toEqual([
    'ballots',
    'contest',
    'election',
    'reporting',
    'selections',
    'suppressed',
    'unit',
  ])
  expect(members(properties.selections.items.properties)).toEqual([
    'id',
    'name',
    'party',
    'suppressed',
    'votes',
    'writeIn',
  ])
  expect(members(properties.selections.items.properties.votes.properties)).toEqual(
    [...modes, 'total'].toSorted(),
  )
  expect(members(properties.ballots.properties)).toEqual(['cast', 'overvotes', 'registered', 'undervotes'])
})

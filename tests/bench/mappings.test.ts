import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { columns } from './data/precinct-file.ts'
import { compiledCode, engineExpression } from './mapping/engine-expression.ts'
import { referenceMappings } from './mapping/reference-mappings.ts'

/** What is compared is data: undefined members and flags of lists are none. */
const data = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

async function outcome(work: () => unknown): Promise<unknown> {
  try {
    return data(await work())
  } catch {
    return 'a mistake of the row'
  }
}

const mappings = referenceMappings.map((one) => [one.name, one] as const)

describe.each(mappings)('the reference mapping, %s', (_, { text, byHand, values }) => {
  const byLibrary = jsonata(text)
  const evaluate = engineExpression(text)
  const code = compiledCode(text)
  const hand = byHand as (value: unknown) => unknown

  test('says the same in the library, in the engine, in its code alone and written by hand', async () => {
    const found = []
    for (const value of values(400)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const library = data(await byLibrary.evaluate(value))
      found.push([library, data(evaluate(value)), data(code(value)), data(hand(value))])
    }
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(([library, ...others]) => others.some((other) => !same(library, other)))).toEqual([])
  })
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const cell = fc.oneof(
  fc.constantFrom(
    'DEM',
    'REP',
    'UNA',
    '',
    '0',
    '12',
    '-3',
    '007',
    '1e3',
    '2.50',
    ' 4 ',
    'MAYOR (VOTE FOR 2)',
  ),
  fc.constantFrom('Write-In (Miscellaneous)', 'writein', ' Ada\t  Ames (I) ', 'REFERENDUM 1', 'WAKE  COUNTY'),
  fc.integer({ min: 0, max: 9_999 }).map(String),
  fc.string({ unit: fc.constantFrom(' ', '\t', 'a', 'B', '(', ')', '-', '1', '.') }),
)
/** Any column may be missing, stand anywhere, and say anything. */
const row = fc
  .tuple(
    fc.record(Object.fromEntries(columns.map((name) => [name, cell]))),
    fc.shuffledSubarray([...columns]),
  )
  .map(([cells, some]): unknown => Object.fromEntries(some.map((name) => [name, cells[name]])))

const name = fc.constantFrom('Ada', 'Bo', 'Chi')
const votes = fc.integer({ min: 0, max: 5 })
const party = fc.constantFrom('DEM', 'DEM', 'REP')
const some = { requiredKeys: [] }
const below = (member: string, items: fc.Arbitrary<unknown>, minLength = 1): fc.Arbitrary<object> =>
  fc.record(
    { name, [member]: fc.array(items, { minLength, maxLength: 3 }) },
    { requiredKeys: [member] },
  ) as fc.Arbitrary<object>
/** What has names and votes may lack them. Choices are two at least: of one JSONata makes no list. */
const documents: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'flatten with parents': fc.record({
    counties: fc.array(
      below('precincts', below('contests', below('choices', fc.record({ name, votes }, some), 2))),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  'predicate, sort and sum': fc.record({
    choices: fc
      .array(fc.record({ name, party, votes }, { requiredKeys: ['votes'] }), { maxLength: 9 })
      .map((choices) => [...choices, { party: 'DEM', votes: 3 }, { name: 'Dee', party: 'DEM', votes: 2 }]),
  }),
}

test.each(mappings)('for %s engine, code and hand answer as the library to anything', async (_, one) => {
  const byLibrary = jsonata(one.text)
  const others = [
    one.byHand as (given: unknown) => unknown,
    engineExpression(one.text),
    compiledCode(one.text),
  ]
  await fc.assert(
    fc.asyncProperty(one.isOfRows ? row : documents[one.name]!, async (value) => {
      const expected = await outcome(() => byLibrary.evaluate(structuredClone(value)))
      for (const other of others) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await outcome(() => other(value))).toEqual(expected)
      }
    }),
    { numRuns: 300 },
  )
})

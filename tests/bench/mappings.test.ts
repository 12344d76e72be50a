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

describe.each(mappings)('the reference mapping, %s', (_, { text, byHand, values, isOfRows }) => {
  const byLibrary = jsonata(text)
  const evaluate = engineExpression(text)
  const code = compiledCode(text, isOfRows)
  const hand = byHand as (value: unknown) => unknown

  test('says the same in the library, in the engine and written by hand', async () => {
    const found = []
    for (const value of values(400)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const library = data(await byLibrary.evaluate(value))
      found.push([library, data(evaluate(value)), data(code(value)), data(hand(value))])
    }
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(([library, engine, own]) => !same(library, engine) || !same(library, own))).toEqual(
      [],
    )
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
/** Any column may be missing, and say anything. */
const row = fc.record(Object.fromEntries(columns.map((name) => [name, cell])), { requiredKeys: [] })

const ofRows = mappings.filter(([, { isOfRows }]) => isOfRows)
test.each(ofRows)('for %s engine and hand answer as the library to any row', async (_, one) => {
  const byLibrary = jsonata(one.text)
  const evaluate = engineExpression(one.text)
  const hand = one.byHand as (given: unknown) => unknown
  await fc.assert(
    fc.asyncProperty(row, async (value) => {
      const expected = await outcome(() => byLibrary.evaluate({ ...value }))
      expect(await outcome(() => hand(value))).toEqual(expected)
      expect(await outcome(() => evaluate(value))).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

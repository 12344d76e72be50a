import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { generate } from '../../engine/jsonata/compile.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf } from '../../engine/jsonata/runtime/bounds.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { leavingOutNulls } from '../../engine/jsonata/runtime/nulls.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import { copy } from '../../engine/map/plain.ts'
import type { Json } from '../../engine/model/json.ts'

const codeOf = (text: string): string => {
  const made = generate(jsonata(text).ast() as unknown as Node, { known: [], nulls: 'none' })
  if ('because' in made) throw new Error(made.because)
  return made.code
}

/** Of an input as it comes from outside: members that are null are none. */
function evaluated(text: string, input: Json): unknown {
  const nulls = { clean: false }
  const bounds = boundsOf()
  const generated = generate(jsonata(text).ast() as unknown as Node, { known: [], nulls: 'none' })
  if ('because' in generated) throw new Error(generated.because)
  const run = instantiate(generated, createRuntime({ bounds, builtins, nulls, now: () => 0 }))({})
  bounds.begin()
  return leavingOutNulls(nulls, run, copy)(input)
}
async function outcome(work: () => unknown): Promise<unknown> {
  try {
    const value = await work()
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  } catch (thrown) {
    const { code, position } = thrown as { readonly code?: string; readonly position?: number }
    return { code, position }
  }
}

const expressions = [
  'counties.precincts.{ "county": %.name, "precinct": name }',
  'counties.precincts.choices.{ "county": %.%.name, "precinct": %.name, "votes": votes }',
  'counties.precincts.choices[votes > 1].{ "county": %.%.name, "again": %.%.name, "state": %.%.%.name }',
  'counties.precincts.choices[%.name = "P-1"].votes',
  'counties.precincts.choices.(votes > 1 ? %.name : %.%.name)',
  'counties.precincts.choices.{ "seat": %.office.seat, "all": %.%.precincts.name, "list": [%.name, %.%.name] }',
  'counties.precincts.choices@$one.{ "of": %.name, "votes": $one.votes }',
  'counties.precincts#$at.choices.{ "at": $at, "of": %.name, "office": %.office }',
  'counties.precincts.{ "counties": %.%.counties.name, "of": %.name }',
  'counties.precincts.choices.$string(%.name & "/" & %.%.name)',
]

const choices = [{ votes: 1 }, { votes: 2 }]
const inputs: readonly Json[] = [
  {
    name: 'S',
    counties: [{ name: 'A', precincts: [{ name: 'P-1', office: { seat: 4 }, choices }, { choices }] }],
  },
  { name: 'S', counties: { name: ['A', 'B'], precincts: { name: 'P-1', choices: choices[0] } } },
  {
    counties: [
      { name: 'A', precincts: [] },
      { name: { deep: [1] }, precincts: [{ name: 'P', choices: [] }] },
    ],
  },
  {
    counties: [
      [
        {
          name: 'A',
          precincts: [
            [
              { name: 'P-1', choices },
              { name: 'P-2', choices },
            ],
            { name: 'Q', choices: [choices, choices] },
          ],
        },
      ],
    ],
  },
  {
    counties: [
      { name: null, precincts: [{ name: { a: null, b: 1 }, office: null, choices: [null, ...choices] }] },
    ],
  },
  {
    counties: [
      {
        name: { a: null },
        precincts: [
          { name: 'P-1', choices: [] },
          { name: 'P-2', choices: null },
        ],
      },
    ],
  },
  {
    counties: ['A', 7, null, { name: 'B', precincts: ['P', { name: 'P-1', choices: [1, [2], ...choices] }] }],
  },
  [{ counties: [{ name: 'A', precincts: [{ name: 'P-1', choices }] }] }, { counties: [] }],
]

test.each(expressions)('%s says of parents what the library says', async (text) => {
  const library = jsonata(text)
  const found: unknown[] = []
  const expected: unknown[] = []
  for (const input of inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    found.push(await outcome(() => evaluated(text, input)))
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expected.push(await outcome(() => library.evaluate(copy(input))))
  }
  expect(found).toEqual(expected)
})

test('a member of a parent is read outside of the loop over what lies in the parent', () => {
  const lines = codeOf(expressions[1] as string).split('\n')
  const ofObject = lines.slice(
    0,
    lines.findIndex((line) => line.includes('ofAny')),
  )
  const columns = (what: string): readonly number[] =>
    ofObject.filter((line) => line.includes(what)).map((line) => line.search(/\S/))
  // Each loop inside is two columns further right: what lies in counties, in precincts, and the choices.
  expect([columns('.name'), columns('.votes')]).toEqual([[6, 8], [10]])
})

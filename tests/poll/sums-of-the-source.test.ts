import { expect, test } from 'vitest'
import type { Sha256 } from '../../engine/model/ids.ts'
import { processCapture } from '../../engine/poll/process-capture.ts'
import { planOf, specText } from '../plan/specs.ts'

const spec = specText({
  checks: '[ { modes: { may_be_less: true } } ]',
  values: '{ suppressed: [ "*" ], absent: [ "" ] }',
  map: `|
  Precinct = "TOTAL"
    ? { "contest": { "name": "Mayor" }, "unit": { "type": "county", "name": "Wake" },
        "selection": { "name": Choice }, "control": { "of": "parts", "votes": { "total": $votes(Total) } } }
    : { "contest": { "name": "Mayor" },
        "unit": { "type": "precinct", "name": Precinct, "within": "ocd-division/country:us/state:nc/county:wake" },
        "selection": { "name": Choice }, "votes": { "total": $votes(Total), "early": $votes(Early) } }`,
})

/** What is published of a file for the first time, and what is held. */
async function judged(text: string) {
  const plan = planOf(spec)
  const open = () => [
    {
      request: 'main',
      origin: 'https://example.gov/results.csv',
      body: (async function* () {
        yield Buffer.from(`Precinct,Choice,Early,Total\n${text}`)
      })(),
    },
  ]
  const { changes, holds, results } = await processCapture(
    plan,
    {
      capture: { hash: 'c'.repeat(64) as Sha256, payloads: [] },
      capturedAt: '2024-11-06T01:00:00-05:00',
      open,
    },
    { state: new Map(), facts: null, holds: [], held: [], orders: [] },
    new AbortController().signal,
  )
  return {
    added: changes.map(({ key }) => key.split(':').at(-1)),
    holds: holds.map(({ code, results: kept }) => `${code} ${kept}`),
    results,
  }
}

test('rows that add up to the sum of the source are published, and the sum is not', async () => {
  const { added, holds } = await judged('1,Ada,2,10\n2,Ada,3,5\nTOTAL,Ada,,15\n')
  expect(added).toEqual(['1', '2'])
  expect(holds).toEqual([])
})

test('a row that was not read is noticed by the sum, and what was added up waits', async () => {
  const { added, holds } = await judged('1,Ada,2,10\nTOTAL,Ada,,15\n')
  expect(added).toEqual([])
  expect(holds).toEqual(['CHECK_CONTROL 1'])
})

test('a sum of what no row says holds the capture', async () => {
  const { holds } = await judged('1,Ada,2,10\nTOTAL,Ada,,10\nTOTAL,Bob,,4\n')
  expect(holds).toEqual(['CHECK_CONTROL 0'])
})

test('what is withheld is said, and lets the sum be more than what is told', async () => {
  const { added, holds, results } = await judged('1,Ada,*,10\n2,Ada,,*\nTOTAL,Ada,,15\n')
  expect(added).toEqual(['1', '2'])
  expect(holds).toEqual([])
  expect(results.map(({ record }) => [record.selections[0]?.suppressed, record.suppressed])).toEqual([
    [['early'], undefined],
    [undefined, [{ id: 'ada', name: 'Ada', writeIn: false }]],
  ])
})

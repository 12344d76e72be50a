import { expect, test } from 'vitest'
import { loadPlan } from '../../engine/bundle/load.ts'
import { collect } from '../../engine/flow/collect.ts'
import { NotLoaded } from '../../engine/flow/library.ts'
import { interpreting } from '../../engine/map/compile-code.ts'
import type { Row } from '../../engine/model/row.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { planOf, specText, type Texts } from '../plan/specs.ts'
import { imported } from './imported.ts'

const { signal } = new AbortController()

/** A plan, and what comes of it by way of a module. */
async function both(spec: string, more: Texts = {}): Promise<readonly [local: Plan, loaded: Plan]> {
  const plan = planOf(spec, more)
  const { plans } = await imported([plan], temporaryFolder('bundle'))
  const planned = await plans[plan.feed]?.()
  if (planned === undefined) throw new Error('it is not in the module')
  return [plan, await loadPlan(planned)]
}

const mapped = (plan: Plan, rows: readonly Row[]) => plan.parts[0]?.map?.map(rows, signal)
const rowsOf = (...values: readonly Row['value'][]): readonly Row[] =>
  values.map((value, index) => ({ value, place: `L${index + 2}` }))

const specMap = (name: string): string => `|
  {
    "contest": { "name": Contest }, "unit": { "type": "county", "name": ${name} },
    "selection": { "name": Choice }, "votes": { "total": $votes(Total) }
  }`

function tooLong(): never {
  throw new RangeError('more than was sent')
}

const named = specText({
  names: '{ candidate: { strip: ["\\\\.+$"], party: ["\\\\((?<party>[A-Z]+)\\\\)"], party_lookup: party } }',
  lookups: '{ party: { entries: { GRN: Green } } }',
  values: '{ zero: ["-"] }',
  map: `|
  {
    "contest": { "name": $clean("contest", Contest) }, "unit": { "type": "county", "name": County },
    "selection": { "name": $clean("candidate", Choice), "party": $party_in("candidate", Choice) },
    "votes": { "total": $votes(Total) }
  }`.replace('$clean("contest", Contest)', 'Contest'),
})
const rows = rowsOf(
  { Contest: 'Mayor', County: 'Wake', Choice: 'Ada (GRN) ...', Total: '1,204' },
  { Contest: 'Mayor', County: 'Wake', Choice: 'Bo (XYZ)', Total: '7' },
  { Contest: 'Mayor', County: 'Wake', Choice: 'Cy', Total: 'many' },
  { Contest: 'Mayor', County: 'Wake', Choice: 'Di', Total: '-' },
)

test('rules of names and values are part of it, and a row that fails is told at the same place of the spec', async () => {
  const [local, loaded] = await both(named)
  const [here, there] = [await mapped(local, rows), await mapped(loaded, rows)]
  expect(there).toEqual(here)
  expect(there?.lines.map(({ value }) => value.selection)).toEqual([
    { name: 'Ada', party: 'Green' },
    { name: 'Di' },
  ])
  const where = there?.rejected.map(({ code, message }) => [code, /\(.*\)\.$/.exec(message)?.[0]])
  expect(where).toEqual([
    ['MAP_LOOKUP_MISS', '(feed.yaml:11:66).'],
    ['MAP_NOT_A_COUNT', '(feed.yaml:12:25).'],
  ])
})

test('a fault of JSONata itself says line and column of the mapping', async () => {
  const map = `|
  {
    "contest": { "name": Contest }, "unit": { "type": "county", "name": County },
    "selection": { "name": Choice },
    "votes": { "total": $number(Total) }
  }`
  const [local, loaded] = await both(specText({ map }))
  const [here, there] = [await mapped(local, rows), await mapped(loaded, rows)]
  expect(there).toEqual(here)
  const [first] = there?.rejected ?? []
  expect(first).toMatchObject({ code: 'MAP_FAILED', place: 'L2' })
  expect(first?.message).toMatch(/\(feed\.yaml:12:25\)\.$/)
})

test('an expression without code is interpreted, and says why', async () => {
  interpreting.all = true
  try {
    const [local, loaded] = await both(named)
    const { plans } = await imported([local], temporaryFolder('bundle'))
    const planned = await plans[local.feed]?.()
    expect(planned?.expressions).toEqual([
      expect.objectContaining({
        because: 'everything is interpreted',
        text: expect.stringContaining('$clean'),
      }),
    ])
    expect(await mapped(loaded, rows)).toEqual(await mapped(local, rows))
  } finally {
    interpreting.all = false
  }
})

test('lookups that a capture fills are filled as ever', async () => {
  const spec = specText({
    source:
      '{ http: { requests: { counties: { url: "https://example.gov/c.csv" }, main: { url: "https://example.gov/r.csv" } } } }',
    parts: '{ counties: { decode: csv } }',
    lookups: '{ county: { from: counties, key: Code, value: Name, all_used: true } }',
    map: specMap('$lookup_in("county", County)'),
  })
  const [local, loaded] = await both(spec)
  const shape = ({ parts }: Plan) =>
    parts.map(({ name, fills, map }) => ({
      name,
      reads: map?.reads,
      fills: fills?.map(({ lookup, allUsed, reads }) => ({ lookup, allUsed, reads })),
    }))
  expect(shape(loaded)).toEqual(shape(local))
  expect(shape(loaded)[0]?.fills).toEqual([{ lookup: 'county', allUsed: true, reads: ['Code', 'Name'] }])
})

test('what a source asks of parameters and lookups is there, and it asks the same', async () => {
  await using server = await startHttpServer((_, response) => void response.end('a,b\n1,2\n'))
  const [local, loaded] = await both(
    specText({
      profile: 'vendor',
      parameters: '{ tenant: wake }',
      source: undefined,
      lookups: '{ county: { entries: { Wake: "37183", Durham: "37063" } } }',
      map: specMap('$lookup_in("county", County)'),
    }),
    {
      'feeds/profiles/vendor.yaml': `profile: vendor
title: The files of a vendor
parameters: { tenant: { description: The name at the vendor. } }
source:
  http:
    allow_private: true
    requests: { main: { url: "${server.url}/{tenant}/{county.value}", for_each: { name: county, lookup: county } } }
`,
    },
  )
  const context = {
    signal,
    clock: manualClock(),
    secret: () => Promise.reject(new Error('none')),
    cursors: {},
  }
  for (const { source } of [local, loaded])
    for await (const one of source.fetch({ ...context, maxBytes: 1_000 }))
      if (one.kind === 'payload') await collect(one.payload.body, 1_000, tooLong)
  const asked = server.requests.map(({ path }) => path)
  expect(asked).toEqual(['/wake/37183', '/wake/37063', '/wake/37183', '/wake/37063'])
})

test('a certificate beside the spec is part of the plan', async () => {
  const source = '{ http: { url: "https://example.gov/r.csv", tls: { authority: { file: office.pem } } } }'
  const plan = planOf(specText({ source }), { 'feeds/us-nc/general/office.pem': 'a certificate' })
  expect(plan.recipe).toMatchObject({
    file: 'us-nc/general/feed.yaml',
    files: { 'office.pem': 'a certificate' },
  })
})

test('a component that this engine does not have is a defect', async () => {
  const plan = planOf(specText())
  const { plans } = await imported([plan], temporaryFolder('bundle'))
  const planned = await plans[plan.feed]?.()
  if (planned === undefined) throw new Error('it is not in the module')
  const odd = { ...planned, source: { type: 'pigeon', options: {} } }
  await expect(loadPlan(odd)).rejects.toThrow('this engine has no pigeon')
  expect(new NotLoaded({ use: () => ({}), load: () => Promise.resolve() }).library).toBeDefined()
})

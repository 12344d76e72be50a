import { expect, test } from 'vitest'
import type { Payload } from '../../engine/model/payload.ts'
import { readResults } from '../../engine/poll/read-results.ts'
import { planOf, problemsOf, specText } from '../plan/specs.ts'

const signal = new AbortController().signal

/** What comes of these bodies, by request, or the code of what keeps them from being read. */
async function read(spec: string, bodies: Readonly<Record<string, string | readonly string[]>>) {
  const plan = planOf(spec)
  const open = (request: string): readonly Payload[] =>
    [bodies[request] ?? []]
      .flat()
      .map((body, index) => ({
        request,
        origin: `https://example.gov/${request}-${index}.txt?at=night`,
        carried: { version: '314' },
        async *body() {
          yield Buffer.from(body)
        },
      }))
      .map((one) => ({ ...one, body: one.body() }))
  const reading = await readResults(plan, open, signal)
  const lines = reading.assembled.results.flatMap(({ record }) =>
    record.selections.map(({ name, party, votes }) => [record.contest.name, name, party, votes.total]),
  )
  return { ...reading, lines }
}

const requests = (...names: readonly string[]): string =>
  `{ http: { requests: { ${names.map((name) => `${name}: { url: "https://example.gov/${name}" }`).join(', ')} } } }`

const joining = `|
  (
    $who := $lookup_in("candidate", Id);
    {
      "contest": { "name": $lookup_in("contest", $who.Contest) }, "unit": { "type": "county", "name": County },
      "selection": { "name": $who.Name, "party": $has_in("party", $who.Party) ? $lookup_in("party", $who.Party) },
      "votes": { "total": $votes(Total) }
    }
  )`
const manifests = `
  candidates: { decode: csv }
  contests: { decode: csv }`
const lookups = `
  candidate: { from: candidates, key: Id }
  contest: { from: contests, key: No, value: Title }
  party: { entries: { R: Red, B: Blue } }`
const joined = specText({
  source: requests('main', 'candidates', 'contests'),
  lookups,
  parts: manifests,
  map: joining,
})
const contests = 'No,Title\n1,Mayor\n2,Clerk\n'
const candidates = 'Id,Name,Party,Contest\n7,Ada,R,1\n8,Bob,,1\n'
const main = 'Id,County,Total\n7,Wake,12\n8,Wake,3\n'

test('several files of one poll are joined by key, whatever their order', async () => {
  const { lines, rows, rejected } = await read(joined, { main, candidates, contests })
  expect(lines).toEqual([
    ['Mayor', 'Ada', 'Red', 12],
    ['Mayor', 'Bob', undefined, 3],
  ])
  // Rows that only fill lookups make no figures.
  expect([rows, rejected]).toEqual([2, 0])
})

test('a key that no file of the capture has rejects the row', async () => {
  const { lines, rejections } = await read(joined, { main: `${main}9,Wake,1\n`, candidates, contests })
  expect(lines).toHaveLength(2)
  expect(rejections.map(({ place, code }) => [place, code])).toEqual([
    ['https://example.gov/main-0.txt?at=night#L4', 'MAP_LOOKUP_MISS'],
  ])
})

test('a key that stands for two things is an error at the second, and for one thing twice is none', async () => {
  const twice = `${candidates}7,Ada,R,1\n`
  expect((await read(joined, { main, candidates: twice, contests })).lines).toHaveLength(2)
  await expect(read(joined, { main, candidates: `${candidates}7,Cy,B,2\n`, contests })).rejects.toMatchObject(
    {
      code: 'MAP_LOOKUP_COLLISION',
      place: expect.stringContaining('candidates-0.txt'),
    },
  )
})

test('one document is read in several ways, and a key may be made of several fields', async () => {
  const spec = specText({
    decode: 'json',
    select: '{ jmespath: "votes[]" }',
    lookups: `\n  name: { from: people, key: contest & "/" & $string(id), value: label.text }`,
    parts: '\n  people: { request: main, select: { jmespath: "people[]" } }',
    map: `|
  {
    "contest": { "name": contest }, "unit": { "type": "county", "name": $payload.file },
    "selection": { "name": $lookup_in("name", contest & "/" & $string(id)), "party": $payload.request },
    "votes": { "total": n }
  }`,
  })
  const people = [
    { contest: 'a', id: 1, label: { text: 'Ada' } },
    { contest: 'b', id: 1, label: { text: 'Bob' } },
  ]
  const votes = [
    { contest: 'b', id: 1, n: 5 },
    { contest: 'a', id: 1, n: 4 },
  ]
  const { lines, assembled } = await read(spec, { main: JSON.stringify({ votes, people }) })
  expect(lines).toEqual([
    ['a', 'Ada', 'main', 4],
    ['b', 'Bob', 'main', 5],
  ])
  expect(assembled.results.map(({ record }) => record.unit.name)).toEqual(['main-0.txt', 'main-0.txt'])
})

test('a row with a list of keys is found by each of them', async () => {
  const spec = specText({
    decode: 'json',
    select: '{ jmespath: "votes[]" }',
    lookups: "\n  within: { from: units, key: '[parts]', value: name }",
    parts: '\n  units: { request: main, select: { jmespath: "units[]" } }',
    map: `|
  { "contest": { "name": "Mayor" }, "unit": { "type": "county", "name": $lookup_in("within", unit) },
    "selection": { "name": unit }, "votes": { "total": 1 } }`,
  })
  const units = [{ name: 'Wake', parts: ['1', '2'] }, { name: 'Durham', parts: '3' }, { name: 'Empty' }]
  const votes = ['1', '2', '3'].map((unit) => ({ unit }))
  const { assembled, rejected } = await read(spec, { main: JSON.stringify({ votes, units }) })
  expect(assembled.results.map(({ record }) => [record.unit.name, record.selections.length])).toEqual([
    ['Durham', 1],
    ['Wake', 2],
  ])
  expect(rejected).toBe(0)
})

test('a row without a key or a value is rejected', async () => {
  const spec = specText({
    decode: 'json',
    select: '{ jmespath: "votes[]" }',
    lookups: '\n  name: { from: people, key: id, value: name }',
    parts: '\n  people: { request: main, select: { jmespath: "people[]" } }',
    map: '|\n  $has_in("name", "1") ? { "capture": { "token": $lookup_in("name", "1") } }',
  })
  const people = [{ name: 'Ada' }, { id: 1 }, { id: 1, name: 'Bob' }]
  const { rejections, assembled } = await read(spec, { main: JSON.stringify({ votes: [{}], people }) })
  expect(rejections.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'MAP_LOOKUP_KEY The key of the lookup "name" is nothing in this row.',
    'MAP_LOOKUP_KEY The value of the lookup "name" is nothing in this row.',
  ])
  expect(assembled.token).toBe('Bob')
})

test('figures that several lines give are added up where the spec says so', async () => {
  const spec = (assemble: string | undefined): string =>
    specText({
      assemble,
      map: `|
  { "contest": { "name": "Mayor" }, "unit": { "type": "county", "name": "Wake" },
    "selection": { "name": Who }, "votes": { "total": 1 }, "ballots": { "undervotes": $votes(Under) } }`,
    })
  const body = `Who,Under\n${'Ada,1\n'.repeat(50)}Bob,1\n`
  const { assembled, lines } = await read(spec('{ repeated: add, repeated_ballots: add }'), { main: body })
  expect(lines).toEqual([
    ['Mayor', 'Ada', undefined, 50],
    ['Mayor', 'Bob', undefined, 1],
  ])
  expect(assembled.results[0]?.record.ballots).toEqual({ undervotes: 51 })
  // A ballot is a place: the first ones are kept.
  expect(assembled.results[0]?.locators[0]?.places['ada']).toHaveLength(20)
  await expect(read(spec(undefined), { main: body })).rejects.toMatchObject({ code: 'ASSEMBLE_COLLISION' })
})

const fillers = `
  people: { request: main, select: { jmespath: "people[]" } }
  offices: { request: main, select: { jmespath: "offices[]" } }`
const tree = { decode: 'json', select: '{ jmespath: "votes[]" }', parts: fillers }

test.each([
  [
    'lookups that wait for each other',
    {
      ...tree,
      lookups:
        '\n  a: { from: people, key: \'$lookup_in("b", x)\' }\n  b: { from: offices, key: \'$lookup_in("a", x)\' }',
    },
    ['15:14 SPEC_CYCLE Parts wait for lookups of each other: people → offices → people.'],
  ],
  [
    'a part that there is not',
    { ...tree, lookups: '\n  a: { from: persons, key: id }' },
    ['15:14 SPEC_NOT_FOUND There is no part "persons".'],
  ],
])('%s are said at their place', (_, changes, expected) => {
  const map = '|\n  $has_in("a", id) ? { "capture": { "token": id } }'
  const told = problemsOf(specText({ ...changes, map }))
  expect(told.filter((one) => !one.includes('SPEC_MISSING_KEY'))).toEqual(expected)
})

test('what a row came from has names that are known before the first row', () => {
  const map = '|\n  { "capture": { "token": $payload.files & $carried.versoin } }'
  expect(problemsOf(specText({ map }))).toEqual([
    '9:36 MAP_GIVEN_UNKNOWN $payload has no "files".',
    '9:53 MAP_GIVEN_UNKNOWN $carried has no "versoin".',
  ])
})

test('columns of a key are known to be missing before the first byte', () => {
  const source = requests('main', 'people')
  const decode = '{ csv: { header: false, columns: [Id, County] } }'
  const told = problemsOf(
    specText({
      source,
      parts: `\n  people: { decode: ${decode} }`,
      lookups: '\n  a: { from: people, key: Nr }',
      map: '|\n  $has_in("a", id) ? { "capture": { "token": id } }',
    }),
  )
  expect(told.map((one) => one.replace(/;.*/, ''))).toEqual([
    '13:27 SPEC_COLUMN The mapping reads "Nr", and decode.csv gives nothing of that name.',
  ])
})

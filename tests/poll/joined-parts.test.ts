import { describe, expect, test } from 'vitest'
import type { Payload } from '../../engine/model/payload.ts'
import { readResults } from '../../engine/poll/read-results.ts'
import { planOf, problemsOf, specText } from '../plan/specs.ts'

async function read(spec: string, bodies: Readonly<Record<string, unknown>>) {
  const open = (request: string): readonly Payload[] => [
    { request, origin: `${request}.json`, body: bytesOf(JSON.stringify(bodies[request])) },
  ]
  const { assembled, ...reading } = await readResults(planOf(spec), open, new AbortController().signal)
  const lines = assembled.results.flatMap(({ record }) =>
    record.selections.map(({ name, votes }) => [record.contest.name, name, votes.total]),
  )
  return { ...reading, lines }
}
async function* bytesOf(text: string) {
  yield Buffer.from(text)
}

const names = {
  Contests: [{ Id: 1, Title: 'Mayor' }],
  People: [
    { Id: 7, Name: 'Ada' },
    { Id: 8, Name: 'Bob' },
  ],
}
const counters = { Data: [{ Contest: 1, Id: 7, Votes: 12 }] }

/** Counters in one file, names in another; the second is read by nothing but parts that fill lookups. */
const spec = (more: { readonly allUsed?: boolean; readonly parts?: string } = {}): string =>
  specText({
    source:
      '{ http: { requests: { counters: { url: "https://example.gov/c" }, names: { url: "https://example.gov/n" } } } }',
    decode: 'json',
    select: '{ jmespath: "Data[]" }',
    lookups: `
  contest: { from: contests, key: Id, value: Title }
  person: { from: people, key: Id, value: Name${more.allUsed === true ? ', all_used: true' : ''} }`,
    parts: `
  contests: { request: names, select: { jmespath: "Contests[]" } }
  people: { request: names, select: { jmespath: "People[]" } }${more.parts ?? ''}`,
    map: `|
  {
    "contest": { "name": $lookup_in("contest", Contest) }, "unit": { "type": "county", "name": "Wake" },
    "selection": { "name": $lookup_in("person", Id) }, "votes": { "total": Votes }
  }`,
  })

describe('a request that only parts read which fill lookups', () => {
  test('is not read by the shared sections as well', async () => {
    expect(planOf(spec()).parts.map(({ name }) => name)).toEqual(['contests', 'people', 'counters'])
    expect(await read(spec(), { counters, names })).toMatchObject({ lines: [['Mayor', 'Ada', 12]], rows: 1 })
  })

  test('is, where a part of its own says so', async () => {
    const both = spec({ parts: '\n  names: {}' })
    expect(planOf(both).parts.map(({ name }) => name)).toEqual(['contests', 'people', 'counters', 'names'])
    await expect(read(both, { counters, names })).rejects.toMatchObject({
      code: 'SELECT_NOTHING',
      message: 'The expression (Data[]) matches nothing. The part "names" was reading.',
      hint: expect.stringMatching(/^The document has Contests, People\./),
    })
  })
})

describe('a lookup all of whose entries are used', () => {
  test('rejects the row that nothing asked for: a person without a counter', async () => {
    expect((await read(spec(), { counters, names })).rejected).toBe(0)
    const { rejected, rejections } = await read(spec({ allUsed: true }), { counters, names })
    expect(rejected).toBe(1)
    expect(rejections).toEqual([
      {
        place: 'names.json#$.People[1]',
        code: 'MAP_LOOKUP_UNASKED',
        message: 'Nothing asks for "8" of the lookup "person".',
      },
    ])
    const all = { Data: [...counters.Data, { Contest: 1, Id: 8, Votes: 0 }] }
    expect(await read(spec({ allUsed: true }), { counters: all, names })).toMatchObject({ rejected: 0 })
  })

  test('is one that the capture fills', () => {
    const lookups = '\n  person: { entries: { A: Ada }, all_used: true }'
    const map = `|\n  { "capture": { "token": $lookup_in("person", Id) } }`
    expect(problemsOf(specText({ lookups, map }))).toEqual([
      expect.stringContaining(
        'SPEC_VALUE lookups.person.all_used is true; it is for a lookup that a part fills',
      ),
    ])
  })
})

import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { parseSpec } from '../../engine/spec/document.ts'
import { FeedSections } from '../../engine/spec/sections.ts'
import { sectionsOf } from '../../engine/spec/sections-of.ts'

const Sections = Type.Object(
  {
    name: Type.String({ description: 'What it is called.' }),
    bounds: Type.Optional(
      Type.Object(
        { low: Type.Optional(Type.Integer()), high: Type.Optional(Type.Integer()) },
        { additionalProperties: false, description: 'Between what.' },
      ),
    ),
    span: Type.Optional(
      Type.Object({ from: Type.String(), to: Type.Optional(Type.String()) }, { additionalProperties: false }),
    ),
    list: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
  },
  { additionalProperties: false },
)

function read(text: string, schema: Parameters<typeof sectionsOf>[1] = Sections) {
  const said: string[] = []
  const sections = sectionsOf(parseSpec('f.yaml', text), schema, ({ at, code, message, hint }) =>
    said.push(`${at?.line}:${at?.column} ${code} ${message} | ${hint}`),
  )
  return { sections, said }
}

test('sections that fit are given, and nothing is said', () => {
  expect(read('name: x\nbounds: { low: 1 }\nlist: [1]')).toEqual({
    sections: { name: 'x', bounds: { low: 1 }, list: [1] },
    said: [],
  })
})

describe('one mistake hides no other', () => {
  test('every section is looked at, and every mistake is said at its place', () => {
    const { said, sections } = read('bonds: {}\nbounds: { low: a, hi: 2, high: 3 }\nlist: [1, 0, x]\n')
    expect(said).toEqual([
      '1:1 SPEC_MISSING_KEY The file lacks the key "name". | Add name: What it is called.',
      '1:1 SPEC_UNKNOWN_KEY The file has no key "bonds". | Did you mean "bounds"? Use one of: name, bounds, span, list.',
      '2:19 SPEC_UNKNOWN_KEY bounds has no key "hi". | Use one of: low, high.',
      '2:16 SPEC_VALUE bounds.low is "a"; it must be a whole number. | docs/spec.md explains every key.',
      '3:11 SPEC_VALUE list is 0; it must be at least 1. | docs/spec.md explains every key.',
      '3:14 SPEC_VALUE list is "x"; it must be a whole number. | docs/spec.md explains every key.',
    ])
    expect(sections).toEqual({ bounds: { high: 3 } })
  })

  test('a section without what it requires is none', () => {
    expect(read('name: x\nspan: { to: b }').sections).toEqual({ name: 'x' })
    expect(read('name: x\nspan: { from: a, to: 2 }').sections).toEqual({ name: 'x', span: { from: 'a' } })
    expect(read('name: x\nspan: later').sections).toEqual({ name: 'x' })
  })

  test('keys that are given twice do not stop the reading', () => {
    const { said, sections } = read('name: x\nname: y\nlist: [0]')
    expect(said.map((one) => one.split(' ')[1])).toEqual(['SPEC_SAME_NAME', 'SPEC_VALUE'])
    expect(sections).toEqual({ name: 'y' })
  })
})

test.each([
  ['', 'The file is empty; it must consist of keys and values.'],
  ['- a', 'The file is a list; it must consist of keys and values.'],
  ['feed', 'The file is a text; it must consist of keys and values.'],
])('%j is no file of sections', (text, message) => {
  expect(read(text)).toEqual({
    sections: {},
    said: [`1:1 SPEC_VALUE ${message} | docs/spec.md shows whole ones.`],
  })
})

test('what is no YAML is said once', () => {
  expect(read('a: [').said).toHaveLength(1)
})

describe('values of specs are told from what they must be', () => {
  const base = ['feed: us-xx', 'title: X', 'election: e', 'unit: ocd-division/country:us/state:nc']
  const feed = (line: string): readonly string[] => {
    const key = line.split(':')[0] ?? ''
    const others = base.filter((one) => !one.startsWith(`${key}:`))
    const schedule = key === 'schedule' ? [] : ['schedule: { timezone: UTC, every: 15m }']
    return read([...others, ...schedule, line].join('\n'), FeedSections).said
  }

  test.each([
    ['feed: US_NC', 'feed is "US_NC"; it has the wrong form.'],
    ['status: liev', 'status is "liev"; it must be one of draft, live, paused.'],
    ['title: ""', 'title is ""; it must not be empty.'],
    ['title: 2024', 'title is 2024; it must be a text.'],
    ['schedule: { timezone: UTC, every: 15 }', 'schedule.every is 15; it must be a text.'],
    ['schedule: { timezone: UTC, every: 15 min }', 'schedule.every is "15 min"; it has the wrong form.'],
    ['limits: { depth: 0 }', 'limits.depth is 0; it must be at least 1.'],
    ['limits: { depth: 9999 }', 'limits.depth is 9999; it must be at most 1000.'],
    ['parameters: { a: [1] }', 'parameters.a is [1]; it has the wrong form.'],
    ['unpack: zip', 'unpack is "zip"; it must be a list.'],
    ['lookups: { A: { entries: {} } }', 'A name under lookups is "A"; it has the wrong form.'],
  ])('%s', (line, message) => {
    const said = feed(line)
    expect(said.map((one) => one.split(' | ')[0]?.split(' ').slice(2).join(' '))).toContain(message)
  })

  test('a word that was nearly right is suggested', () => {
    expect(feed('status: liev')[0]).toContain('| Did you mean "live"? draft: only dry runs.')
  })

  test('a long value is cut', () => {
    expect(feed(`unit: ${'x'.repeat(200)}`)[0]).toContain(`unit is "${'x'.repeat(56)}…;`)
  })
})

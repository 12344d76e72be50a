import { globSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { editorSchemas } from '../../engine/cli/reference/generated-files.ts'
import { validCode } from '../../engine/cli/reference/valid-code.ts'
import { tables } from '../../engine/plan/tables.ts'
import { typesOf } from '../../engine/spec/components.ts'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object
const validators = (['feed', 'election', 'profile'] as const).map(
  (name) =>
    [name, new Ajv({ allErrors: true, strict: false }).compile(read(`schemas/${name}.schema.json`))] as const,
)
const validate = Object.fromEntries(validators)

describe('the schemas by which editors complete and explain', () => {
  test.each(editorSchemas().map(({ path, text }) => [path, text] as const))(
    '%s is what the tables make (npm run schemas writes it anew)',
    (path, text) => {
      expect(readFileSync(path, 'utf8')).toBe(text)
    },
  )

  test('offer every component of every family', () => {
    const { definitions } = read('schemas/feed.schema.json') as {
      definitions: Record<string, { anyOf: [{ properties: object }] }>
    }
    for (const [family, table] of Object.entries(tables)) {
      expect(Object.keys(definitions[family]?.anyOf[0].properties ?? {})).toEqual(typesOf(table))
    }
  })

  test('take a section by name, by options or without any, and nothing that the compiler refuses', () => {
    const feed = (decode: unknown) => ({
      feed: 'us-xx-a',
      title: 'A',
      election: 'e',
      unit: 'ocd-division/country:us/state:xx',
      schedule: { timezone: 'America/New_York', every: '15m' },
      decode,
      parts: { main: { decode } },
    })
    const fits = (decode: unknown) => validate['feed']?.(feed(decode))
    const right = ['csv', { csv: null }, { csv: { delimiter: ';' } }]
    const wrong = ['cvs', { cvs: null }, { csv: { delimitr: ';' } }, { csv: null, json: null }, {}]
    expect(right.filter((decode) => fits(decode) !== true)).toEqual([])
    expect(wrong.filter((decode) => fits(decode) !== false)).toEqual([])
  })
})

test.each(validCode().map(({ path, text }) => [path, text] as const))(
  '%s is the code of its schema (npm run schemas writes it anew), and asks for no library',
  (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(text).not.toMatch(/\brequire\(|\bimport\b|\beval\(|new Function/)
  },
)

/** What people write under feeds, and the schema of each; a line of comment names it to editors. */
const written = globSync('feeds/**/*.yaml').flatMap((path) => {
  if (/(^|\/)fixtures\/|(^|\/)captures\//.test(path)) return []
  if (path.endsWith('/feed.yaml')) return [{ path, name: 'feed' }]
  if (/\/elections\/[^/]+$/.test(path)) return [{ path, name: 'election' }]
  return /\/profiles\/[^/]+$/.test(path) ? [{ path, name: 'profile' }] : []
})

test.each(written)('$path fits the schema that its first line names', ({ path, name }) => {
  const text = readFileSync(path, 'utf8')
  const up = '../'.repeat(path.split('/').length - 1)
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}schemas/${name}.schema.json`)
  const check = validate[name]
  check?.(parse(text))
  expect(check?.errors ?? []).toEqual([])
})

test('every file of feeds, elections and profiles is looked at', () => {
  const folders = written.map(({ path }) => path)
  expect(folders).toEqual([...new Set(folders)])
  expect(globSync('feeds/**/feed.yaml').every((path) => folders.includes(path))).toBe(true)
})

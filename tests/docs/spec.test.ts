import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderText } from '../../engine/errors/render.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { filesOf, specText } from '../plan/specs.ts'
import { blocksOf, specPages } from './blocks.ts'

const schemaOf = (name: string) =>
  new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object,
  )
const schemas = {
  feed: schemaOf('feed'),
  election: schemaOf('election'),
  profile: schemaOf('profile'),
  hosts: schemaOf('hosts'),
  quality: schemaOf('quality'),
}

const yaml = [...specPages, 'README.md']
  .flatMap((path) => blocksOf(path))
  .filter(({ language }) => language === 'yaml')

/** Sections stand in a spec that is whole but for them. */
function wholeOf(text: string): readonly [keyof typeof schemas, unknown] {
  const value = parse(text) as Record<string, unknown>
  if ('hosts' in value) return ['hosts', value]
  if ('rules' in value) return ['quality', value]
  if ('polls_close' in value) return ['election', value]
  if ('profile' in value && !('feed' in value) && 'title' in value) return ['profile', value]
  return ['feed', { ...(parse(specText()) as object), ...value }]
}

describe('the examples of the spec language', () => {
  test('are at least one for every section', () => {
    const keys = new Set(yaml.flatMap(({ text }) => Object.keys(parse(text) as object)))
    const { properties } = JSON.parse(readFileSync('schemas/feed.schema.json', 'utf8')) as {
      properties: object
    }
    expect(Object.keys(properties).filter((key) => !keys.has(key))).toEqual([])
  })

  test.each(yaml)('that of $path:$line fits its schema', ({ text }) => {
    const [name, value] = wholeOf(text)
    schemas[name](value)
    expect(schemas[name].errors ?? []).toEqual([])
  })

  test('compile, where they are whole files', () => {
    const named = blocksOf('docs/spec.md').filter(({ title }) => title !== '')
    const texts = Object.fromEntries(named.map(({ title, text }) => [title, text]))
    const specs = Object.keys(texts).filter((path) => path.endsWith('/feed.yaml'))
    expect(specs).toHaveLength(1)
    const problems = specs.flatMap((path) => compileFeed(path, filesOf(texts)).problems)
    expect(problems.map(renderText)).toEqual([])
  })

  test.each(
    yaml.filter(
      ({ text }) =>
        /^(decode|parts|source|schedule|limits|checks):/m.test(text) && !/^(feed|title|date):/m.test(text),
    ),
  )('that of $path:$line compiles in a spec that is whole but for it', ({ text }) => {
    const own = Object.keys(parse(text) as object)
    const rest = specText(Object.fromEntries(own.map((key) => [key, undefined])))
    const map = own.includes('decode') && !own.includes('map') ? mapOf(rest) : rest
    const { problems } = compileFeed(
      'feeds/a/feed.yaml',
      filesOf({ ...election, 'feeds/a/feed.yaml': map + text }),
    )
    expect(problems.map(renderText)).toEqual([])
  })
})

const election = {
  'feeds/elections/us-2024-11-05-general.yaml':
    'election: us-2024-11-05-general\ntitle: X\ndate: 2024-11-05\npolls_close: [ { unit: "ocd-division/country:us/state:nc", at: 2024-11-05 19:30, timezone: America/New_York } ]\nstages: [ { name: canvass, from: 2024-11-07 08:00 } ]\n',
}

/** A mapping that reads no column, where the example has columns of its own. */
const mapOf = (rest: string): string =>
  `${rest.split('map: |')[0]}map: '{ "contest": { "id": "c" }, "unit": { "id": "u" }, "ballots": { "cast": 1 } }'\n`

import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generatedFiles } from '../engine/cli/reference/generated-files.ts'
import { table as commands } from '../engine/cli/table.ts'
import type { Table } from '../engine/component.ts'
import * as catalogue from '../engine/errors/catalogue/table.ts'
import { tables } from '../engine/plan/tables.ts'
import { typesOf } from '../engine/spec/components.ts'
import { specPages } from './docs/blocks.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const generated = generatedFiles((path) => (existsSync(path) ? read(path) : undefined))

describe('the reference is what the tables say', () => {
  test.each(generated.map(({ path, text }) => [path, text] as const))(
    '%s is up to date (npm run schemas writes it anew)',
    (path, text) => {
      expect(read(path)).toBe(text)
    },
  )
})

describe('docs/errors.md', () => {
  const page = read('docs/errors.md')
  const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, heading]) => heading)

  test('explains every code once, and no other', () => {
    expect(headings.toSorted((one, other) => ((one ?? '') < (other ?? '') ? -1 : 1))).toEqual(
      Object.keys(catalogue).toSorted((one, other) => (one < other ? -1 : 1)),
    )
  })

  test('has sentences where details were filled in (else the entry of the catalogue needs an example)', () => {
    expect(page.split('\n').filter((line) => /NaN|undefined|\[object|=>/.test(line))).toEqual([])
  })
})

const components = Object.entries(tables).flatMap(([family, table]) =>
  typesOf(table as Table<unknown>).map((type) => [family, type] as const),
)
test.each(components)('the spec language explains %s: %s', (_, type) => {
  const pages = specPages.map((path) => read(path)).join('\n')
  expect(pages).toMatch(new RegExp(`^### ${type}$`, 'm'))
})

test.each(commands.map(({ name }) => name))('a page explains the command feed %s', (name) => {
  const pages = ['README.md', ...globSync('docs/*.md')].filter((path) => existsSync(path))
  expect(pages.filter((path) => new RegExp(`feed ${name}\\b`).test(read(path)))).not.toEqual([])
})

test('every page that a message, a schema or another page names is there', () => {
  const texts = ['README.md', ...globSync('{docs,engine,schemas,feeds}/**/*.{md,ts,json}')]
  const named = texts.flatMap((path) =>
    [...read(path).matchAll(/\bdocs\/[a-z-]+\.md\b/g)].map(([page]) => `${page} (${path})`),
  )
  const linked = globSync('docs/*.md').flatMap((path) =>
    [...read(path).matchAll(/\]\(([a-z-]+\.md)[)#]/g)].map(([, page = '']) => `docs/${page} (${path})`),
  )
  const missing = [...named, ...linked].filter((one) => !existsSync(one.split(' ')[0] ?? ''))
  expect(missing).toEqual([])
})

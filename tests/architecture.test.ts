import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

/** Layers, lowest first. A file may import its own folder and the layers below. */
const layers: readonly (readonly string[])[] = [
  ['model'],
  ['errors'],
  ['component', 'config', 'flow', 'time'],
  ['aws'],
  ['jsonata'],
  [
    'source',
    'unpack',
    'decode',
    'select',
    'map',
    'assemble',
    'check',
    'diff',
    'archive',
    'state',
    'log',
    'results',
    'register',
    'quality',
    'invoke',
    'trace',
    'secrets',
  ],
  ['export'],
  ['spec'],
  ['plan'],
  ['bundle'],
  ['poll', 'capture', 'consume', 'process'],
  ['backtest', 'deploy'],
  ['cost'],
  ['entry'],
  ['rehearse'],
  ['cli'],
]
const mostLines = 250

const files = globSync('engine/**/*.{ts,js}')
const tests = globSync('tests/**/*.ts')
const stacks = globSync(['stacks/**/*.ts', 'sst.config.ts'])
const folderOf = (file: string): string => file.split('/')[1]?.replace(/\.ts$/, '') ?? ''
const levelOf = (file: string): number => layers.findIndex((folders) => folders.includes(folderOf(file)))

interface Imports {
  /** Of the paths those of which only types are taken. */
  readonly types: readonly string[]
  /** Files of this project, by their paths. */
  readonly paths: readonly string[]
  /** Where `import(…)` is given something else than a text: nobody can say what it brings. */
  readonly unknown: readonly number[]
  /** What is taken from vitest by name. */
  readonly fromVitest: readonly string[]
}

/** What a file imports in any way: types, values, `export … from`, `import('…')`. */
function importsIn(file: string, text: string): Imports {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} can not be parsed`)
  const later = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    start,
    name: /^(['"`])([^$]*)\1$/.exec(text.slice(start, end))?.[2],
  }))
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...later.flatMap(({ name }) => name ?? []),
  ]
  const pathsOf = (names: readonly string[]): readonly string[] =>
    names
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => relative('.', join(dirname(file), specifier)))
  const ofTypes = module.staticImports.filter(({ entries }) => entries.every((entry) => entry.isType))
  return {
    paths: pathsOf(specifiers),
    types: pathsOf(ofTypes.map((found) => found.moduleRequest.value)),
    unknown: later.flatMap(({ name, start }) => (name === undefined ? [start] : [])),
    fromVitest: module.staticImports
      .filter((found) => found.moduleRequest.value === 'vitest')
      .flatMap((found) => found.entries.flatMap((entry) => entry.importName.name ?? [])),
  }
}

const imports = new Map(
  [...files, ...tests, ...stacks].map((file) => [file, importsIn(file, readFileSync(file, 'utf8'))]),
)
const importsOf = (file: string): readonly string[] => imports.get(file)?.paths ?? []

test('every folder of the engine has a layer', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => levelOf(file) === -1)).toEqual([])
})

test('ARCHITECTURE.md names the folders of the engine, layer after layer', () => {
  const table = readFileSync('ARCHITECTURE.md', 'utf8').match(/^\| layer [^]*?\n\n/m)?.[0] ?? ''
  const named = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, folder = '']) => folder))
  const order = named.map((folder) => layers.findIndex((folders) => folders.includes(folder)))
  expect(named.toSorted()).toEqual([...new Set(files.map(folderOf))].toSorted())
  expect(order).toEqual(order.toSorted((one, other) => one - other))
})

test.each(files)('%s imports only its own folder and lower layers', (file) => {
  const wrong = importsOf(file).filter(
    (to) => to.startsWith('engine/') && folderOf(to) !== folderOf(file) && levelOf(to) >= levelOf(file),
  )
  expect(wrong).toEqual([])
})

test('the engine imports nothing of the tests and of the stacks', () => {
  expect(files.filter((file) => importsOf(file).some((to) => /^(tests|stacks)\//.test(to)))).toEqual([])
})

test('stacks know of the engine what a deployment and its metrics are, and that by their types alone', () => {
  const known = ['engine/deploy/deployment.ts', 'engine/trace/metric-names.ts']
  expect(stacks.length).toBeGreaterThan(15)
  for (const file of stacks) {
    const outside = importsOf(file).filter((to) => !to.startsWith('stacks/'))
    expect([file, outside.filter((to) => !known.includes(to))]).toEqual([file, []])
    expect([file, imports.get(file)?.types]).toEqual([file, expect.arrayContaining(outside)])
  }
})

test('what is imported while the program runs is written out', () => {
  expect(files.filter((file) => imports.get(file)?.unknown.length !== 0)).toEqual([])
})

test('no import forms a cycle: of types, of values, or while the program runs', () => {
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of importsOf(file)) {
      const cycle = visit(next, [...trail, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of [...files, ...tests, ...stacks]) expect(visit(file, [])).toBeUndefined()
})

test(`no file has more than ${mostLines} lines, comments and blank ones counted`, () => {
  const long = [...files, ...tests, ...stacks].filter(
    (file) => linesOf(readFileSync(file, 'utf8')) > mostLines,
  )
  expect(long).toEqual([])
})

test('every test file asserts something, itself or by a suite that it calls', () => {
  const asserts = (file: string, seen: Set<string>): boolean => {
    if (seen.has(file) || !file.startsWith('tests/')) return false
    seen.add(file)
    if (imports.get(file)?.fromVitest.includes('expect') === true) return true
    return importsOf(file).some((to) => asserts(to, seen))
  }
  const silent = tests.filter((file) => file.endsWith('.test.ts') && !asserts(file, new Set()))
  expect(silent).toEqual([])
})

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

describe('how imports are found', () => {
  const found = (text: string) => importsIn('engine/poll/one.ts', text)

  test.each([
    ["import type { A } from '../state/a.ts'", ['engine/state/a.ts']],
    ["import '../state/a.ts'", ['engine/state/a.ts']],
    ["export { a } from './a.ts'", ['engine/poll/a.ts']],
    ["const load = async () => (await import('../cli/a.ts')).a", ['engine/cli/a.ts']],
    ['const load = () => import(`../cli/a.ts`)', ['engine/cli/a.ts']],
    ["import { parse } from 'yaml'; await import('saxes')", []],
  ])('%s', (text, paths) => {
    expect(found(text)).toMatchObject({ paths, unknown: [] })
  })

  test('a name that is computed is not passed over', () => {
    expect(found('const load = (name) => import(`../${name}.ts`)').unknown).toHaveLength(1)
  })
})

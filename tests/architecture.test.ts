import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Layers, lowest first. A file may import its own folder and the layers below. */
const layers: readonly (readonly string[])[] = [
  ['model'],
  ['errors'],
  ['component', 'config', 'flow', 'time'],
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
    'invoke',
    'trace',
    'secrets',
  ],
  ['spec'],
  ['plan'],
  ['poll', 'capture', 'consume', 'process'],
  ['backtest'],
  ['console'],
  ['entry'],
  ['rehearse'],
  ['cli'],
]

const files = globSync('engine/**/*.ts')
const folderOf = (file: string): string => file.split('/')[1]?.replace(/\.ts$/, '') ?? ''
const levelOf = (file: string): number => layers.findIndex((folders) => folders.includes(folderOf(file)))

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'))
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
  ]
  return specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => relative('.', join(dirname(file), specifier)))
}

test('every folder of the engine has a layer', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => levelOf(file) === -1)).toEqual([])
})

test.each(files)('%s imports only its own folder and lower layers', (file) => {
  const wrong = importsOf(file).filter(
    (to) => folderOf(to) !== folderOf(file) && levelOf(to) >= levelOf(file),
  )
  expect(wrong).toEqual([])
})

test('no type or value import forms a cycle', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of files) expect(visit(file, [])).toBeUndefined()
})

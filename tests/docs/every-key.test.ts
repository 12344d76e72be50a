import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { blocksOf, specPages } from './blocks.ts'

interface Schema {
  readonly $ref?: string
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

const blocks = specPages.flatMap((path) => blocksOf(path)).filter(({ language }) => language === 'yaml')
const values = blocks.map(({ text }) => parse(text) as Readonly<Record<string, unknown>>)

/** Calls back for every key of a schema, those of a definition under its own name. */
function eachKey(root: Schema, found: (path: string) => void): void {
  const open = new Set<string>()
  const walk = (schema: Schema, path: string): void => {
    const name = schema.$ref?.replace('#/definitions/', '')
    if (name !== undefined) {
      if (open.has(name)) return
      open.add(name)
      walk(root.definitions?.[name] ?? {}, name)
      return
    }
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      found(`${path}.${key}`)
      walk(inner, `${path}.${key}`)
    }
    for (const inner of Object.values(schema.patternProperties ?? {})) walk(inner, `${path}.NAME`)
    if (schema.items !== undefined) walk(schema.items, path)
    for (const inner of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) walk(inner, path)
  }
  walk(root, '')
}

/** Calls back for every key that a value uses, by the paths of `eachKey`. */
function eachUse(root: Schema, value: unknown, found: (path: string) => void): void {
  const walk = (schema: Schema, inner: unknown, path: string): void => {
    const name = schema.$ref?.replace('#/definitions/', '')
    if (name !== undefined) {
      walk(root.definitions?.[name] ?? {}, inner, name)
      return
    }
    for (const one of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) walk(one, inner, path)
    if (Array.isArray(inner)) {
      for (const one of inner) if (schema.items !== undefined) walk(schema.items, one, path)
      return
    }
    // A component without options may be named alone: "gzip".
    if (typeof inner === 'string' && schema.enum?.includes(inner) === true) found(`${path}.${inner}`)
    if (typeof inner !== 'object' || inner === null) return
    for (const [key, one] of Object.entries(inner)) {
      const property = schema.properties?.[key]
      if (property !== undefined) {
        found(`${path}.${key}`)
        walk(property, one, `${path}.${key}`)
        continue
      }
      for (const each of Object.values(schema.patternProperties ?? {})) walk(each, one, `${path}.NAME`)
    }
  }
  walk(root, value, '')
}

test.each([
  ['hosts', (value: object) => 'hosts' in value],
  ['quality', (value: object) => 'rules' in value],
  ['feed', (value: object) => !('polls_close' in value)],
  ['profile', (value: object) => !('polls_close' in value)],
  ['election', (value: object) => 'polls_close' in value],
] as const)('every key of a %s has an example in the docs', (name, isOne) => {
  const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema
  const used = new Set<string>()
  for (const value of values.filter(isOne)) eachUse(schema, value, (path) => used.add(path))
  const missing = new Set<string>()
  eachKey(schema, (path) => {
    if (!used.has(path)) missing.add(path)
  })
  expect(used.size).toBeGreaterThan(5)
  expect([...missing]).toEqual([])
})

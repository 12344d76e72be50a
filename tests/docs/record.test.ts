import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { blocksOf } from './blocks.ts'

const read = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
const names = ['result', 'envelope', 'status', 'current', 'alert'] as const
for (const name of names) ajv.addSchema(read(name))
const examples = blocksOf('docs/record.md').filter(({ language }) => language === 'json')

test('docs/record.md shows one message of each kind', () => {
  expect(examples.map(({ title }) => title)).toEqual(names)
})

test.each(examples)('the example of a $title fits its schema', ({ title, text }) => {
  const validate = ajv.getSchema(`${title}.schema.json`)
  void validate?.(JSON.parse(text))
  expect(validate?.errors).toBeNull()
})

/** Every property of a schema, and of what lies inside it. */
function propertiesOf(schema: unknown): readonly { readonly name: string; readonly description: unknown }[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Object.entries(
    (schema as { properties?: Record<string, { description?: string }> }).properties ?? {},
  )
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    ['if', 'then', 'else'].includes(key) ? [] : propertiesOf(value),
  )
  return [...own.flatMap(([name, { description }]) => [{ name, description }]), ...inner]
}

test.each(names)('every field of %s is described', (name) => {
  expect(propertiesOf(read(name)).filter(({ description }) => description === undefined)).toEqual([])
})

test('every field of the record has its counterpart in NIST SP 1500-100', () => {
  const without = propertiesOf(read('result')).filter(
    ({ description }) => !String(description).includes('NIST'),
  )
  expect(without).toEqual([])
})

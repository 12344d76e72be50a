import { code, markdownTable } from './markdown.ts'

/** As much of a JSON Schema as options need. */
export interface OptionSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: OptionSchema
  readonly anyOf?: readonly OptionSchema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, OptionSchema>>
  readonly patternProperties?: Readonly<Record<string, OptionSchema>>
}

/** The keys of an object, those inside it with a dot before them: what to write, whether it must stand, what it means. */
export function optionTable(schema: OptionSchema): string {
  const rows = rowsOf(schema, '')
  return rows.length === 0 ? 'No options.' : markdownTable(['key', 'value', 'meaning'], rows)
}

function rowsOf(schema: OptionSchema, inside: string): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${inside}${key}`
    const must = schema.required?.includes(key) === true ? '**required** ' : ''
    const own = [code(name), must + kindOf(value), meaningOf(value)]
    return [own, ...innerRows(value, name)]
  })
}

function innerRows(value: OptionSchema, name: string): readonly (readonly string[])[] {
  const all = [value, ...(value.anyOf ?? [])]
  return all.flatMap((one) => [
    ...rowsOf(one, `${name}.`),
    ...(one.items === undefined ? [] : innerRows(one.items, `${name}[]`)),
    ...Object.values(one.patternProperties ?? {}).flatMap((member) => innerRows(member, `${name}.NAME`)),
  ])
}

function meaningOf({ description = '', default: fallback }: OptionSchema): string {
  if (fallback === undefined || description.includes('Default:')) return description
  return `${description} Default: ${code(JSON.stringify(fallback))}.`
}

function kindOf(schema: OptionSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((one) => code(String(one))).join(', ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(' or ')
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: '`true` or `false`',
    integer: 'whole number',
    number: 'number',
    object: schema.patternProperties === undefined ? 'keys' : 'named entries',
    array: schema.items === undefined ? 'list' : `list of ${kindOf(schema.items)}`,
    null: 'nothing',
  }
  const type = String(schema.type)
  const range =
    schema.maximum === undefined || schema.maximum === Number.MAX_SAFE_INTEGER
      ? ''
      : `, ${schema.minimum ?? '…'} to ${schema.maximum}`
  return `${words[type] ?? 'anything'}${range}`
}

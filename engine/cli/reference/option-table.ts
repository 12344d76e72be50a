import { code, markdownTable, prose } from './markdown.ts'

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
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, OptionSchema>>
  readonly patternProperties?: Readonly<Record<string, OptionSchema>>
}

/**
 * The keys of an object, those inside it with a dot before them: what to write, whether it must stand, what it means.
 * NAME stands for names that people choose. What may be a text instead is said above the table.
 */
export function optionTable(schema: OptionSchema): string {
  const rows = innerRows(schema, '')
  const table = rows.length === 0 ? [] : [markdownTable(['key', 'value', 'meaning'], rows)]
  const text = schema.anyOf?.find(({ type }) => type === 'string')?.description
  const said = text === undefined ? [] : [`A text: ${prose(text)}${rows.length === 0 ? '' : ' Or keys:'}`]
  return [...said, ...table].join('\n\n') || 'No options.'
}

/** `required` of an alternative says nothing about the others. */
function innerRows(value: OptionSchema, name: string): readonly (readonly string[])[] {
  const alternatives = (value.anyOf ?? []).map((one) => ({ ...one, required: [] }))
  return [value, ...alternatives].flatMap((one) => [
    ...rowsOf(one, name === '' ? '' : `${name}.`),
    ...(one.items === undefined ? [] : innerRows(one.items, `${name}[]`)),
    ...Object.values(one.patternProperties ?? {}).flatMap((member) =>
      innerRows(member, name === '' ? 'NAME' : `${name}.NAME`),
    ),
  ])
}

function rowsOf(schema: OptionSchema, inside: string): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${inside}${key}`
    const must = schema.required?.includes(key) === true ? '**required** ' : ''
    const own = [code(name), must + kindOf(value), meaningOf(value)]
    return [own, ...innerRows(value, name)]
  })
}

function meaningOf({ description = '', default: fallback, anyOf }: OptionSchema): string {
  if (description === '' && anyOf !== undefined)
    return anyOf
      .flatMap((one) => (one.description === undefined ? [] : [prose(one.description)]))
      .join(' Or: ')
  if (fallback === undefined || description.includes('Default:')) return prose(description)
  return `${prose(description)} Default: ${code(JSON.stringify(fallback))}.`
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

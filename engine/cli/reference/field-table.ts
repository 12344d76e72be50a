import { code, markdownTable, prose } from './markdown.ts'

/** As much of a JSON Schema as messages need. */
export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly items?: FieldSchema
  readonly anyOf?: readonly FieldSchema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, FieldSchema>>
}

/** Every field of a message, with its counterpart in NIST SP 1500-100 where its description names one. */
export function fieldTable(schema: FieldSchema): string {
  const rows = rowsOf(schema, '', schema.$defs ?? {})
  if (!rows.some(([, , , nist]) => nist !== '')) {
    return markdownTable(
      ['field', 'always', 'meaning'],
      rows.map((row) => row.slice(0, 3)),
    )
  }
  return markdownTable(['field', 'always', 'meaning', 'NIST SP 1500-100'], rows)
}

function rowsOf(
  schema: FieldSchema,
  inside: string,
  defs: Readonly<Record<string, FieldSchema>>,
): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, given]) => {
    const field = resolved(given, defs)
    const always = schema.required?.includes(key) === true ? 'yes' : ''
    const list = field.items === undefined ? '' : '[]'
    const name = `${inside}${key}${list}`
    const [meaning, nist] = described(field)
    const values =
      field.enum === undefined ? '' : ` One of ${field.enum.map((one) => code(String(one))).join(', ')}.`
    const own = [code(name), always, `${meaning}${values}`.trim(), nist]
    const inner = [
      field,
      ...(field.anyOf ?? []),
      ...(field.items === undefined ? [] : [resolved(field.items, defs)]),
    ]
    return [own, ...inner.flatMap((one) => rowsOf(one, `${name}.`, defs))]
  })
}

function resolved(field: FieldSchema, defs: Readonly<Record<string, FieldSchema>>): FieldSchema {
  const name = /^#\/\$defs\/(\w+)$/.exec(field.$ref ?? '')?.[1]
  return name === undefined ? field : { ...defs[name], ...field }
}

/** The sentences of a description, those of NIST apart. */
function described({ description = '' }: FieldSchema): readonly [meaning: string, nist: string] {
  const at = description.indexOf('NIST: ')
  if (at === -1) return [prose(description), '']
  const nist = description.slice(at + 'NIST: '.length).replace(/\.$/, '')
  return [prose(description.slice(0, at).trim()), prose(nist)]
}

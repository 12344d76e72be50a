import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { fieldTable } from '../../engine/cli/reference/field-table.ts'
import { optionTable } from '../../engine/cli/reference/option-table.ts'
import { placeholders } from '../../engine/cli/reference/placeholder.ts'
import { filled } from '../../engine/cli/reference/regions.ts'

const region = (name: string, text = '') => `<!-- generated: ${name} -->\n${text}<!-- /generated -->`

describe('the generated regions of a page', () => {
  const made = { a: () => 'A\nA', b: () => 'B' }

  test('are filled, empty or not, and what stands around them stays', () => {
    const page = `one\n${region('a')}\ntwo\n${region('b', '\nold\n\n')}\nthree\n`
    const after = filled(page, made)
    expect(after).toBe(`one\n${region('a', '\nA\nA\n\n')}\ntwo\n${region('b', '\nB\n\n')}\nthree\n`)
    expect(filled(after, made)).toBe(after)
  })

  test('that nothing is known for are a mistake', () => {
    expect(() => filled(region('c'), made)).toThrow('there is nothing called "c"')
  })
})

describe('a table of options', () => {
  const lines = (schema: object) => optionTable(schema).split('\n')

  test('has a row for every key, inside of objects, lists, named entries and alternatives too', () => {
    const entry = Type.Object({ url: Type.String({ description: 'Where <it> is.' }) })
    const options = Type.Object({
      name: Type.String({ description: 'A name | a word.' }),
      many: Type.Optional(Type.Array(entry, { description: 'Some.' })),
      named: Type.Optional(Type.Record(Type.String(), entry, { description: 'By name.' })),
      either: Type.Optional(Type.Union([Type.String({ description: 'A text.' }), entry])),
      mode: Type.Optional(Type.Enum(['a', 'b'], { default: 'a', description: 'Which.' })),
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, description: 'How many. Default: 3.' })),
    })
    expect(lines(options).slice(2)).toEqual([
      '| `name` | **required** text | A name \\| a word. |',
      '| `many` | list of keys | Some. |',
      '| `many[].url` | **required** text | Where \\<it\\> is. |',
      '| `named` | named entries | By name. |',
      '| `named.NAME.url` | **required** text | Where \\<it\\> is. |',
      '| `either` | text or keys | A text. |',
      '| `either.url` | text | Where \\<it\\> is. |',
      '| `mode` | `a`, `b` | Which. Default: `"a"`. |',
      '| `count` | whole number, 1 to 9 | How many. Default: 3. |',
    ])
  })

  test('says what may be a text alone, and when there is nothing to say', () => {
    const text = Type.String({ description: 'Where the rows are.' })
    const keys = Type.Object({ rows: text })
    expect(lines(Type.Union([text, keys]))[0]).toBe('A text: Where the rows are. Or keys:')
    expect(lines(Type.Object({}))).toEqual(['No options.'])
  })
})

test('a table of fields says what is always there, and its counterpart in NIST', () => {
  const schema = {
    required: ['id'],
    properties: {
      id: { $ref: '#/$defs/id' },
      list: { items: { properties: { kind: { enum: ['x', 'y'], description: 'Kind. NIST: Type.' } } } },
    },
    $defs: { id: { description: 'Id.' } },
  }
  expect(fieldTable(schema).split('\n').slice(2)).toEqual([
    '| `id` | yes | Id. |  |',
    '| `list[]` |  |  |  |',
    '| `list[].kind` |  | Kind. One of `x`, `y`. | Type |',
  ])
})

test('a detail that nobody has made yet is its own name, whatever is done with it', () => {
  const details = placeholders() as Record<string, never> & { names: readonly string[]; hostKey: string }
  const { names, hostKey } = details
  expect(
    `${names.join(', ')} ${names
      .slice(0, 3)
      .map((one) => `"${one}"`)
      .join(' ')}`,
  ).toBe('<names> "<names>"')
  expect(
    `${hostKey} ${hostKey.toUpperCase()} ${hostKey.replace('host', 'my')} ${JSON.stringify(hostKey)}`,
  ).toBe('<host key> <HOST KEY> <my key> "<host key>"')
})

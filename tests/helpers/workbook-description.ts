import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { WorkbookDescription } from './workbook.ts'

const closed = { additionalProperties: false }
const Plain = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
const Cell = Type.Union([
  Plain,
  Type.Null(),
  Type.Object(
    {
      value: Type.Optional(Plain),
      format: Type.Optional(Type.String()),
      formula: Type.Optional(Type.String()),
      error: Type.Optional(Type.Enum(['#DIV/0!', '#REF!', '#N/A'])),
    },
    closed,
  ),
])
const Description = Type.Object(
  {
    since1904: Type.Optional(Type.Boolean()),
    sheets: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          hidden: Type.Optional(Type.Boolean()),
          rows: Type.Array(Type.Array(Cell)),
          merged: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]+[0-9]+:[A-Z]+[0-9]+$' }))),
          hidden_rows: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
          formats: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Z]+$' }), Type.String())),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)

/** What a description says of a workbook. An error names the first place that is none, such as /sheets/0/rows. */
export function describedBy(value: unknown): WorkbookDescription {
  const [first] = Value.Errors(Description, value)
  if (first !== undefined)
    throw new Error(`at ${first.instancePath || '/'}: ${first.message} (feeds/README.md has the keys)`)
  return value as WorkbookDescription
}

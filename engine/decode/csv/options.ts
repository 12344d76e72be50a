import { type Static, Type } from 'typebox'
import { LastLine } from '../ended.ts'
import { kindsSchema } from '../kinds/options.ts'
import { EncodingName } from '../text.ts'

const CsvColumn = Type.Union([
  Type.String({ minLength: 1, description: 'The name of a column.' }),
  Type.Object(
    {
      name: Type.String({ minLength: 1, description: 'The name of the column.' }),
      matches: Type.Optional(
        Type.String({
          minLength: 1,
          description: 'A regular expression that every value must match: it notices columns that moved.',
        }),
      ),
    },
    { additionalProperties: false, description: 'A column whose values are checked.' },
  ),
])

/** How a spec describes delimited text. */
export const CsvOptions = Type.Object(
  {
    delimiter: Type.Optional(
      Type.String({
        pattern: '^[^"\\r\\n]$',
        default: ',',
        description: 'The character between fields; a tab is "\\t" in double quotes.',
      }),
    ),
    quote: Type.Optional(
      Type.Enum(['"', 'none'], {
        default: '"',
        description: 'What may surround a field. With "none" a quotation mark is a character like any other.',
      }),
    ),
    encoding: Type.Optional(EncodingName),
    skip_lines: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        default: 0,
        description: 'Lines before the header, or before the first row where there is no header.',
      }),
    ),
    header: Type.Optional(
      Type.Boolean({ default: true, description: 'Whether the first line names the columns.' }),
    ),
    columns: Type.Optional(
      Type.Array(CsvColumn, {
        minItems: 1,
        description: 'Without a header: all columns, in order. With one: columns that must be there.',
      }),
    ),
    kind: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        description:
          'Where records of several kinds follow each other: the number of the column that tells the kind.',
      }),
    ),
    kinds: Type.Optional(
      kindsSchema({
        columns: Type.Array(CsvColumn, { minItems: 1, description: 'All columns of the kind, in order.' }),
      }),
    ),
    ragged: Type.Optional(
      Type.Enum(['error', 'pad'], {
        default: 'error',
        description:
          'A row with too few fields is an error, or its last ones are empty. Too many is an error.',
      }),
    ),
    grid: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Without a usable header: every line is a row of cells, of whatever length, for the selector table.',
      }),
    ),
    trailing_delimiter: Type.Optional(
      Type.Boolean({ default: false, description: 'Whether every line ends with a delimiter.' }),
    ),
    trim: Type.Optional(
      Type.Enum(['none', 'values'], {
        default: 'none',
        description: 'Whether white space around names and values is left out, also that outside of quotes.',
      }),
    ),
    trailer: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'A regular expression for the last line that is not blank. Its named groups become one more row, under "trailer"; a group "records" must be the number of rows.',
      }),
    ),
    last_line: LastLine,
  },
  { additionalProperties: false, description: 'How to read delimited text.' },
)
export type CsvOptions = Static<typeof CsvOptions>

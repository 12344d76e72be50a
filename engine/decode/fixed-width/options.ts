import { type Static, Type } from 'typebox'
import { BorderKeys } from '../../flow/column-borders.ts'
import { FixedColumn } from '../../flow/fixed-columns.ts'
import { LastLine } from '../ended.ts'
import { kindsSchema } from '../kinds/options.ts'
import { EncodingName } from '../text.ts'

const CheckedColumn = Type.Object(
  {
    ...FixedColumn.properties,
    matches: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'A regular expression that every value must match: it notices columns that moved.',
      }),
    ),
    carry: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether a blank takes the value of the record above, of its kind.',
      }),
    ),
  },
  { additionalProperties: false, description: 'A column, in characters.' },
)
const Columns = Type.Record(Type.String(), CheckedColumn, {
  description: 'By name, where the columns stand.',
})

/** How a spec describes text of fixed width. */
export const FixedWidthOptions = Type.Object(
  {
    encoding: Type.Optional(EncodingName),
    skip_lines: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1000, default: 0, description: 'Lines before the first record.' }),
    ),
    length: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'The characters of every line, without its end.',
      }),
    ),
    short: Type.Optional(
      Type.Enum(['error', 'pad'], {
        default: 'error',
        description:
          'A line with fewer characters is an error, or blanks are missing at its end. More are an error.',
      }),
    ),
    trim: Type.Optional(
      Type.Enum(['none', 'values'], {
        default: 'values',
        description: 'Whether blanks around values are left out.',
      }),
    ),
    columns: Type.Optional(Columns),
    ...BorderKeys,
    kind: Type.Optional(FixedColumn),
    kinds: Type.Optional(
      kindsSchema({
        columns: Type.Optional(Columns),
        ...BorderKeys,
        matches: Type.Optional(
          Type.String({
            minLength: 1,
            description:
              'How a line of this kind looks, where no column tells the kind; the first that matches counts.',
          }),
        ),
      }),
    ),
    last_line: LastLine,
  },
  { additionalProperties: false, description: 'How to read text of fixed width.' },
)
export type FixedWidthOptions = Static<typeof FixedWidthOptions>
export type FixedColumns = Readonly<Record<string, Static<typeof CheckedColumn>>>

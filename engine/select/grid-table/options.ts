import { type Static, Type } from 'typebox'

const Pattern = (description: string) => Type.String({ minLength: 1, description })
const optionalPattern = (description: string) => Type.Optional(Pattern(description))
const Letter = (description: string) => Type.String({ pattern: '^[A-Z]{1,3}$', description })
const closed = (description: string) => ({ additionalProperties: false, description })

const SheetRule = Type.Object(
  {
    read: optionalPattern(
      'Sheets to read, by a regular expression for their names. Its named groups become fields of every row.',
    ),
    skip: optionalPattern('Sheets to leave out, by a regular expression for their names.'),
    optional: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether there may be no sheet for this rule to read; else that is an error.',
      }),
    ),
  },
  closed('One kind of sheets: either read or skip.'),
)

const RowRule = Type.Object(
  {
    heading: optionalPattern(
      'Says what the rows below it are about: its named groups become their fields. Headings that came below it at first are forgotten when it comes again.',
    ),
    header: optionalPattern('The first row of a header: new columns begin.'),
    total: optionalPattern('A sum of other rows. It is a row, with the kind "total".'),
    skip: optionalPattern('A row to leave out.'),
    row: optionalPattern('A row of the table, even if nothing but its keys is filled.'),
    count: optionalPattern(
      'Says how many rows stand above it in the sheet, in the group "records", which must be right.',
    ),
    skip_below: optionalPattern(
      'A block to leave out: this row and all below it, until a header or a heading comes.',
    ),
    end: optionalPattern('The table ends: this row and all below it in the sheet are left out.'),
    column: Type.Optional(
      Letter('The column whose cell must match, such as B. Without it: the first cell that is filled.'),
    ),
    after: Type.Optional(
      Type.Enum(['blank', 'top'], {
        description: 'Only below a blank row or the top of the sheet, or only the first row of the sheet.',
      }),
    ),
    alone: Type.Optional(
      Type.Boolean({
        description:
          'Only where no other cell of the row is filled; false: even where others are. True for a heading, where it is not said.',
      }),
    ),
    sheets: optionalPattern('Only in sheets of these names, a regular expression. Without it: in all.'),
    goes_on: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Of a heading: where it stands right below one of the same rule, both are one, which goes over several rows.',
      }),
    ),
    continues: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Of a header: it may come with other columns though no heading above it has come anew; what the headings say holds on. Else that is an error.',
      }),
    ),
  },
  closed('One kind of rows: one of heading, header, total, skip, row, count, skip_below, end.'),
)

const Key = Type.Union(
  [
    Type.String({ minLength: 1, description: 'The text of its header.' }),
    Type.Object(
      {
        header: Type.Optional(Type.String({ minLength: 1, description: 'The text of its header.' })),
        matches: optionalPattern('A regular expression for the text of its header.'),
        column: Type.Optional(Letter('Its place, where its header is blank or says something else: A.')),
        carry: Type.Optional(
          Type.Boolean({
            default: false,
            description:
              'Blank cells take the value above, until a heading, a header, or another value of a carried key before it.',
          }),
        ),
        optional: Type.Optional(
          Type.Boolean({ default: false, description: 'Whether the column may be missing.' }),
        ),
      },
      closed('Where the column is: by one of header, matches, column.'),
    ),
  ],
  { description: 'Where the column is.' },
)

const ColumnRule = Type.Object(
  {
    skip: optionalPattern('Columns to leave out, by a regular expression for the text of their headers.'),
    total: optionalPattern('Columns that are sums of others: their rows get the kind "total". For unpivot.'),
    unnamed: optionalPattern(
      'What cells without a header above them may hold; they are left out. Any other is an error.',
    ),
  },
  closed('One kind of columns: one of skip, total, unnamed.'),
)

/** How a spec describes the tables of a grid. */
export const TableOptions = Type.Object(
  {
    sheets: Type.Optional(
      Type.Array(SheetRule, {
        minItems: 1,
        description:
          'Which sheets are read; the first rule that matches counts, and a sheet that none knows is an error. Without it: all.',
      }),
    ),
    hidden: Type.Optional(
      Type.Enum(['error', 'read', 'skip'], {
        default: 'error',
        description: 'What sheets, rows and columns are that nobody sees who opens the file.',
      }),
    ),
    area: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{1,3}:[A-Z]{1,3}$',
        description:
          'The columns that are read, such as "A:F", where other tables stand beside. Without it: all.',
      }),
    ),
    rows: Type.Optional(
      Type.Array(RowRule, {
        minItems: 1,
        description:
          'Rows that are more than rows of the table; the first rule that matches counts. Without a rule "header" it is the first row that is no heading and not left out.',
      }),
    ),
    header: Type.Optional(
      Type.Object(
        {
          rows: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 9,
              description: 'How many rows it has: 1, or as many as unpivot names. 0: there is none.',
            }),
          ),
          fill: Type.Optional(
            Type.Union(
              [
                Type.Boolean({ description: 'In all rows of it, or in none.' }),
                Type.Array(Type.String({ minLength: 1 }), {
                  minItems: 1,
                  description: 'In these rows, by their names in unpivot.',
                }),
              ],
              {
                default: false,
                description:
                  'A blank cell takes the text to its left, except in the last row. Merged areas are filled anyway.',
              },
            ),
          ),
          repeats: Type.Optional(
            Type.Enum(['error', 'number'], {
              default: 'error',
              description: 'Two columns of one name are an error, or the later ones are called "name (2)".',
            }),
          ),
          group_ends: optionalPattern(
            'The last column of each group, such as "^Under Votes$", where groups of one name follow each other: the second one is called "name (2)". For unpivot.',
          ),
          read: Type.Optional(
            Type.Record(Type.String({ minLength: 1 }), Letter('The column of the cell.'), {
              description:
                'Cells of the header that name no column but say something of all rows, by field: { contest: A }.',
            }),
          ),
        },
        closed('What the header looks like.'),
      ),
    ),
    keys: Type.Optional(
      Type.Record(Type.String({ minLength: 1 }), Key, {
        description:
          'Columns that must be there, by the field that each becomes. Where one header comes twice, both must say the same.',
      }),
    ),
    columns: Type.Optional(
      Type.Array(ColumnRule, {
        minItems: 1,
        description: 'Columns that are no keys and no plain values; the first rule that matches counts.',
      }),
    ),
    unpivot: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        maxItems: 9,
        description:
          'Names of the rows of the header, from the top. Every cell under it becomes a row: the keys, the texts above it by these names, and the cell as "value". Blank cells are none.',
      }),
    ),
  },
  closed('How to read the tables of a workbook, a page or a CSV file without a usable header.'),
)
export type TableOptions = Static<typeof TableOptions>
export type RowRule = Static<typeof RowRule>
export type SheetRule = Static<typeof SheetRule>
export type ColumnRule = Static<typeof ColumnRule>
export type Key = Static<typeof Key>

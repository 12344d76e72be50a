import { type Static, Type } from 'typebox'
import { BorderKeys } from '../../flow/column-borders.ts'
import { FixedColumn } from '../../flow/fixed-columns.ts'

const pattern = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))
const name = (description: string) =>
  Type.Optional(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$', description }))
const names = (description: string) => Type.Optional(Type.Array(Type.String(), { minItems: 1, description }))
const columns = Type.Optional(
  Type.Record(Type.String(), FixedColumn, {
    description: 'By name, where values stand, beside those of named groups.',
  }),
)

const Cells = Type.Object(
  {
    in: name('The named group that holds the figures, to be split.'),
    at: pattern('What parts them, a regular expression. Without it: blanks.'),
    from: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Instead of a group: the first character of the first cell.' }),
    ),
    length: Type.Optional(Type.Integer({ minimum: 1, description: 'The characters of each cell.' })),
    columns,
    legend: name('What the cells stand for, in order.'),
    as: Type.Optional(
      Type.Enum(['rows', 'object'], {
        default: 'rows',
        description: 'A row for each cell, or one row with all of them under the name of the legend.',
      }),
    ),
  },
  { additionalProperties: false, description: 'Figures side by side, as many as a legend names.' },
)

const LinePattern = Type.Object(
  {
    skip: pattern('A line that matches says nothing.'),
    end: pattern('With a line that matches the report is over; all that follows says nothing.'),
    heading: name(
      'The line says what following rows are about, until the next of its kind. A row may be a heading as well.',
    ),
    row: name('The line is a row. A total may be one as well.'),
    continue: name('The line goes on with the row of this name before it: its values join those of the row.'),
    legend: name('The line says what columns of figures further down mean.'),
    order: name(
      'The line stands above the figures and tells by keys (group "keys") which entry of the legend each is.',
    ),
    total: name(
      'The line has sums of rows of this name, which must be right. A group "rows" is their number.',
    ),
    matches: pattern(
      'How the line looks; named groups are its values. The first pattern that matches counts.',
    ),
    after: names('Only directly below a line of one of these: headings, rows, legends.'),
    across: Type.Optional(
      Type.Boolean({ default: false, description: 'The line goes across all columns of the page.' }),
    ),
    through: pattern('The heading goes on through a line like this, at most so many lines further down.'),
    before: pattern(
      'The heading ends before a line like this, which is read by itself; beside or instead of through.',
    ),
    lines: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 20,
        default: 3,
        description: 'Lines of a heading before that of through.',
      }),
    ),
    resets: names('Headings and legends that hold no longer when this heading changes.'),
    again: Type.Optional(
      Type.Enum(['continues', 'anew'], {
        default: 'continues',
        description:
          'What a heading with the words of the last one of its kind is: the same one, or one that begins anew.',
      }),
    ),
    numbered: name(
      'The value that counts how often a heading of these words has begun since it was last reset.',
    ),
    repeated: Type.Optional(
      Type.Boolean({ default: false, description: 'The pattern may match several times in a line.' }),
    ),
    columns,
    cells: Type.Optional(
      Type.Union(
        [Type.String({ minLength: 1, description: 'The name of cells that several patterns share.' }), Cells],
        {
          description: 'Figures side by side, as many as a legend names.',
        },
      ),
    ),
    ...BorderKeys,
    rows: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether every new entry of the legend is a row as well.',
      }),
    ),
    since: name('The heading since which rows are added up. Without it: the last total of the kind.'),
  },
  { additionalProperties: false, description: 'What a line may be.' },
)
export type CellsOptions = Static<typeof Cells>
/** A pattern with its own cells, also where it names shared ones. */
export type LinePattern = Omit<Static<typeof LinePattern>, 'cells'> & { readonly cells?: CellsOptions }

/** How lines become rows. */
export const linesOptions = Type.Object(
  {
    patterns: Type.Array(LinePattern, {
      minItems: 1,
      description:
        'What lines may be, in order; blank ones are nothing. A line that is none of it is an error.',
    }),
    cells: Type.Optional(
      Type.Record(Type.String(), Cells, {
        description: 'By name, cells that several patterns share: cells: figures.',
      }),
    ),
    unknown: Type.Optional(
      Type.Enum(['error', 'skip'], {
        default: 'error',
        description: 'What a line is that no pattern knows.',
      }),
    ),
    within: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Of a page (HTML): the elements whose text is read, by a CSS selector, such as pre.',
      }),
    ),
    elements: Type.Optional(
      Type.Enum(['pages', 'lines'], {
        default: 'pages',
        description:
          'What each element of within is: a page, whose text has lines as it stands there, or one line, as a reader sees it.',
      }),
    ),
    column: Type.Optional(
      Type.Integer({ minimum: 1, default: 1, description: 'Of sheets: the column that holds the text.' }),
    ),
    page: Type.Optional(
      Type.Object(
        {
          begins: pattern(
            'A line like this begins a page. So does a form feed, an element of within that is a page, a sheet.',
          ),
          columns: Type.Optional(
            Type.Array(Type.Integer({ minimum: 1 }), {
              minItems: 2,
              description: 'The first characters of its columns; each is read from top to bottom.',
            }),
          ),
          resets: names('Headings and legends that a new page resets.'),
        },
        { additionalProperties: false, description: 'Pages of the report.' },
      ),
    ),
  },
  { additionalProperties: false, description: 'Rows of a text, line by line.' },
)
export type GivenLines = Static<typeof linesOptions>
/** How lines become rows, where every pattern has its own cells. */
export type LinesOptions = Omit<GivenLines, 'patterns' | 'cells'> & {
  readonly patterns: readonly LinePattern[]
}

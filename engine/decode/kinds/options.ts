import { type Static, type TSchema, Type } from 'typebox'

const rules = {
  carry: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        'It is no row, but stands in the rows after it under the name of its kind, until the next of it.',
    }),
  ),
  row: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether what is carried is a row as well.' }),
  ),
  resets: Type.Optional(
    Type.Array(Type.String(), {
      minItems: 1,
      description: 'Kinds that are carried no longer when this record comes.',
    }),
  ),
  count: Type.Optional(
    Type.Object(
      {
        column: Type.String({ description: 'The column that says how many records there are.' }),
        of: Type.Optional(
          Type.Union([Type.Enum(['all', 'others']), Type.Array(Type.String(), { minItems: 1 })], {
            default: 'others',
            description: 'Which: all, all but this one, or those of some kinds.',
          }),
        ),
      },
      {
        additionalProperties: false,
        description: 'It is no row, but must be there and count the records up to it rightly.',
      },
    ),
  ),
}
const KindRules = Type.Object(rules)
export type KindRules = Static<typeof KindRules>

/** The option `kinds` of a format: by the name of the kind, what its records have, or that they are left out. */
export const kindsSchema = <Own extends Record<string, TSchema>>(own: Own) =>
  Type.Record(
    Type.String(),
    Type.Union([
      Type.Enum(['skip']),
      Type.Object({ ...own, ...rules }, { additionalProperties: false, description: 'Records of one kind.' }),
    ]),
    { description: 'By the name of the kind: its columns, or skip. A record of any other kind is an error.' },
  )

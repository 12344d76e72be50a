import { Type } from 'typebox'
import { Name, strict } from './section-words.ts'

const LookupSection = Type.Object(
  {
    file: Type.Optional(Type.String({ minLength: 1, description: 'A CSV file with a header.' })),
    from: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Instead of a file: the part whose rows fill it with every capture.',
      }),
    ),
    key: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The column of the keys; from a part also JSONata over its row.',
      }),
    ),
    value: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The column of the values; from a part also JSONata. Without it a key stands for the whole row.',
      }),
    ),
    all_used: Type.Optional(
      Type.Boolean({
        description:
          'From a part: a row whose key nothing asks is rejected, since what it stands for would be missing. Default: false.',
      }),
    ),
    entries: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]), {
        description: 'Instead of a file: keys and values, which the mapping gets as texts.',
      }),
    ),
  },
  { ...strict, description: 'A file (with key and value), a part (with key), or entries.' },
)
export const LookupsSection = Type.Record(Name, LookupSection, {
  additionalProperties: false,
  description: 'Closed tables for $lookup_in("name", key): a key that is missing rejects the row.',
})

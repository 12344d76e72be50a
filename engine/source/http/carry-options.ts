import { Type } from 'typebox'
import { type ExtractGiven, ExtractKeys } from './extract-options.ts'

export const CarryOptions = Type.Object(
  {
    ...ExtractKeys,
    pick: Type.Optional(
      Type.Enum(['first', 'last', 'greatest'], {
        description:
          'Which of several. greatest: the last by name, with numbers in it by their size, such as results_2230.csv after results_945.csv. Default: first.',
      }),
    ),
    match: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description:
          'Regular expression that the whole value must match; a group "value" takes a part of it, and groups of other names make fields of each element of a list. Default: up to 200 letters, digits, dots, hyphens, underscores and tildes (ASCII); with text, what that finds.',
      }),
    ),
    url: Type.Optional(
      Type.Boolean({
        description:
          'It is an address, whole or relative, of the same host; a later request may have url: "{name}". Of a list each has one, in its field url: "{name.url}".',
      }),
    ),
    hosts: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z0-9.-]+(:[0-9]+)?$' }), {
        minItems: 1,
        description:
          'With url: other hosts that it may lead to, each with its port unless that is the usual one.',
      }),
    ),
    list: Type.Optional(
      Type.Boolean({
        description:
          'It is a list that a later request is made for each of: a list of JSON, of texts or objects of texts; or all matches of text, all elements of css or xml.',
      }),
    ),
  },
  { additionalProperties: false, description: 'One value of the answer, for later requests.' },
)
export interface CarryGiven extends ExtractGiven {
  readonly pick?: 'first' | 'last' | 'greatest'
  readonly match?: string
  readonly url?: boolean
  readonly hosts?: readonly string[]
  readonly list?: boolean
}

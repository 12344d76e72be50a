import { Type } from 'typebox'

/** Where something stands in an answer: exactly one of these. */
export const ExtractKeys = {
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description:
        'Regular expression on the text of the answer, white space at its ends left out; the group "value" where there is one: ^v(?<value>[0-9]+)$.',
    }),
  ),
  json: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1_000, description: 'JMESPath in JSON: elections[0].version.' }),
  ),
  css: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: 'CSS selector of an element of an HTML page.',
    }),
  ),
  xml: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: 'CSS selector of an element of an XML document.',
    }),
  ),
  attribute: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'With css or xml: this attribute of the element, not its text.',
    }),
  ),
  header: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9-]+$', description: 'A header of the answer, by its name.' }),
  ),
}
export interface ExtractGiven {
  readonly text?: string
  readonly json?: string
  readonly css?: string
  readonly xml?: string
  readonly attribute?: string
  readonly header?: string
}

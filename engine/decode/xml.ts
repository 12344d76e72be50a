import { Type } from 'typebox'
import { component } from '../component.ts'
import { type Peeked, peek } from '../flow/peek.ts'
import { inBatches } from './batches.ts'
import { contentOf } from './content.ts'
import type { Decoder } from './decoder.ts'
import { elementText } from './element-text.ts'
import type { Encoding } from './encodings.ts'
import { EncodingName, lenientText, textOf } from './text.ts'
import { carryOf, carryPattern } from './xml/carry.ts'
import { xmlEncoding } from './xml/encoding.ts'
import { parsed } from './xml/parse.ts'
import { pathPattern, pathsOf } from './xml/paths.ts'
import { rowBuilder } from './xml/rows.ts'

const prefix = (what: string) =>
  Type.Optional(Type.String({ default: '', description: `What stands before the names of ${what}.` }))

/**
 * An XML document, read as a stream. Each element on a path of `rows` is a row, in the order of the end tags:
 * - its attributes, under their names;
 * - its child elements, under theirs: as text, or as an object if they have attributes or children; as an array if
 *   repeated. Children that are rows themselves, or lead to rows, are not among them;
 * - `text`, if it has any, and `element`, its name;
 * - each ancestor, under its name: attributes, and children without children that came before (the last of a name).
 *   Of two ancestors of one name, the nearer.
 * All values are text. Two things of one name are DECODE_NAME_TAKEN, never one of them; `prefixes` keeps them apart.
 */
export const xml = component({
  type: 'xml',
  summary: 'An XML document: one row for each element on the given paths.',
  options: Type.Object(
    {
      rows: Type.Array(
        Type.String({
          pattern: pathPattern,
          description:
            'Element names from the root, such as "ElectionResult/Contest/Choice"; "*" is any one name.',
        }),
        { minItems: 1, description: 'The paths of the elements that are rows.' },
      ),
      carry: Type.Optional(
        Type.Record(
          Type.String(),
          Type.String({
            pattern: carryPattern,
            description: 'A path, and in brackets a child that it must have: "Count/Selection[Party]".',
          }),
          {
            description:
              'By name, elements beside rows: the last one before a row stands in it under that name, as long as its parent has not ended.',
          },
        ),
      ),
      encoding: Type.Optional(EncodingName),
      prefixes: Type.Optional(
        Type.Object(
          {
            attributes: prefix('attributes'),
            ancestors: prefix('ancestors'),
            own: prefix('"text" and "element"'),
          },
          { additionalProperties: false, description: 'Keeps names apart that would collide in a row.' },
        ),
      ),
    },
    { additionalProperties: false, description: 'How to read XML.' },
  ),
  create: ({ rows, carry = {}, encoding, prefixes = {} }): Decoder => {
    const { attributes = '', ancestors = '', own = '' } = prefixes
    return {
      gives: 'rows',
      async decode(payload, limits, signal) {
        const peeked = await peek(await contentOf(payload.body, 'xml', signal), signal)
        const text = textOf(peeked.body, encoding ?? (await encodingOf(peeked)), signal)
        const names = { attributes, ancestors, own }
        const builder = rowBuilder(pathsOf(rows), carryOf(rows, carry), names, limits)
        return { shape: 'rows', rows: inBatches(parsed(text, builder)) }
      },
      excerpt: (body, place) =>
        elementText(lenientText(body, encoding ?? xmlEncoding(body.subarray(0, 1024))), place),
    }
  },
})

async function encodingOf({ start, close }: Peeked): Promise<Encoding> {
  try {
    return xmlEncoding(start)
  } catch (thrown) {
    await close()
    throw thrown
  }
}

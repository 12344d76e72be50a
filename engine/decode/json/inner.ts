import { isUtf8 } from 'node:buffer'
import { type Static, Type } from 'typebox'
import { feedError } from '../../errors/feed-error.ts'
import { type JsonPath, pathText } from '../../flow/json-path.ts'
import type { Json } from '../../model/json.ts'
import { put } from '../record.ts'

/** The option `inner` of JSON: texts in the document that are documents themselves. */
export const Inner = Type.Optional(
  Type.Array(
    Type.Object(
      {
        at: Type.String({
          pattern: '^(\\[\\]|[^.\\[\\]]+)(\\[\\])*(\\.[^.\\[\\]]+(\\[\\])*)*$',
          description: 'Where it stands: d, or records[].payload for each item of a list.',
        }),
        encoded: Type.Optional(
          Type.Enum(['none', 'base64'], {
            default: 'none',
            description: 'How the text of the JSON is written.',
          }),
        ),
      },
      { additionalProperties: false, description: 'A text that is JSON.' },
    ),
    {
      minItems: 1,
      description:
        'Texts that are JSON: each becomes what it says, in this order, so that one may lie in another.',
    },
  ),
)
export type Inner = NonNullable<Static<typeof Inner>>

/**
 * The same tree, with what its texts say in their place. A path that leads nowhere, or to something else than a text, is
 * DECODE_INNER, and so is a text that is broken; null stays null.
 */
export function opened(root: Json, inner: Inner, parse: (text: string) => Json): Json {
  let tree = root
  for (const { at, encoded } of inner) {
    const steps = at.split(/\.|(?=\[\])/)
    const open = (value: Json, path: JsonPath): Json => {
      const broken = (problem: string, cause?: unknown): Error =>
        feedError('DECODE_INNER', { at, problem }, { place: pathText(path), cause })
      if (value === null) return null
      if (typeof value !== 'string') throw broken('it is no text')
      try {
        return parse(encoded === 'base64' ? fromBase64(value) : value)
      } catch (thrown) {
        throw broken(
          thrown instanceof Error ? thrown.message.replace(/\.$/, '') : 'it can not be read',
          thrown,
        )
      }
    }
    tree = changed(tree, steps, [], open, (path) =>
      feedError('DECODE_INNER', { at, problem: 'it is not there' }, { place: pathText(path) }),
    )
  }
  return tree
}

/** A copy of what lies on the way; the rest is shared. */
function changed(
  node: Json,
  [step, ...rest]: readonly string[],
  path: JsonPath,
  open: (value: Json, path: JsonPath) => Json,
  missing: (path: JsonPath) => Error,
): Json {
  if (step === undefined) return open(node, path)
  if (step === '[]') {
    if (!Array.isArray(node)) throw missing(path)
    return node.map((item: Json, at) => changed(item, rest, [...path, at], open, missing))
  }
  if (typeof node !== 'object' || node === null || Array.isArray(node) || !Object.hasOwn(node, step))
    throw missing(path)
  const copy: Record<string, Json> = { ...(node as Readonly<Record<string, Json>>) }
  put(copy, step, changed(copy[step] ?? null, rest, [...path, step], open, missing))
  return copy
}

function fromBase64(text: string): string {
  const plain = text.replace(/\s+/g, '')
  if (!/^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2,3}={0,2})?$/.test(plain))
    throw new Error('it is no base64')
  const bytes = Buffer.from(plain, 'base64')
  if (!isUtf8(bytes)) throw new Error('its base64 holds no UTF-8 text')
  return bytes.toString('utf8')
}

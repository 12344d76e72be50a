import { Type } from 'typebox'
import { component } from '../component.ts'
import { pathOf } from '../flow/json-path.ts'
import type { Json } from '../model/json.ts'
import type { Excerpt } from '../model/row.ts'
import { contentOf } from './content.ts'
import type { Decoder } from './decoder.ts'
import { gridIn, JsonGrid } from './json/grid.ts'
import { Inner, opened } from './json/inner.ts'
import { inspectJson } from './json/inspect.ts'
import { locate } from './json/locate.ts'
import { lineAt, shortened } from './lines.ts'
import { EncodingName, lenientText } from './text.ts'
import { wholeText } from './whole-text.ts'

/** A JSON document, read whole. Places are paths: `$.races[3]`. */
export const json = component({
  type: 'json',
  summary: 'A JSON document; select takes rows out of it.',
  options: Type.Object(
    {
      encoding: Type.Optional(EncodingName),
      big_integers: Type.Optional(
        Type.Enum(['error', 'text'], {
          default: 'error',
          description: 'What to do with an integer above 9007199254740991: ids may be kept as text.',
        }),
      ),
      inner: Inner,
      grid: JsonGrid,
    },
    { additionalProperties: false, description: 'How to read JSON.' },
  ),
  create: ({ encoding = 'utf-8', big_integers = 'error', inner = [], grid }): Decoder => ({
    gives: grid === undefined ? 'tree' : 'grid',
    async decode(payload, limits, signal) {
      const body = await contentOf(payload.body, 'json', signal)
      const text = await wholeText(body, encoding, limits.treeBytes, signal)
      const parse = (source: string): Json => {
        const big = inspectJson(source, limits.depth, big_integers)
        return JSON.parse(source, big ? bigAsText : undefined) as Json
      }
      const root = opened(parse(text), inner, parse)
      return grid === undefined ? { shape: 'tree', root } : gridIn(root, grid, limits)
    },
    excerpt: (body, place) => excerptOf(lenientText(body, encoding), place, inner.length > 0),
  }),
})

/** For JSON.parse: an integer that a double does not hold stays text. */
export function bigAsText(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? source : value
}

/** What lies in an inner document is shown as the text that holds it. */
function excerptOf(text: string, place: string, hasInner: boolean): Excerpt | undefined {
  const path = pathOf(place)
  const paths =
    path && hasInner && path.length > 0
      ? path.map((_, at) => path.slice(0, path.length - at))
      : path && [path]
  const found = paths?.map((each) => locate(text, each)).find((each) => each !== undefined)
  return (
    found && { line: lineAt(text, found.start).line, text: shortened(text.slice(found.start, found.end)) }
  )
}

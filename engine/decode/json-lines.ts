import { Type } from 'typebox'
import { component } from '../component.ts'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Row } from '../model/row.ts'
import { inBatches } from './batches.ts'
import { contentOf } from './content.ts'
import { patternOf } from './csv/columns.ts'
import { linesOf, type NumberedLine } from './cut-lines.ts'
import type { Decoder } from './decoder.ts'
import { ended, LastLine } from './ended.ts'
import { inspectJson } from './json/inspect.ts'
import { bigAsText } from './json.ts'
import { placeOf, placeText } from './lines.ts'
import { withEnd } from './raw-ended.ts'
import { rawRowsOf } from './raw-rows-of.ts'
import { lineText } from './text/line-text.ts'
import { EncodingName, lenientText, textOf } from './text.ts'

/** JSON lines: one value a line, each a row. Blank lines are none; a line that is no JSON is an error, never left out. */
export const jsonLines = component({
  type: 'json_lines',
  summary: 'JSON lines: one JSON value a line, each a row.',
  options: Type.Object(
    {
      encoding: Type.Optional(EncodingName),
      big_integers: Type.Optional(
        Type.Enum(['error', 'text'], {
          default: 'error',
          description: 'What to do with an integer above 9007199254740991: ids may be kept as text.',
        }),
      ),
      last_line: LastLine,
    },
    { additionalProperties: false, description: 'How to read JSON lines.' },
  ),
  create: ({ encoding = 'utf-8', big_integers = 'error', last_line }, site): Decoder => {
    const last = last_line === undefined ? undefined : patternOf(last_line, site, ['last_line'])
    const valueIn = (text: string, line: number, depth: number): Json => {
      const big = inLine(line, () => inspectJson(text, depth, big_integers))
      return JSON.parse(text, big ? bigAsText : undefined) as Json
    }
    const raw = rawRowsOf({
      format: 'json_lines',
      encoding,
      quoted: false,
      skipLines: 0,
      blanks: ' \t\v\f',
      header: false,
      read: (_, { depth }) => ({ decode: ({ text, line }) => valueIn(text, line, depth) }),
    })
    return {
      gives: 'rows',
      async decode(payload, limits, signal) {
        const cut = linesOf(textOf(await contentOf(payload.body, 'json_lines', signal), encoding, signal))
        let count = 0
        function* rows(lines: readonly NumberedLine[]): Iterable<Row> {
          for (const { text, line } of lines) {
            if (text.trim() === '') continue
            const place = placeText(line)
            if (++count > limits.rows)
              throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
            yield { value: valueIn(text, line, limits.depth), place }
          }
        }
        async function* all(): AsyncIterable<Iterable<Row>> {
          for await (const lines of last ? ended(cut, last) : cut) yield rows(lines)
        }
        return { shape: 'rows', rows: inBatches(all()) }
      },
      ...(last ? withEnd(raw, encoding, last) : raw),
      excerpt: (body, place) => lineText(lenientText(body, encoding), place),
    }
  },
})

/** What is wrong with a line has its place in the file. */
function inLine<Result>(line: number, read: () => Result): Result {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof FeedError)) throw thrown
    const column = placeOf(thrown.place ?? '')?.column
    throw new FeedError(thrown.code, thrown.message, thrown.hint, thrown.retryable, {
      place: placeText(line, column),
      cause: thrown,
    })
  }
}

import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Line, TextEnd } from '../model/row.ts'
import { contentOf } from './content.ts'
import { patternOf } from './csv/columns.ts'
import { linesOf, type NumberedLine } from './cut-lines.ts'
import type { Decoder } from './decoder.ts'
import { ended, LastLine } from './ended.ts'
import { placeText } from './lines.ts'
import { lineText } from './text/line-text.ts'
import { type Part, partOf } from './text/part-of.ts'
import { plainly } from './text/plainly.ts'
import { EncodingName, lenientText, textOf } from './text.ts'

const options = Type.Object(
  {
    encoding: Type.Optional(EncodingName),
    printer_escapes: Type.Optional(
      Type.Enum(['keep', 'strip'], {
        default: 'keep',
        description: 'Whether commands to a printer or terminal (escape sequences) are left out.',
      }),
    ),
    overstrikes: Type.Optional(
      Type.Enum(['keep', 'fold'], {
        default: 'keep',
        description: 'Whether a character printed over another by a backspace counts once.',
      }),
    ),
    tabs: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 64,
        description: 'Tabs become blanks up to the next multiple of so many characters.',
      }),
    ),
    part: Type.Optional(
      Type.Object(
        {
          from: Type.Optional(
            Type.String({
              minLength: 1,
              description: 'A regular expression for its first line; those before it are left out.',
            }),
          ),
          before: Type.Optional(
            Type.String({
              minLength: 1,
              description:
                'A regular expression for the line after its last one; all that follows is left out.',
            }),
          ),
        },
        {
          additionalProperties: false,
          description: 'The part of the text that is read; the lines that bound it must be there.',
        },
      ),
    ),
    last_line: LastLine,
  },
  { additionalProperties: false, description: 'How to read text.' },
)
type TextOptions = Static<typeof options>

/**
 * A text in lines, such as a report made for a printer. A form feed begins a page, and a line. What is left out or
 * expanded changes no place: lines are those of the file, columns those of the line as it is given.
 */
export const text = component({
  type: 'text',
  summary: 'Text in lines, such as a report; select says what its lines mean.',
  options,
  create: (spec: TextOptions, site): Decoder => {
    const { encoding = 'utf-8' } = spec
    const last = spec.last_line === undefined ? undefined : patternOf(spec.last_line, site, ['last_line'])
    const bound = (key: 'from' | 'before'): Part['from'] => {
      const source = spec.part?.[key]
      return source === undefined ? undefined : patternOf(source, site, ['part', key])
    }
    const part = { from: bound('from'), before: bound('before') }
    /** Does something else than a line end say that the last line is whole? */
    const isSaid = last !== undefined || part.before !== undefined
    return {
      gives: 'text',
      async decode(payload, limits, signal) {
        const body = await contentOf(payload.body, 'text', signal)
        const end: TextEnd = {}
        const cut = linesOf(textOf(body, encoding, signal, end))
        const whole = last ? ended(cut, last) : cut
        const read = spec.part === undefined ? whole : partOf(whole, part)
        return { shape: 'text', lines: pagesOf(read, spec, limits.rows), ...(isSaid ? {} : { end }) }
      },
      excerpt: (body, place) => lineText(lenientText(body, encoding), place),
    }
  },
})

async function* pagesOf(
  cut: AsyncIterable<readonly NumberedLine[]>,
  spec: TextOptions,
  most: number,
): AsyncIterable<readonly Line[]> {
  const plain = plainly(spec)
  let page = 1
  let count = 0
  function* given({ text: whole, line }: NumberedLine): Iterable<Line> {
    let from = 0
    for (;;) {
      const place = placeText(line, from > 1 ? from + 1 : undefined)
      if (++count > most) throw feedError('DECODE_TOO_MANY_ROWS', { limit: most }, { place })
      const end = whole.indexOf('\f', from)
      // Before a form feed that begins its line there is none.
      if (end !== 0) yield { text: plain(whole.slice(from, end === -1 ? undefined : end)), place, page }
      if (end === -1) return
      page++
      from = end + 1
      if (from === whole.length) return
    }
  }
  for await (const lines of cut) {
    const batch: Line[] = []
    try {
      for (const line of lines) batch.push(...given(line))
    } catch (thrown) {
      if (batch.length > 0) yield batch
      throw thrown
    }
    yield batch
  }
}

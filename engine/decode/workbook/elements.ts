import { feedError } from '../../errors/feed-error.ts'
import { placeText } from '../lines.ts'

export type Attributes = Readonly<Record<string, string>>

/** Is told of each element of an XML document, under its name without prefix. */
export interface ElementReader {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(piece: string): void
}

/**
 * Reads XML as it comes, and pauses after each piece of it. Entities are the five of XML and character references; a
 * document type definition is refused.
 */
export async function* readElements(
  text: AsyncIterable<string>,
  reader: ElementReader,
  { format, part, depth }: { readonly format: string; readonly part?: string; readonly depth: number },
): AsyncGenerator<void, void> {
  const { SaxesParser } = await import('../../flow/saxes.ts')
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true })
  let [level, endLine] = [0, 1]
  const placeOf = (line: string): string => (part === undefined ? line : `${part}:${line}`)
  const here = (): string => placeOf(placeText(parser.line, parser.columnIndex + 1))
  parser.on('opentag', ({ name, attributes }) => {
    if (++level > depth) throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place: here() })
    reader.open(local(name), attributes as Attributes)
  })
  parser.on('closetag', ({ name }) => {
    level -= 1
    endLine = parser.line
    reader.close(local(name))
  })
  parser.on('text', (piece) => reader.text(piece))
  parser.on('cdata', (piece) => reader.text(piece))
  const refuse = (problem: string, place: string): never => {
    throw feedError('DECODE_FAILED', { format, problem }, { place })
  }
  parser.on('error', ({ message }) => {
    // Text outside the root is noticed late, and in which line depends on the pieces.
    const outside = message.includes('outside of root')
    refuse(message.replace(/^[\d:]+: |\.$/g, ''), outside ? placeOf(placeText(endLine)) : here())
  })
  parser.on('doctype', () => refuse('it brings a document type definition', here()))
  for await (const piece of text) {
    parser.write(piece)
    yield
  }
  parser.close()
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

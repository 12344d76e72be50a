import { feedError } from '../../errors/feed-error.ts'
import { placeText } from '../lines.ts'

export type Attributes = Readonly<Record<string, string>>

/** Is told of each element of an XML document, under its name without prefix. */
export interface ElementReader {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(piece: string): void
}

/** Reads XML as it comes. Entities are the five of XML and character references; a document type definition is refused. */
export async function readElements(
  text: AsyncIterable<string>,
  reader: ElementReader,
  { format, part, depth }: { readonly format: string; readonly part?: string; readonly depth: number },
): Promise<void> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true })
  const placeOf = (): string => {
    const line = placeText(parser.line, parser.columnIndex + 1)
    return part === undefined ? line : `${part}:${line}`
  }
  let level = 0
  parser.on('opentag', ({ name, attributes }) => {
    if (++level > depth) throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place: placeOf() })
    reader.open(local(name), attributes as Attributes)
  })
  parser.on('closetag', ({ name }) => {
    level -= 1
    reader.close(local(name))
  })
  parser.on('text', (piece) => reader.text(piece))
  parser.on('cdata', (piece) => reader.text(piece))
  const refuse = (problem: string): never => {
    throw feedError('DECODE_FAILED', { format, problem }, { place: placeOf() })
  }
  parser.on('error', ({ message }) => refuse(message.replace(/^[\d:]+: |\.$/g, '')))
  parser.on('doctype', () => refuse('it brings a document type definition'))
  for await (const piece of text) parser.write(piece)
  parser.close()
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

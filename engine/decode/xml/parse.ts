import { feedError } from '../../errors/feed-error.ts'
import type { Row } from '../../model/row.ts'
import { placeText } from '../lines.ts'
import { attributeList } from './attribute-list.ts'
import type { ElementStart, RowBuilder } from './rows.ts'

/**
 * The rows of a document, as its text comes. Entities are the five of XML and character references, nothing else;
 * a document that defines its own is refused, one that is broken or ends too early is DECODE_FAILED.
 */
export async function* parsed(
  text: AsyncIterable<string>,
  builder: RowBuilder,
): AsyncIterable<readonly Row[]> {
  const { SaxesParser } = await import('../../flow/saxes.ts')
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true })
  let endLine = 1
  const broken = (problem: string): Error => {
    // saxes notices text outside the root late, and in which line depends on the pieces.
    const outside = problem.includes('outside of root')
    const place = outside ? placeText(endLine) : placeText(parser.line, parser.columnIndex + 1)
    return feedError(
      'DECODE_FAILED',
      { format: 'xml', problem: problem.replace(/^[\d:]+: |\.$/g, '') },
      { place },
    )
  }
  const list = attributeList()
  let start: ElementStart = { line: 0, column: undefined }
  parser.on('opentagstart', ({ name }) => {
    // The character behind the name has been read; it may have been a line break.
    const line = parser.columnIndex === 0 ? parser.line - 1 : parser.line
    const column = parser.columnIndex - name.length - 1
    start = { line, column: line === start.line && column > 0 ? column : undefined }
    list.begin()
  })
  parser.on('attribute', ({ name, value }) => list.add(name, value))
  parser.on('opentag', ({ name }) => builder.open(name, list.attributes(), start))
  parser.on('closetag', () => {
    endLine = parser.line
    builder.close()
  })
  parser.on('text', (piece) => builder.text(piece))
  parser.on('cdata', (piece) => builder.text(piece))
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw broken('it brings a document type definition of its own')
  })

  // No handler of errors: saxes throws them then. With eight handlers V8 would keep the parser as a dictionary, which makes
  // it five times as slow.
  const told = (thrown: unknown): unknown =>
    thrown instanceof Error && thrown.constructor === Error ? broken(thrown.message) : thrown

  // Rows before the trouble go first, so that the first trouble counts, in whatever pieces the text comes.
  function* taken(step: () => unknown): Iterable<readonly Row[]> {
    let failed: { readonly thrown: unknown } | undefined
    try {
      step()
    } catch (thrown) {
      failed = { thrown: told(thrown) }
    }
    const rows = builder.taken()
    if (rows.length > 0) yield rows
    if (failed) throw failed.thrown
  }
  for await (const piece of text) yield* taken(() => parser.write(piece))
  yield* taken(() => parser.close())
}

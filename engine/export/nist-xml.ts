import { escapeUTF8 } from 'entities'
import { nistReport } from './nist/report-format.ts'
import { type Hole, isHole, isIds, type NistObject, type NistValue } from './nist/tree.ts'

const namespace = 'http://itl.nist.gov/ns/voting/1500-100/v2'
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

export const nistXml = nistReport(
  {
    name: 'nist-xml',
    summary: 'NIST SP 1500-100 version 2 as XML',
    extension: 'nist.xml',
    mediaType: 'application/xml',
  },
  {
    *document(root) {
      yield head
      const spaces = ` xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`
      yield* elementText('ElectionReport', root, spaces)
      yield '\n'
    },
    *item(member, object) {
      for (const piece of elementText(member, object)) if (!isHole(piece)) yield piece
    },
    between: '',
  },
)

/** Members whose schema leaves several classes open: the element says which. */
const open = new Set(['Contest', 'ContestSelection', 'GpUnit'])

function* elementText(name: string, object: NistObject, spaces = ''): Iterable<string | Hole> {
  const { '@type': type, '@id': id, ...members } = object
  const attributes = [
    spaces,
    open.has(name) ? ` xsi:type="${type}"` : '',
    id === undefined ? '' : ` ObjectId="${escapeUTF8(id)}"`,
  ].join('')
  if (type === 'LanguageString') {
    const { Content = '', Language = '' } = members as Readonly<Record<string, string>>
    yield `<${name}${attributes} Language="${escapeUTF8(Language)}">${text(Content)}</${name}>`
    return
  }
  yield `<${name}${attributes}>`
  for (const [member, value] of Object.entries(members))
    if (value !== undefined) yield* memberText(member, value)
  yield `</${name}>`
}

function* memberText(name: string, value: NistValue): Iterable<string | Hole> {
  if (typeof value !== 'object') yield `<${name}>${text(String(value))}</${name}>`
  else if (isIds(value)) yield `<${name}>${value.join(' ')}</${name}>`
  else if (isHole(value)) yield value
  else if (isList(value)) for (const one of value) yield* elementText(name, one)
  else yield* elementText(name, value)
}

const isList = (value: object): value is Iterable<NistObject> => Symbol.iterator in value

/** What XML 1.0 can not say in any way stands as U+FFFD; a return would be read as the end of a line. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const text = (content: string): string =>
  escapeUTF8(content.toWellFormed().replaceAll(impossible, '\ufffd')).replaceAll('\r', '&#13;')

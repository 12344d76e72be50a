/** What the first bytes of a body can give away, each with its name for people. */
export const contentNames = {
  zip: 'a zip archive',
  xlsx: 'a workbook (.xlsx)',
  gzip: 'gzip data',
  bzip2: 'bzip2 data',
  xz: 'xz data',
  zstd: 'Zstandard data',
  '7z': 'a 7z archive',
  rar: 'a RAR archive',
  pdf: 'a PDF',
  ole2: 'an old Office file (OLE2)',
  spreadsheetml: 'a workbook in XML (SpreadsheetML)',
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  gif: 'a GIF image',
  html: 'an HTML page',
  xml: 'XML',
  json: 'JSON',
} as const
export type Content = keyof typeof contentNames

const signatures: readonly (readonly [Content, string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['gzip', '\x1f\x8b'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ\0'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['7z', '7z\xbc\xaf\x27\x1c'],
  ['rar', 'Rar!\x1a\x07'],
  ['pdf', '%PDF-'],
  ['ole2', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
]

/** The name of the first member of an archive stands at a fixed offset; Office writes one of these. */
const officeMembers = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/|xl\/)/
const workbook =
  /^(?:<\?[^]*?\?>\s*|<!--[^]*?-->\s*)*(?:<\?mso-application[^>]*Excel\.Sheet|<(?:\w+:)?Workbook[^>]*office:spreadsheet)/

/**
 * Recognizes content by its first bytes (a kilobyte is enough), never by a name or a declared type.
 * Undefined: nothing that contradicts plain text.
 */
export function looksLike(head: Uint8Array): Content | undefined {
  const raw = Buffer.from(head).toString('latin1')
  const signed = signatures.find(([, signature]) => raw.startsWith(signature))
  if (signed) return signed[0] === 'zip' && officeMembers.test(raw.slice(30)) ? 'xlsx' : signed[0]
  const text = plain(raw)
  if (/^\{\s*["}]|^\[\s*[[{"\]]/.test(text)) return 'json'
  if (!/^<(?:[a-z_:]|!--|!doctype|\?)/i.test(text)) return undefined
  if (workbook.test(text)) return 'spreadsheetml'
  const markup = text.replace(/^(?:<!--[^]*?-->\s*|<\?[^]*?\?>\s*)+/, '')
  if (/^<!doctype\s+html|^<(?:html|head|body|meta|title|script|style|table|div|p|h[1-6])[\s/>]/i.test(markup))
    return 'html'
  return 'xml'
}

/** Without byte order mark and zeros, UTF-16 reads like Latin 1; enough to recognize markup by. */
function plain(raw: string): string {
  return raw
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
}

import { feedError } from '../../errors/feed-error.ts'
import type { Encoding } from '../encodings.ts'

const names: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
])

/** The encoding that a document gives for itself: by its byte order mark, else by its declaration, else UTF-8. */
export function xmlEncoding(start: Uint8Array): Encoding {
  const text = Buffer.from(start).toString('latin1')
  if (/^(?:\xff\xfe|\xfe\xff)/.test(text)) return 'utf-16'
  const declared = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'utf-8'
  const encoding = names.get(declared.toLowerCase())
  if (encoding === undefined)
    throw feedError('DECODE_ENCODING_UNKNOWN', { encoding: declared }, { place: 'L1' })
  return encoding
}

import { feedError } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import type { Encoding } from './encodings.ts'
import { textOf } from './text.ts'

/** The text of a format that must be read as a whole; one byte more than the limit is DECODE_TOO_LARGE. */
export async function wholeText(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  treeBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const tooLarge = (): never => {
    const option = 'If the publisher really sends that much, raise limits.bytes of the feed.'
    throw feedError('DECODE_TOO_LARGE', { what: 'The document', limit: treeBytes, option })
  }
  const pieces: string[] = []
  for await (const piece of textOf(limited(body, treeBytes, tooLarge), encoding, signal)) pieces.push(piece)
  return pieces.join('')
}

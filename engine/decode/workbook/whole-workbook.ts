import { feedError } from '../../errors/feed-error.ts'
import { collect } from '../../flow/collect.ts'
import type { Payload } from '../../model/payload.ts'
import { contentOf } from '../content.ts'
import type { DecodeLimits } from '../decoder.ts'

/** The bytes of a workbook in binary, which must be read as a whole; one more than the limit is DECODE_TOO_LARGE. */
export async function wholeWorkbook(
  payload: Payload,
  declared: 'xls' | 'xlsx',
  { treeBytes }: DecodeLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const tooLarge = (): never => {
    const option = 'If the publisher really sends that much, raise limits.bytes of the feed.'
    throw feedError('DECODE_TOO_LARGE', { what: 'The workbook', limit: treeBytes, option })
  }
  return await collect(await contentOf(payload.body, declared, signal), treeBytes, tooLarge)
}

import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { feedError } from '../errors/feed-error.ts'
import type { Calls, Item, Key, Values } from './dynamo-calls.ts'

/**
 * An item, with its entries in the indexes, may have 400 KB: an own result and a sum, in the table and in two indexes,
 * are six bodies. Larger ones lie in pieces of their own in the same table, which no index holds.
 */
const inlineBytes = 48_000
const pieceBytes = 350_000
const pieceKey = (hash: string, at: number): Key => ({ pk: `b|${hash}`, sk: String(at) })

/** The attributes that say a body: in the item itself, or the name and number of its pieces. */
export interface Body {
  readonly body: Values[string]
  readonly pieces: Values[string]
}

export const noBody: Body = { body: undefined, pieces: undefined }

/** Those of a body that has one; what is undefined can only be removed, not put. */
export const present = (values: Values): Item =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Item[string]] => entry[1] !== undefined),
  )

/**
 * Packs a text of any size. Pieces are named by the hash of what they hold and written before anybody can read of them,
 * so that what is read is whole. Those of a sum that was replaced stay behind; own results keep theirs as past ones.
 */
export async function writeBody(calls: Calls, text: string, signal: AbortSignal): Promise<Body> {
  const packed = zstdCompressSync(text)
  if (packed.byteLength <= inlineBytes) return { body: { B: packed }, pieces: undefined }
  const hash = createHash('sha256').update(packed).digest('hex')
  const count = Math.ceil(packed.byteLength / pieceBytes)
  const write = (at: number): Promise<void> =>
    calls.putNew(
      pieceKey(hash, at),
      { body: { B: packed.subarray(at * pieceBytes, (at + 1) * pieceBytes) } },
      signal,
    )
  await Promise.all(Array.from({ length: count }, (_, at) => write(at)))
  return { body: undefined, pieces: { S: `${hash}/${count}` } }
}

/** The text that was written; undefined where there is none. Fails with the code if a piece is lost or changed. */
export async function readBody(
  calls: Calls,
  code: 'RESULTS_DAMAGED' | 'REGISTER_DAMAGED',
  { body, pieces }: { readonly body: Item[string] | undefined; readonly pieces: Item[string] | undefined },
  signal: AbortSignal,
): Promise<string | undefined> {
  if (body?.B !== undefined) return zstdDecompressSync(body.B).toString()
  if (pieces?.S === undefined) return undefined
  const [hash = '', count = ''] = pieces.S.split('/')
  const read = Array.from({ length: Number(count) }, (_, at) => calls.get(pieceKey(hash, at), signal))
  const packed = Buffer.concat((await Promise.all(read)).map((item) => item?.['body']?.B ?? Buffer.alloc(0)))
  const found = createHash('sha256').update(packed).digest('hex')
  if (found !== hash) throw feedError(code, { hash, found })
  return zstdDecompressSync(packed).toString()
}

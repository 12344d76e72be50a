import { expect, test, vi } from 'vitest'
import { collect } from '../../engine/flow/collect.ts'
import { archivedBody } from '../../engine/poll/archived-body.ts'
import { heldBodies } from '../../engine/poll/held-bodies.ts'
import { memoryArchive } from '../crash/memory-archive.ts'

const { signal } = new AbortController()
const never = (): never => expect.unreachable('there is no limit')
const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Buffer.from(await collect(body, Number.POSITIVE_INFINITY, never))

/** Bytes that are not the same twice, and where each piece is written over the one before it. */
async function* overwritten(bytes: number, first = 0): AsyncIterable<Uint8Array> {
  const piece = new Uint8Array(60_007)
  for (let at = 0; at < bytes; at += piece.length) {
    for (let one = 0; one < piece.length; one++) piece[one] = first + ((at + one) % 251)
    yield piece.subarray(0, Math.min(piece.length, bytes - at))
  }
}
const expected = (bytes: number, first = 0): Buffer =>
  Buffer.from(Uint8Array.from({ length: bytes }, (_, at) => first + (at % 251)))

test.each([0, 1, 60_007, 700_001, 8_000_000, 8_000_001, 9_000_000])(
  'of %i bytes exactly those are archived, and held if they are few',
  async (bytes) => {
    const archive = memoryArchive()
    for (const before of [undefined, { sha256: await put(archive, 700_001, 1), bytes: 700_001 }]) {
      const { whole, ...stored } = await archivedBody(overwritten(bytes), before, archive, signal)
      expect(stored.bytes).toBe(bytes)
      const kept = await bytesOf(archive.get(stored.sha256, signal))
      expect(kept.equals(expected(bytes))).toBe(true)
      expect(whole === undefined || kept.equals(whole)).toBe(true)
      expect(whole !== undefined).toBe(bytes <= 8_000_000)
    }
  },
)

test('a body that is known is neither archived again nor held: its bytes are those of the archive', async () => {
  const archive = memoryArchive()
  const stored = { sha256: await put(archive, 700_001), bytes: 700_001 }
  const write = vi.spyOn(archive, 'put')
  expect(await archivedBody(overwritten(700_001), stored, archive, signal)).toEqual(stored)
  expect(write).not.toHaveBeenCalled()
})

test('a body that is held is read from memory once, and then from the archive', async () => {
  const archive = memoryArchive()
  const get = vi.spyOn(archive, 'get')
  const held = heldBodies()
  const { whole, sha256 } = await archivedBody(overwritten(700_001), undefined, archive, signal)
  held.hold(sha256, whole ?? never())
  const reading = held.within(archive)
  const first = await bytesOf(reading.get(sha256, signal))
  expect(get).not.toHaveBeenCalled()
  expect(first.equals(expected(700_001))).toBe(true)
  expect((await bytesOf(reading.get(sha256, signal))).equals(first)).toBe(true)
  expect(get).toHaveBeenCalledOnce()
})

test('of many bodies only the first are held', async () => {
  const archive = memoryArchive()
  const get = vi.spyOn(archive, 'get')
  const held = heldBodies()
  const hashes = await Promise.all([1, 2, 3].map((first) => put(archive, 3_000_000, first)))
  for (const [at, hash] of hashes.entries()) held.hold(hash, expected(3_000_000, at + 1))
  for (const hash of hashes) await bytesOf(held.within(archive).get(hash, signal))
  expect(get.mock.calls.map(([hash]) => hash)).toEqual(hashes.slice(2))
})

test('who reads a held body hears of an abort', async () => {
  const archive = memoryArchive()
  const stop = new AbortController()
  const held = heldBodies()
  const hash = await put(archive, 700_001)
  held.hold(hash, expected(700_001))
  const reading = held.within(archive).get(hash, stop.signal)[Symbol.asyncIterator]()
  expect((await reading.next()).done).toBe(false)
  stop.abort(new Error('stopped'))
  await expect(reading.next()).rejects.toThrow('stopped')
})

async function put(archive: ReturnType<typeof memoryArchive>, bytes: number, first = 0) {
  return (await archive.put(overwritten(bytes, first), signal)).sha256
}

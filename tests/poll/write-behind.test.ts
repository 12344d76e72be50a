import { hash as hashOf } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { wholeBody } from '../../engine/archive/whole-body.ts'
import { collect } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { archivedBody } from '../../engine/poll/archived-body.ts'
import { writeBehind } from '../../engine/poll/write-behind.ts'
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
    for (const before of [undefined, { sha256: await put(memoryArchive(), 700_001, 1), bytes: 700_001 }]) {
      const archive = memoryArchive()
      const { behind, within, durable } = writeBehind(archive)
      const get = vi.spyOn(archive, 'get')
      const stored = await archivedBody(overwritten(bytes), before, behind, signal)
      expect(stored.bytes).toBe(bytes)
      expect((await bytesOf(within.get(stored.sha256, signal))).equals(expected(bytes))).toBe(true)
      expect(get).toHaveBeenCalledTimes(bytes <= 8_000_000 ? 0 : 1)
      await durable()
      expect((await bytesOf(archive.get(stored.sha256, signal))).equals(expected(bytes))).toBe(true)
    }
  },
)

test('a body that is known is neither archived again nor held: its bytes are those of the archive', async () => {
  const archive = memoryArchive()
  const stored = { sha256: await put(archive, 700_001), bytes: 700_001 }
  const write = vi.spyOn(archive, 'put')
  const get = vi.spyOn(archive, 'get')
  const { behind, within } = writeBehind(archive)
  expect(await archivedBody(overwritten(700_001), stored, behind, signal)).toEqual(stored)
  expect(write).not.toHaveBeenCalled()
  await bytesOf(within.get(stored.sha256, signal))
  expect(get).toHaveBeenCalledOnce()
})

/** An archive that writes nothing before it is told to go on. */
function slowArchive() {
  const archive = memoryArchive()
  const gate = Promise.withResolvers<void>()
  const slow: Archive = {
    ...archive,
    put: (body, until) => gate.promise.then(() => archive.put(body, until)),
  }
  return { slow, gate }
}

test('a body is read from memory before it is durable, and again once it is', async () => {
  const { slow, gate } = slowArchive()
  const { behind, within, durable } = writeBehind(slow)
  const { sha256 } = await archivedBody(overwritten(700_001), undefined, behind, signal)
  expect((await bytesOf(within.get(sha256, signal))).equals(expected(700_001))).toBe(true)
  const order: string[] = []
  const again = bytesOf(within.get(sha256, signal)).then((bytes) => order.push(`read ${bytes.length}`))
  const safe = durable().then(() => order.push('durable'))
  await setTimeout(10)
  expect(order).toEqual([])
  gate.resolve()
  await Promise.all([again, safe])
  expect(order.toSorted()).toEqual(['durable', 'read 700001'])
})

test('what fails is told to who asks whether all is durable, once nothing is under way any more', async () => {
  const archive = memoryArchive()
  let underWay = 0
  const failing: Archive['put'] = async (body, until) => {
    underWay += 1
    await setTimeout(underWay === 1 ? 1 : 15)
    underWay -= 1
    if (underWay === 1) throw new Error('the disk is full')
    return archive.put(body, until)
  }
  const { behind, durable } = writeBehind({ ...archive, put: failing })
  // oxlint-disable-next-line no-await-in-loop -- in this order
  for (const first of [1, 2]) await archivedBody(overwritten(700_001, first), undefined, behind, signal)
  await expect(durable()).rejects.toThrow('the disk is full')
  expect(underWay).toBe(0)
})

test('once a write has failed nothing more is taken', async () => {
  const { slow, gate } = slowArchive()
  const { behind } = writeBehind(slow)
  await archivedBody(overwritten(1_000, 1), undefined, behind, signal)
  gate.reject(new Error('the disk is full'))
  await setTimeout(1)
  await expect(archivedBody(overwritten(1_000, 2), undefined, behind, signal)).rejects.toThrow(
    'the disk is full',
  )
})

test('few are written at one time: who puts one more waits for it', async () => {
  const archive = memoryArchive()
  let [underWay, most] = [0, 0]
  const slowly: Archive['put'] = async (body, until) => {
    underWay += 1
    most = Math.max(most, underWay)
    await setTimeout(2)
    underWay -= 1
    return archive.put(body, until)
  }
  const { behind, durable } = writeBehind({ ...archive, put: slowly })
  // oxlint-disable-next-line no-await-in-loop -- in this order
  for (let at = 0; at < 60; at++) await archivedBody(overwritten(1_000, at), undefined, behind, signal)
  await durable()
  expect(most).toBe(9)
})

test('of many bodies only the first are held, and the others are waited for', async () => {
  const archive = memoryArchive()
  const get = vi.spyOn(archive, 'get')
  const { behind, within } = writeBehind(archive)
  const hashes: Sha256[] = []
  // oxlint-disable-next-line no-await-in-loop -- in this order
  for (const first of [1, 2, 3])
    hashes.push((await archivedBody(overwritten(3_000_000, first), undefined, behind, signal)).sha256)
  // oxlint-disable-next-line no-await-in-loop -- in this order
  for (const hash of hashes) await bytesOf(within.get(hash, signal))
  expect(get.mock.calls.map(([hash]) => hash)).toEqual(hashes.slice(2))
})

test('a changeset is durable when it was put: only bodies whose hash is known are waited for later', async () => {
  const { slow, gate } = slowArchive()
  const { behind, within } = writeBehind(slow)
  const body = wholeBody(expected(1_000))
  let written = 0
  const writes = [behind.put(body, signal), within.put(wholeBody(expected(1_000), sha256Of(1_000)), signal)]
  for (const one of writes) void one.then(() => (written += 1))
  await setTimeout(10)
  expect(written).toBe(0)
  gate.resolve()
  await Promise.all(writes)
})

test('who reads a held body hears of an abort', async () => {
  const stop = new AbortController()
  const { behind, within } = writeBehind(memoryArchive())
  const { sha256 } = await archivedBody(overwritten(700_001), undefined, behind, signal)
  const reading = within.get(sha256, stop.signal)[Symbol.asyncIterator]()
  expect((await reading.next()).done).toBe(false)
  stop.abort(new Error('stopped'))
  await expect(reading.next()).rejects.toThrow('stopped')
})

const sha256Of = (bytes: number) => hashOf('sha256', expected(bytes)) as Sha256

async function put(archive: ReturnType<typeof memoryArchive>, bytes: number, first = 0) {
  return (await archive.put(overwritten(bytes, first), signal)).sha256
}

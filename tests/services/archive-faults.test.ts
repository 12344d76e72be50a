import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { capture, noise, sha256 } from '../conformance/archive-samples.ts'
import { newBucket, type TestBucket } from './archive-bucket.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('s3')
const suite = named('the archive in S3, on a bad line')
const { signal } = new AbortController()
const feed = 'us-nc-precinct' as FeedId
const small = noise(100_000)
/** More than is held in memory: it goes through a temporary file, and the SDK does not repeat it by itself. */
const large = noise(3_000_000)

describe.skipIf(missing)(suite, () => {
  let home: TestBucket
  let proxy: FaultProxy
  let archive: Archive
  beforeEach(async () => {
    home = await newBucket(endpoints.s3)
    proxy = await httpFaultProxy(endpoints.s3)
    archive = home.again(proxy.endpoint).archive
  })
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  })
  const read = async (from: Archive, body: Uint8Array): Promise<Buffer> =>
    Buffer.concat(await Array.fromAsync(from.get(sha256(body), signal)))
  const calls = (): readonly string[] => proxy.seen.map(({ call }) => call)
  /** Once, for the first request with this method. */
  const once = (method: string, fault: Parameters<FaultProxy['next']>[0]): void => {
    let left = 1
    proxy.when(({ call }) => (call === method && left-- > 0 ? fault : undefined))
  }

  const faults = [
    { kind: 'refuse' },
    { kind: 'cut request' },
    { kind: 'lost answer' },
    { kind: 'error', name: 'SlowDown' },
    { kind: 'error', name: 'InternalServerError' },
  ] as const
  for (const [size, body] of [
    ['small', small],
    ['large', large],
  ] as const) {
    test.each(faults)(`puts a ${size} body whole in spite of $kind $name`, async (fault) => {
      once('PUT', fault)
      await archive.put(bodyOf(body), signal)
      expect(calls().filter((call) => call === 'PUT')).toHaveLength(2)
      expect(await read(home.archive, body)).toEqual(body)
    })

    test(`goes on reading a ${size} body where the line broke`, async () => {
      await home.archive.put(bodyOf(body), signal)
      once('GET', { kind: 'cut answer' })
      expect(await read(archive, body)).toEqual(body)
      expect(calls()).toEqual(['GET', 'GET'])
      expect(proxy.seen).toHaveLength(2)
    })
  }

  test('gives up on a line that breaks every time, with an error that may be tried again', async () => {
    await home.archive.put(bodyOf(large), signal)
    proxy.when(() => ({ kind: 'cut answer' }))
    const got = await read(archive, large).catch((thrown: unknown) => thrown)
    expect(got).toMatchObject({ code: 'AWS_FAILED', retryable: true })
  })

  test('leaves nothing of a body whose put fails every time', async () => {
    proxy.when(({ call }) => (call === 'PUT' ? { kind: 'cut request' } : undefined))
    await expect(archive.put(bodyOf(large), signal)).rejects.toMatchObject({
      code: 'AWS_FAILED',
      retryable: true,
    })
    await expect(read(home.archive, large)).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' })
  })

  test('knows a revision as its own whose answer was lost', async () => {
    once('PUT', { kind: 'lost answer' })
    await archive.recordRevision(feed, 7, sha256('mine'), signal)
    expect(calls()).toEqual(['PUT', 'PUT', 'GET'])
    expect(await Array.fromAsync(home.archive.revisions(feed, signal))).toEqual([
      { revision: 7, changeset: sha256('mine') },
    ])
  })

  test('lists what is there in spite of answers that are cut and lost', async () => {
    const times = Array.from({ length: 40 }, (_, n) => `2024-11-06T00:30:${String(n).padStart(2, '0')}Z`)
    await Promise.all(
      times.map((at) => home.archive.recordCapture(feed, at, capture(`body at ${at}`), signal)),
    )
    proxy.when(({ number }) =>
      number % 3 === 0 ? { kind: number % 2 === 0 ? 'cut answer' : 'lost answer' } : undefined,
    )
    const found = await Array.fromAsync(archive.captures(feed, signal))
    expect(found.map(({ capturedAt }) => capturedAt)).toEqual(times)
  })

  test('knows within half a minute that S3 gives no answer', async () => {
    proxy.when(() => ({ kind: 'delay', milliseconds: 60_000 }))
    const seconds = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      await expect(work()).rejects.toMatchObject({ code: 'AWS_FAILED', retryable: true })
      return (performance.now() - began) / 1_000
    }
    const taken = await Promise.all([
      seconds(() => archive.put(bodyOf(small), signal)),
      seconds(() => Array.fromAsync(archive.get(sha256(small), signal))),
      seconds(() => archive.recordRevision(feed, 1, sha256('x'), signal)),
      seconds(() => Array.fromAsync(archive.captures(feed, signal))),
    ])
    expect(Math.max(...taken)).toBeLessThan(32)
  })

  test('gives a large upload the time that it needs', async () => {
    once('PUT', { kind: 'delay', milliseconds: 7_000 })
    await archive.put(bodyOf(large), signal)
    expect(calls()).toEqual(['HEAD', 'PUT'])
    expect(await read(home.archive, large)).toEqual(large)
  })

  test('stops waiting for S3 as soon as the signal aborts', async () => {
    await home.archive.put(bodyOf(small), signal)
    proxy.when(() => ({ kind: 'delay', milliseconds: 30_000 }))
    const reason = new Error('the poll ran out of time')
    const stopped = (): AbortSignal => {
      const control = new AbortController()
      setImmediate(() => control.abort(reason))
      return control.signal
    }
    const began = performance.now()
    await expect(archive.put(bodyOf(small), stopped())).rejects.toBe(reason)
    await expect(Array.fromAsync(archive.get(sha256(small), stopped()))).rejects.toBe(reason)
    await expect(archive.recordRevision(feed, 1, sha256('x'), stopped())).rejects.toBe(reason)
    await expect(Array.fromAsync(archive.captures(feed, stopped()))).rejects.toBe(reason)
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { zstdCompressSync } from 'node:zlib'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { s3Archive } from '../../engine/archive/s3.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import { archiveConformance } from '../conformance/archive.ts'
import { capture, noise, sha256 } from '../conformance/archive-samples.ts'
import { startChild } from '../conformance/child.ts'
import { newBucket, type TestBucket } from './archive-bucket.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('s3')
const suite = named('the archive in S3')
const indexes = named('the indexes of an archive in S3')
const large = new URL('children/archive-large.ts', import.meta.url)
const { signal } = new AbortController()
const feed = 'us-nc-precinct' as FeedId
const table = 'Wake;Smith;1204\n'.repeat(2_000)
const hash = sha256(table)
const key = `bodies/${hash.slice(0, 2)}/${hash}.zst`
const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('canvass-spool-'))

describe.skipIf(missing)(suite, () => {
  archiveConformance('the S3 archive', async () => {
    const home = await newBucket(endpoints.s3)
    return {
      archive: home.archive,
      reopen: async () => home.again().archive,
      close: async () => home[Symbol.asyncDispose](),
    }
  })

  let home: TestBucket
  beforeEach(async () => {
    home = await newBucket(endpoints.s3)
  })
  afterEach(() => home[Symbol.asyncDispose]())
  const read = async (wanted: Sha256 = hash): Promise<string> =>
    Buffer.concat(await Array.fromAsync(home.archive.get(wanted, signal))).toString()
  const store = (Key: string, Body: string | Uint8Array): Promise<unknown> =>
    home.client.send(new PutObjectCommand({ Bucket: home.bucket, Key, Body }))
  const keys = async (): Promise<unknown> =>
    (await home.client.send(new ListObjectsV2Command({ Bucket: home.bucket }))).Contents?.map(
      (one) => one.Key,
    )

  describe('bodies', () => {
    test('lie compressed under their hash, with the checksum of what is kept', async () => {
      await home.archive.put(bodyOf(table), signal)
      const found = await home.client.send(
        new GetObjectCommand({ Bucket: home.bucket, Key: key, ChecksumMode: 'ENABLED' }),
      )
      const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array()
      expect(bytes.byteLength).toBeLessThan(table.length / 10)
      expect(found.ChecksumSHA256).toBe(Buffer.from(sha256(bytes), 'hex').toString('base64'))
      expect(await keys()).toEqual([key])
    })

    test('that are there already cost one look, and are not sent again', async () => {
      await home.archive.put(bodyOf(table), signal)
      const { archive, meter } = home.again()
      await archive.put(bodyOf(table), signal)
      expect(meter.read()).toEqual({ 's3.gets': 1 })
    })

    test('that are new cost one look and one write', async () => {
      await home.archive.put(bodyOf(table), signal)
      expect(home.meter.read()).toEqual({
        's3.gets': 1,
        's3.puts': 1,
        's3.bytesWritten': expect.any(Number) as number,
      })
    })

    const damage: readonly [string, Uint8Array][] = [
      ['that is cut off', zstdCompressSync(table).subarray(0, -10)],
      ['that is empty', new Uint8Array()],
      ['that is not compressed', Buffer.from(table)],
      ['that is another body', zstdCompressSync(table.replace('1204', '1205'))],
    ]
    test.each(damage)('one %s is ARCHIVE_DAMAGED, and healed by writing it again', async (_, bytes) => {
      await home.archive.put(bodyOf(table), signal)
      await store(key, bytes)
      await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' })
      await home.archive.put(bodyOf(table), signal)
      expect(await read()).toBe(table)
    })

    test('one that was copied under the name of another, labels and all, is healed too', async () => {
      await home.archive.put(bodyOf('another'), signal)
      const other = sha256('another')
      const from = { Bucket: home.bucket, Key: `bodies/${other.slice(0, 2)}/${other}.zst` }
      const { Body, Metadata } = await home.client.send(new GetObjectCommand(from))
      const wrong = await Body?.transformToByteArray()
      await home.client.send(new PutObjectCommand({ ...from, Key: key, Body: wrong ?? '', Metadata }))
      await home.archive.put(bodyOf(table), signal)
      expect(await read()).toBe(table)
    })

    test('of 200 MB go through in bounded memory, and leave no file', { timeout: 240_000 }, async () => {
      // In a process of its own: the memory of this one is that of all the files that run beside this one.
      const child = startChild(large, endpoints.s3, home.bucket)
      const [line = ''] = await Array.fromAsync(child.lines)
      expect(await child.ended).toEqual({ code: 0, complaint: '' })
      const { bytes, received, written, grown } = JSON.parse(line) as Record<string, number>
      expect([bytes, received]).toEqual([200_000_000, 200_000_000])
      expect(written).toBeGreaterThan(100_000_000)
      expect(grown).toBeLessThan(120_000_000)
      expect(temporary()).toEqual([])
    })

    test('that fail after many megabytes leave no file', async () => {
      async function* breaking(): AsyncIterable<Uint8Array> {
        for (let n = 0; n < 5; n++) yield noise(1_000_000)
        throw new Error('gone')
      }
      await expect(home.archive.put(breaking(), signal)).rejects.toThrow('gone')
      expect(temporary()).toEqual([])
      expect(await keys()).toBeUndefined()
    })
  })

  test('is refused by S3 what does not have the checksum that came with it', async () => {
    const checksum = Buffer.from(sha256('something else'), 'hex').toString('base64')
    const wrong = new PutObjectCommand({
      Bucket: home.bucket,
      Key: key,
      Body: 'damaged on the way',
      ChecksumSHA256: checksum,
    })
    await expect(home.client.send(wrong)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    expect(await keys()).toBeUndefined()
  })

  test('says AWS_REFUSED where there is no such bucket', async () => {
    const { client, meter } = home
    const nowhere = s3Archive({ client, bucket: 'canvass-nowhere', meter })
    const refused = { code: 'AWS_REFUSED', message: expect.stringContaining('canvass-nowhere') as string }
    await expect(nowhere.put(bodyOf(table), signal)).rejects.toMatchObject(refused)
    await expect(Array.fromAsync(nowhere.get(hash, signal))).rejects.toMatchObject(refused)
    await expect(nowhere.recordRevision(feed, 1, hash, signal)).rejects.toMatchObject(refused)
    await expect(Array.fromAsync(nowhere.captures(feed, signal))).rejects.toMatchObject(refused)
  })
})

describe.skipIf(missing)(indexes, () => {
  let home: TestBucket
  beforeEach(async () => {
    home = await newBucket(endpoints.s3)
  })
  afterEach(() => home[Symbol.asyncDispose]())
  const store = (Key: string, Body: string): Promise<unknown> =>
    home.client.send(new PutObjectCommand({ Bucket: home.bucket, Key, Body: Buffer.from(Body) }))

  test('list more captures than fit on a page of 1,000, in the order of their times', {
    timeout: 240_000,
  }, async () => {
    const minute = (n: number): string => new Date(Date.UTC(2024, 10, 5) + n * 60_000).toISOString()
    const order = Array.from({ length: 1_100 }, (_, n) => (n * 1_009) % 1_100)
    for (let from = 0; from < order.length; from += 50) {
      const some = order.slice(from, from + 50)
      // oxlint-disable-next-line no-await-in-loop -- fifty at a time
      await Promise.all(
        some.map((n) => home.archive.recordCapture(feed, minute(n), capture(`body ${n}`), signal)),
      )
    }
    const { archive, meter } = home.again()
    const found = await Array.fromAsync(archive.captures(feed, signal))
    expect(found.map(({ capturedAt }) => capturedAt)).toEqual(
      Array.from({ length: 1_100 }, (_, n) => minute(n)),
    )
    expect(meter.read()).toEqual({ 's3.lists': 3, 's3.gets': 1_100 })
  })

  test('give the newest revision for one list and one read', async () => {
    for (const revision of [1, 2, 3, 11]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are committed
      await home.archive.recordRevision(feed, revision, sha256(`changeset ${revision}`), signal)
    }
    const { archive, meter } = home.again()
    for await (const { revision } of archive.revisions(feed, signal)) {
      expect(revision).toBe(11)
      break
    }
    expect(meter.read()).toEqual({ 's3.lists': 1, 's3.gets': 1 })
  })

  // That S3 takes one of many at once is for S3 to keep: S3Mock does not, and is asked one after the other here.
  test('say ARCHIVE_CONFLICT to each of nineteen writers who come after the first', async () => {
    const writers = Array.from({ length: 20 }, (_, n) => {
      const { archive } = home.again()
      return archive.recordRevision(feed, 1, sha256(`writer ${n}`), signal)
    })
    const ends = await Promise.allSettled(writers)
    const lost = ends.filter((end) => end.status === 'rejected')
    expect(lost).toHaveLength(19)
    for (const { reason } of lost) expect(reason).toMatchObject({ code: 'ARCHIVE_CONFLICT' })
    const won = ends.findIndex((end) => end.status === 'fulfilled')
    expect(await Array.fromAsync(home.archive.revisions(feed, signal))).toEqual([
      { revision: 1, changeset: sha256(`writer ${won}`) },
    ])
  })

  const entryOf = async (index: string): Promise<string> => {
    const listed = await home.client.send(
      new ListObjectsV2Command({ Bucket: home.bucket, Prefix: `feeds/${feed}/${index}/` }),
    )
    return listed.Contents?.[0]?.Key ?? ''
  }

  test.each(['', '{"revis', 'null', '{"revision":11,"changeset":"00"}', `{"revision":12,"changeset":"00"}`])(
    'call an entry ARCHIVE_ENTRY_DAMAGED that is not what was written: %s',
    async (text) => {
      const damaged = { code: 'ARCHIVE_ENTRY_DAMAGED' }
      await home.archive.recordCapture(feed, '2024-11-06T00:30:00Z', capture('x'), signal)
      await home.archive.recordRevision(feed, 12, hash, signal)
      await store(await entryOf('captures'), text)
      await store(await entryOf('revisions'), text)
      await expect(Array.fromAsync(home.archive.revisions(feed, signal))).rejects.toMatchObject(damaged)
      await expect(Array.fromAsync(home.archive.captures(feed, signal))).rejects.toMatchObject(damaged)
      await expect(home.archive.recordRevision(feed, 12, hash, signal)).rejects.toMatchObject(damaged)
    },
  )

  test('leave out what is no entry', async () => {
    await home.archive.recordCapture(feed, '2024-11-06T00:30:00Z', capture('x'), signal)
    await home.archive.recordRevision(feed, 12, hash, signal)
    for (const index of ['captures', 'revisions']) {
      // oxlint-disable-next-line no-await-in-loop -- four small writes
      await Promise.all(['notes.txt', '12.json'].map((name) => store(`feeds/${feed}/${index}/${name}`, '')))
    }
    expect(await Array.fromAsync(home.archive.captures(feed, signal))).toHaveLength(1)
    expect(await Array.fromAsync(home.archive.revisions(feed, signal))).toHaveLength(1)
  })
})

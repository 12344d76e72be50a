import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { sha256 } from '../conformance/archive-samples.ts'
import { newBucket, type TestBucket } from './archive-bucket.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('s3')
const suite = named('what docs/recovery.md says of a bucket that keeps versions')
const { signal } = new AbortController()
const feed = 'us-nc-precinct' as FeedId
const hash = sha256('Wake;Smith;1204\n')
const body = `bodies/${hash.slice(0, 2)}/${hash}.zst`

describe.skipIf(missing)(suite, () => {
  let home: TestBucket
  beforeEach(async () => {
    home = await newBucket(endpoints.s3)
    const enabled = { VersioningConfiguration: { Status: 'Enabled' } } as const
    await home.client.send(new PutBucketVersioningCommand({ Bucket: home.bucket, ...enabled }))
    await home.archive.put(bodyOf('Wake;Smith;1204\n'), signal)
  })
  afterEach(() => home[Symbol.asyncDispose]())

  const read = async (): Promise<string> =>
    Buffer.concat(await Array.fromAsync(home.archive.get(hash, signal))).toString()
  const versions = async (Key: string) =>
    home.client.send(new ListObjectVersionsCommand({ Bucket: home.bucket, Prefix: Key }))
  const remove = async (Key: string, VersionId?: string): Promise<unknown> =>
    home.client.send(new DeleteObjectCommand({ Bucket: home.bucket, Key, VersionId }))

  test('a body that was deleted is back when its delete marker is removed', async () => {
    await remove(body)
    await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' })
    const { DeleteMarkers = [] } = await versions(body)
    await remove(body, DeleteMarkers.find((one) => one.IsLatest)?.VersionId)
    expect(await read()).toBe('Wake;Smith;1204\n')
  })

  test('a body that was overwritten is back when the newer version is removed', async () => {
    const overwrite = new PutObjectCommand({ Bucket: home.bucket, Key: body, Body: Buffer.from('rust') })
    await home.client.send(overwrite)
    await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' })
    const { Versions = [] } = await versions(body)
    await remove(body, Versions.find((one) => one.IsLatest)?.VersionId)
    expect(await read()).toBe('Wake;Smith;1204\n')
  })

  test('a revision that was deleted is back when its delete marker is removed', async () => {
    await home.archive.recordRevision(feed, 1, hash, signal)
    const index = `feeds/${feed}/revisions/`
    const { Versions = [] } = await versions(index)
    const key = Versions[0]?.Key ?? ''
    await remove(key)
    // S3 no longer lists it; S3Mock does.
    await expect(Array.fromAsync(home.archive.revisions(feed, signal))).rejects.toMatchObject({
      code: 'ARCHIVE_ENTRY_DAMAGED',
    })
    const { DeleteMarkers = [] } = await versions(key)
    await remove(key, DeleteMarkers[0]?.VersionId)
    expect(await Array.fromAsync(home.archive.revisions(feed, signal))).toEqual([
      { revision: 1, changeset: hash },
    ])
  })
})

import { randomUUID } from 'node:crypto'
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { s3Client } from '../../engine/archive/s3-client.ts'
import { s3Target } from '../../engine/export/s3-target.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import type { ExportIndex } from '../../engine/process/export/write-index.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { exportTargetConformance } from '../conformance/export-target.ts'
import { election, exportThrough, newExporting, signal, stand } from '../process/export/exporting.ts'
import { needs } from './needs.ts'
import { accessTo } from './server-access.ts'

const { endpoints, missing, named } = needs('s3')

async function newPlace() {
  const client = s3Client(accessTo({ s3: endpoints.s3 }))
  const bucket = `canvass-${randomUUID()}`
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  const target = s3Target({ client, bucket, prefix: 'public/exports', meter: newMeter(), clock: systemClock })
  const get = async (path: string) => {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `public/exports/${path}` }))
    return { ...found, text: (await found.Body?.transformToString()) ?? '' }
  }
  return { client, bucket, target, get, close: async () => client.destroy() }
}

describe.skipIf(missing)(named('exports in S3'), () => {
  exportTargetConformance('a bucket of exports', newPlace)

  test('say what they are and how long they may be kept, and what did not change keeps its ETag', async () => {
    const place = await newPlace()
    const one = newExporting()
    try {
      const exports = exportThrough({ ...one.ports, exports: { ...one.ports.exports, target: place.target } })
      await exports(await one.say(stand('zz/house', 'oak', 1), stand('zz/senate', 'oak', 2)), signal)
      const index = JSON.parse((await place.get(`${election}/index.json`)).text) as ExportIndex
      const [file] = index.contests.find(({ id }) => id === 'zz/house')?.files ?? []
      const [path, body] = [file?.path ?? '', file?.body ?? '']
      const before = await place.get(path)
      expect(before).toMatchObject({ ContentType: 'application/json', CacheControl: 'no-cache' })
      expect(await place.get(body)).toMatchObject({
        CacheControl: 'public, max-age=31536000, immutable',
        text: before.text,
      })
      await exports(await one.say(stand('zz/senate', 'oak', 3)), signal)
      const after = await place.get(path)
      expect([after.ETag, after.LastModified]).toEqual([before.ETag, before.LastModified])
      const senate = await place.get(`${election}/contests/zz/senate.json`)
      expect(JSON.parse(senate.text)).toMatchObject({ units: [{ votes: [3] }] })
    } finally {
      await one.close()
      await place.close()
    }
  })
})

import { randomUUID } from 'node:crypto'
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Archive } from '../../engine/archive/archive.ts'
import { s3Archive } from '../../engine/archive/s3.ts'
import { s3Client } from '../../engine/archive/s3-client.ts'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { accessTo } from './server-access.ts'

export interface TestBucket extends AsyncDisposable {
  readonly archive: Archive
  readonly client: S3Client
  readonly bucket: string
  readonly meter: Meter
  /** The same archive as another process would see it, perhaps through a proxy. */
  again(endpoint?: string): { readonly archive: Archive; readonly meter: Meter } & AsyncDisposable
}

function clientAt(endpoint: string): S3Client {
  const client = s3Client(accessTo({ s3: endpoint }))
  client.middlewareStack.add(
    (next) => (args) => ('IfNoneMatch' in args.input ? inTurn(() => next(args)) : next(args)),
    { step: 'initialize' },
  )
  return client
}

/**
 * S3Mock looks whether a key is taken, and writes a moment later: of twenty writers at once two may win. S3 does both in
 * one step, so here conditional writes go one after the other.
 */
function inTurn<T>(write: () => Promise<T>): Promise<T> {
  const mine = last.then(write)
  last = mine.catch(() => {})
  return mine
}
let last: Promise<unknown> = Promise.resolve()

/** An archive in a bucket of its own. */
export async function newBucket(endpoint: string): Promise<TestBucket> {
  const client = clientAt(endpoint)
  const bucket = `canvass-${randomUUID()}`
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  const meter = newMeter()
  return {
    archive: s3Archive({ client, bucket, meter }),
    client,
    bucket,
    meter,
    again(at = endpoint) {
      const other = clientAt(at)
      const counted = newMeter()
      return {
        archive: s3Archive({ client: other, bucket, meter: counted }),
        meter: counted,
        async [Symbol.asyncDispose]() {
          other.destroy()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      client.destroy()
    },
  }
}

import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { awsFailure, statusOf } from '../aws/failure.ts'
import { orAborted } from '../flow/abortable.ts'
import type { Meter, Usage } from '../flow/meter.ts'
import type { Clock } from '../time/clock.ts'
import { retry } from '../time/retry.ts'
import type { Content } from './spool.ts'

/** The objects of a bucket, as an archive needs them. Errors are AWS_FAILED and AWS_REFUSED; an aborted signal is its reason. */
export interface Objects {
  /** Stores the content unless another object has the key: then false. S3 refuses what was damaged on the way. */
  create(
    key: string,
    content: Content,
    signal: AbortSignal,
    labels?: Labels,
    headers?: Headers,
  ): Promise<boolean>
  /** Stores the content instead of what may have the key. */
  replace(
    key: string,
    content: Content,
    signal: AbortSignal,
    labels?: Labels,
    headers?: Headers,
  ): Promise<void>
  /** What is known of an object without reading it. Undefined: there is none. */
  look(key: string, signal: AbortSignal): Promise<Seen | undefined>
  /** The bytes of an object; a connection that breaks in the middle is made again, and reading goes on there. Undefined: there is none. */
  open(key: string, signal: AbortSignal): Promise<Readable | undefined>
  /** Keys that begin with this, in the order of their bytes, those after `after` only. */
  keys(prefix: string, signal: AbortSignal, after?: string): AsyncIterable<string>
  /** None with that key is fine. */
  remove(key: string, signal: AbortSignal): Promise<void>
}
/** What S3 says of an object to whoever fetches it. */
type Headers = Pick<PutObjectCommandInput, 'ContentType' | 'CacheControl'>
type Labels = Readonly<Record<string, string>>
export interface Seen {
  readonly labels: Labels
  /** SHA-256 in base64, of what S3 keeps; undefined for what others put there in another way. */
  readonly checksum: string | undefined
}
export interface BucketOptions {
  readonly client: S3Client
  readonly bucket: string
  readonly meter: Meter
  readonly clock: Clock
}

/** Of a put. The SDK repeats neither a stream nor what met another write of the same key. */
const attempts = 4
/** Until an answer begins. An upload of more bytes is given as long as it moves. */
const answerMilliseconds = 5_000
const quickBytes = 100_000
const quick = { requestTimeout: answerMilliseconds }

interface Limits {
  readonly abortSignal: AbortSignal
  /** Milliseconds until an answer begins. */
  readonly requestTimeout?: number
}
interface Asked {
  readonly call: string
  readonly key: string
  readonly usage: Usage
  readonly unless?: string
  readonly isQuick?: boolean
}
const mostResumptions = 5

export function bucketObjects({ client, bucket, meter, clock }: BucketOptions): Objects {
  /** One call. An error of S3 by the name of `unless` is an answer too: undefined. */
  async function ask<Answer>(
    { call, key, usage, unless, isQuick = true }: Asked,
    signal: AbortSignal,
    work: (options: Limits) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    signal.throwIfAborted()
    try {
      const answer = await orAborted(work({ abortSignal: signal, ...(isQuick && quick) }), signal)
      meter.count(usage)
      return answer
    } catch (error) {
      if (statusOf(error) !== undefined) meter.count(usage)
      if (error instanceof Error && error.name === unless && !signal.aborted) return undefined
      throw awsFailure(error, { service: 's3', call, of: `${bucket}/${key}` }, signal)
    }
  }

  async function put(
    key: string,
    content: Content,
    signal: AbortSignal,
    {
      labels,
      headers = {},
      absent,
    }: {
      readonly labels: Labels | undefined
      readonly headers: Headers | undefined
      readonly absent: boolean
    },
  ): Promise<boolean> {
    const body = content.body()
    const unread = new AbortController()
    body.once('error', (error) => unread.abort(error))
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentLength: content.bytes,
      ChecksumSHA256: content.checksum,
      ...headers,
      ...(labels === undefined ? {} : { Metadata: labels }),
      ...(absent ? { IfNoneMatch: '*' } : {}),
    })
    const isQuick = content.bytes <= quickBytes
    const what = { call: 'PutObject', key, usage: 's3.puts', unless: 'PreconditionFailed', isQuick } as const
    const either = AbortSignal.any([signal, unread.signal])
    try {
      const answer = await ask(what, either, (options) => client.send(command, options))
      if (answer !== undefined) meter.count('s3.bytesWritten', content.bytes)
      return answer !== undefined
    } finally {
      body.destroy()
    }
  }
  const putOften = (...given: Parameters<typeof put>): Promise<boolean> =>
    retry(() => put(...given), { clock, signal: given[2], attempts, seed: given[0] })

  async function get(key: string, signal: AbortSignal, from = 0, etag?: string) {
    const what = { call: 'GetObject', key, usage: 's3.gets', unless: 'NoSuchKey' } as const
    const rest = from === 0 ? {} : { Range: `bytes=${from}-`, IfMatch: etag }
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...rest })
    return await ask(what, signal, (options) => client.send(command, options))
  }

  async function* resuming(
    key: string,
    signal: AbortSignal,
    first: GetObjectCommandOutput,
  ): AsyncIterable<Uint8Array> {
    let from = 0
    let answer = first
    for (let left = mostResumptions; ; left -= 1) {
      try {
        for await (const piece of answer.Body as Readable) {
          from += (piece as Uint8Array).byteLength
          yield piece as Uint8Array
        }
        return
      } catch (error) {
        const failure = awsFailure(
          error,
          { service: 's3', call: 'GetObject', of: `${bucket}/${key}` },
          signal,
        )
        if (signal.aborted || left === 0) throw failure
        const rest = await get(key, signal, from, first.ETag)
        if (rest === undefined) throw failure
        answer = rest
      }
    }
  }

  return {
    create: (key, content, signal, labels, headers) =>
      putOften(key, content, signal, { labels, headers, absent: true }),
    async replace(key, content, signal, labels, headers) {
      await putOften(key, content, signal, { labels, headers, absent: false })
    },
    async look(key, signal) {
      const what = { call: 'HeadObject', key, usage: 's3.gets', unless: 'NotFound' } as const
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' })
      const answer = await ask(what, signal, (options) => client.send(command, options))
      return answer && { labels: answer.Metadata ?? {}, checksum: answer.ChecksumSHA256 }
    },
    async open(key, signal) {
      const first = await get(key, signal)
      return first && Readable.from(resuming(key, signal, first), { highWaterMark: 2 })
    },
    async remove(key, signal) {
      const what = { call: 'DeleteObject', key, usage: 's3.puts' } as const
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key })
      await ask(what, signal, (options) => client.send(command, options))
    },
    async *keys(prefix, signal, after) {
      const what = { call: 'ListObjectsV2', key: prefix, usage: 's3.lists' } as const
      let more: { ContinuationToken?: string | undefined; MaxKeys?: number } = { MaxKeys: firstPage }
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          StartAfter: after,
          ...more,
        })
        const page = await ask(what, signal, (options) => client.send(command, options))
        for (const { Key } of page?.Contents ?? []) if (Key !== undefined) yield Key
        more = { ContinuationToken: page?.NextContinuationToken }
      } while (more.ContinuationToken !== undefined)
    },
  }
}

/** Who asks for the newest needs no thousand. */
const firstPage = 20

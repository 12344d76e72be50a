import type { Readable } from 'node:stream'
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { statusOf } from '../aws/failure.ts'
import type { AwsSettings } from '../aws/settings.ts'
import { feedError } from '../errors/feed-error.ts'
import { orAborted } from '../flow/abortable.ts'
import { checkCount } from './file-server.ts'
import type { HostBudget } from './host-budget.ts'
import type { ListedFile } from './newest-file.ts'
import { s3Failure } from './s3-failure.ts'

export interface BucketAccess {
  readonly bucket: string
  readonly settings: AwsSettings
  /** Without a signature, as a public bucket is asked. */
  readonly isUnsigned: boolean
  /** Milliseconds. */
  readonly timeouts: { readonly connect: number; readonly answer: number }
  /** The turns at hosts. Undefined: none has to wait. */
  readonly budget: HostBudget | undefined
  readonly signal: AbortSignal
}
/** An object that was listed; its time counts for nothing but which one is the newest. */
export interface ListedObject extends ListedFile {
  readonly etag: string
}
/** What one object brought. The body is to be read or destroyed. */
export interface OpenObject {
  readonly body: Readable
  readonly bytes: number | undefined
  readonly etag: string | undefined
  readonly version: string | undefined
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
}
/** A bucket of a publisher. Only ever read. Errors are SOURCE_*. */
export interface Bucket extends Disposable {
  /** `known` as the ETag: then undefined means unmodified. `only`: another one is SOURCE_CHANGED. */
  open(
    key: string,
    etags: { readonly known?: string; readonly only?: string },
  ): Promise<OpenObject | undefined>
  /** What lies behind the prefix, by the rest of its key. */
  list(prefix: string): Promise<readonly ListedObject[]>
}

/** What it has to say comes as an error. */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} }
const anonymous = { accessKeyId: '', secretAccessKey: '' }

/** Loads the client of S3. Repeating is the caller's. */
export function openBucket(access: BucketAccess): Bucket {
  const { bucket, settings, isUnsigned, timeouts, budget, signal } = access
  const { region, credentials, endpoints } = settings
  const client = new S3Client({
    region,
    maxAttempts: 1,
    logger: quiet,
    ...(isUnsigned
      ? { credentials: anonymous, signer: { sign: async (request) => request } }
      : credentials && { credentials }),
    ...(endpoints.s3 !== undefined && { endpoint: endpoints.s3 }),
    // A server of one's own has no name for each bucket, and a name with dots fits no certificate.
    forcePathStyle: endpoints.s3 !== undefined || bucket.includes('.'),
    requestHandler: new NodeHttpHandler({
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      socketTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
    }),
  })
  const host = `${bucket}.s3.${region}.amazonaws.com`
  const asked = async <Answer>(key: string, work: () => Promise<Answer>, known?: string) => {
    signal.throwIfAborted()
    try {
      return await orAborted(work(), signal)
    } catch (error) {
      if (known !== undefined && statusOf(error) === 304) return undefined
      throw s3Failure(error, { origin: objectOrigin(bucket, key), timeouts, signal })
    }
  }
  return {
    async open(key, { known, only }) {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, IfNoneMatch: known, IfMatch: only })
      const get = () => client.send(command, { abortSignal: signal })
      const turn = await budget?.turn(host, signal)
      const end = () => turn?.[Symbol.dispose]()
      let answer: GetObjectCommandOutput | undefined
      try {
        answer = await asked(key, get, known)
      } catch (error) {
        end()
        throw error
      }
      if (answer === undefined) end()
      else (answer.Body as Readable).once('close', end)
      return (
        answer && {
          body: answer.Body as Readable,
          bytes: answer.ContentLength,
          etag: answer.ETag,
          version: answer.VersionId,
          contentType: answer.ContentType,
          contentEncoding: answer.ContentEncoding,
        }
      )
    },
    async list(prefix) {
      const found: ListedObject[] = []
      let more: string | undefined
      do {
        const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: more })
        // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
        using held = new DisposableStack()
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        held.use(await budget?.turn(host, signal))
        // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
        const page = await asked(prefix, () => client.send(command, { abortSignal: signal }))
        for (const { Key = '', Size = 0, LastModified, ETag = '' } of page?.Contents ?? []) {
          // Consoles make empty objects that look like folders.
          if (Key.endsWith('/')) continue
          const modified = Math.floor((LastModified?.getTime() ?? 0) / 1_000)
          found.push({ name: Key.slice(prefix.length), size: Size, modified, etag: ETag })
        }
        checkCount(found.length, objectOrigin(bucket, prefix))
        const next = page?.NextContinuationToken
        if (next !== undefined && next === more)
          throw feedError('SOURCE_FAILED', {
            origin: objectOrigin(bucket, prefix),
            reason: 'its listing begins again and again',
          })
        more = next
      } while (more !== undefined)
      return found
    },
    [Symbol.dispose]: () => client.destroy(),
  }
}

export const objectOrigin = (bucket: string, key: string): string => `s3://${bucket}/${key}`

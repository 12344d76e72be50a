import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import { payloadName } from '../flow/payload-name.ts'
import { milliseconds } from '../time/duration.ts'
import { retry } from '../time/retry.ts'
import { contentDecoded } from './content-coding.ts'
import { firstBytes } from './first-bytes.ts'
import { withoutSecrets } from './masked.ts'
import { matchingFiles, newestFile } from './newest-file.ts'
import type { Bucket, BucketAccess, ListedObject, OpenObject } from './s3-bucket.ts'
import { s3Failure } from './s3-failure.ts'
import { type ObjectsWanted, objectsWanted, S3Options } from './s3-options.ts'
import type { FetchContext, Fetched, Source } from './source.ts'

/** What is listed is read in the version that was listed. Objects are whole or not there: none is waited for. */
export const s3 = component({
  type: 's3',
  summary: 'Reads objects of an S3 bucket, and only when they have changed; never changes anything there.',
  options: S3Options,
  create(spec: S3Options, site): Source {
    const wanted = objectsWanted(spec, site)
    const timeouts = {
      connect: milliseconds(spec.timeouts?.connect ?? '10s'),
      answer: milliseconds(spec.timeouts?.answer ?? '30s'),
    }
    return withoutSecrets({
      requests: wanted.map(({ name }) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        const { openBucket } = await import('./s3-bucket.ts')
        const access = {
          bucket: spec.bucket,
          timeouts,
          budget: context.budget,
          signal: context.signal,
          ...(await who(spec, context)),
        }
        using bucket = openBucket(access)
        const attempts = spec.retries?.attempts ?? 3
        for (const one of wanted) yield* fetchOne(bucket, one, { access, context, attempts })
      },
    })
  },
})

async function who(
  { region, credentials = 'none' }: S3Options,
  context: FetchContext,
): Promise<Pick<BucketAccess, 'settings' | 'isUnsigned'>> {
  const settings = context.aws?.(region) ?? { region, endpoints: {} }
  if (typeof credentials === 'string') return { settings, isUnsigned: credentials === 'none' }
  const own = {
    accessKeyId: await context.secret(credentials.key_id.secret),
    secretAccessKey: await context.secret(credentials.secret_key.secret),
  }
  return { settings: { ...settings, credentials: own }, isUnsigned: false }
}

interface Asking {
  readonly access: BucketAccess
  readonly context: FetchContext
  readonly attempts: number
}

async function* fetchOne(bucket: Bucket, wanted: ObjectsWanted, asking: Asking): AsyncIterable<Fetched> {
  const { access, context, attempts } = asking
  const { clock, signal, cursors } = context
  const { name: request } = wanted
  const again = <T>(work: () => Promise<T>, seed: string) => retry(work, { clock, signal, attempts, seed })
  if ('key' in wanted) {
    const known = cursors[request]?.etag
    const open = () => bucket.open(wanted.key, { ...(known !== undefined && { known }) })
    const answer = await again(open, wanted.key)
    if (answer === undefined) yield { kind: 'unmodified', request }
    else yield await fetched({ request }, wanted.key, answer, access, context)
    return
  }
  const { prefix, pattern, every } = wanted
  const listed = await again(() => bucket.list(prefix), prefix)
  const origin = `s3://${access.bucket}/${prefix}`
  const chosen = every ? matchingFiles(listed, pattern, origin) : [newestFile(listed, pattern, origin)]
  for (const object of chosen) {
    const { name, etag } = object
    const named = { request, ...(every && { item: name }) }
    const cursor = { file: identity(object) }
    if (cursors[payloadName(named)]?.file === cursor.file) {
      yield { kind: 'unmodified', ...named }
      continue
    }
    // oxlint-disable-next-line no-await-in-loop -- each is read before the next one is asked for
    const answer = await again(() => bucket.open(prefix + name, { only: etag }), name)
    if (answer === undefined)
      throw new Error('an object that was asked for without a condition is unmodified')
    const one = await fetched(named, prefix + name, answer, access, context)
    yield one.kind === 'payload' ? { ...one, cursor: { ...one.cursor, ...cursor } } : one
  }
}

/** S3 gives the same ETag to the same bytes: the time tells one upload from another. */
const identity = ({ name, etag, modified }: ListedObject): string => `${name} ${etag} ${modified}`

/** The body of an object without its content coding, once its first bytes are there. */
async function fetched(
  named: { readonly request: string; readonly item?: string },
  key: string,
  { body, bytes, etag, version, contentType, contentEncoding }: OpenObject,
  { bucket, timeouts }: BucketAccess,
  { maxBytes, signal }: FetchContext,
): Promise<Fetched> {
  const origin = `s3://${bucket}/${key}`
  const tooLarge = (): never => {
    throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
  }
  try {
    if ((bytes ?? 0) > maxBytes) tooLarge()
    const travelling = limited(whole(body, bytes, origin), maxBytes, tooLarge)
    const plain = limited(contentDecoded(travelling, contentEncoding, origin), maxBytes, tooLarge)
    const { first, all } = await firstBytes(translated(plain, { origin, timeouts, signal }))
    if (first === undefined) throw feedError('SOURCE_EMPTY', { origin })
    const cursor = { ...(etag !== undefined && { etag }), ...(version !== undefined && { version }) }
    return { kind: 'payload', payload: { ...named, origin, contentType, body: all }, cursor }
  } catch (error) {
    body.destroy()
    throw error
  }
}

/** A connection that ends too early ends like any other. */
async function* whole(
  body: AsyncIterable<Uint8Array>,
  bytes: number | undefined,
  origin: string,
): AsyncIterable<Uint8Array> {
  let seen = 0
  for await (const piece of body) {
    seen += piece.byteLength
    yield piece
  }
  if (bytes === undefined || seen === bytes) return
  throw feedError('SOURCE_BODY_BROKEN', { origin, reason: `${seen} of ${bytes} bytes came` })
}

async function* translated(
  body: AsyncIterable<Uint8Array>,
  circumstances: Parameters<typeof s3Failure>[1],
): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of body) {
      circumstances.signal.throwIfAborted()
      yield piece
    }
  } catch (error) {
    throw s3Failure(error, circumstances)
  }
}

import type { S3Client } from '@aws-sdk/client-s3'
import { type BucketOptions, bucketObjects } from '../archive/s3-objects.ts'
import type { Sha256 } from '../model/ids.ts'
import type { About, ExportTarget } from './target.ts'

/** Exports in a bucket, below a prefix. Fails with AWS_FAILED and AWS_REFUSED. */
export function s3Target({
  prefix,
  ...options
}: BucketOptions & { readonly client: S3Client; readonly prefix: string }): ExportTarget {
  const objects = bucketObjects(options)
  const start = prefix === '' ? '' : `${prefix}/`
  const keyOf = (path: string): string => `${start}${path}`
  return {
    place: `s3://${options.bucket}/${prefix}`,
    async write(path, content, about, signal) {
      const headers = headersOf(about)
      const isTaken = about.isFixed && !(await objects.create(keyOf(path), content, signal, {}, headers))
      // A fixed name that is taken has these very bytes, unless somebody else has put others there.
      if (isTaken && (await objects.look(keyOf(path), signal))?.checksum === content.checksum) return
      if (isTaken || !about.isFixed) await objects.replace(keyOf(path), content, signal, {}, headers)
    },
    async look(path, signal) {
      const seen = await objects.look(keyOf(path), signal)
      const checksum = seen?.checksum
      return checksum === undefined ? undefined : (Buffer.from(checksum, 'base64').toString('hex') as Sha256)
    },
    read: (path, signal) => objects.open(keyOf(path), signal),
    remove: (path, signal) => objects.remove(keyOf(path), signal),
    async *list(below, signal) {
      for await (const key of objects.keys(keyOf(below), signal)) yield key.slice(start.length)
    },
  }
}

const headersOf = ({ mediaType, isFixed }: About) => ({
  ContentType: mediaType,
  CacheControl: isFixed ? 'public, max-age=31536000, immutable' : 'no-cache',
})

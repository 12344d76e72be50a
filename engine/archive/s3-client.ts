import { S3Client } from '@aws-sdk/client-s3'
import { clientOptions } from '../aws/client-options.ts'
import type { AwsSettings } from '../aws/settings.ts'

/** What it has to say comes as an error; lines on the console would stand between those of a command. */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} }

/** The client of an archive in S3. The archive checks bodies by their own hashes, so the SDK need not do it again. */
export function s3Client(settings: AwsSettings): S3Client {
  return new S3Client({
    ...clientOptions(settings, 's3'),
    logger: quiet,
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A server of one's own has no name for each bucket.
    forcePathStyle: settings.endpoints.s3 !== undefined,
  })
}

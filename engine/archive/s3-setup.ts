import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { awsFailure } from '../aws/failure.ts'
import { differences, type Finding, isNamed, isUnknownCall, missing } from '../aws/finding.ts'

const versioning = 'versioning'

/**
 * Looks for the bucket of the archive and, with `make`, makes it if it is missing, and keeps versions in it: what somebody
 * deletes can be brought back. Fails with AWS_FAILED, AWS_REFUSED; a bucket of that name that is not ours is refused.
 */
export async function setUpBucket(
  bucket: string,
  {
    client,
    region,
    make,
    signal,
  }: {
    readonly client: S3Client
    readonly region: string
    readonly make: boolean
    readonly signal: AbortSignal
  },
): Promise<Finding> {
  const options = { abortSignal: signal }
  let call = 'HeadBucket'
  const exists = async (): Promise<boolean> => {
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket }), options)
      return true
    } catch (error) {
      if (isNamed(error, 'NotFound', 'NoSuchBucket')) return false
      throw error
    }
  }
  /** What was switched on; undefined: this service knows no versions. */
  const keepVersions = async (): Promise<'on' | 'added' | 'off' | undefined> => {
    try {
      const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }), options)
      if (Status === 'Enabled') return 'on'
      if (!make) return 'off'
      const VersioningConfiguration = { Status: 'Enabled' } as const
      await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }), options)
      return 'added'
    } catch (error) {
      if (isUnknownCall(error)) return undefined
      throw error
    }
  }
  try {
    const before = await exists()
    if (!before && !make) return missing
    if (!before) {
      call = 'CreateBucket'
      await client
        .send(new CreateBucketCommand({ Bucket: bucket, ...placeIn(region) }), options)
        .catch((error) => {
          if (!isNamed(error, 'BucketAlreadyOwnedByYou')) throw error
        })
    }
    call = 'PutBucketVersioning'
    const kept = await keepVersions()
    return {
      is: before ? 'there' : 'made',
      added: before && kept === 'added' ? [versioning] : [],
      differs: differences({ [versioning]: kept === 'off' ? 'off' : 'on' }, { [versioning]: 'on' }),
    }
  } catch (error) {
    throw awsFailure(error, { service: 's3', call, of: bucket }, signal)
  }
}

/** The oldest region is the one that must not be named. */
const placeIn = (region: string) =>
  region === 'us-east-1'
    ? {}
    : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }

import type { Stage } from './stage.ts'

/** Where results are written for readers. */
export interface Exports {
  /** Name of the bucket. */
  readonly bucket: $util.Input<string>
  readonly arn: $util.Input<string>
  /** Where the public reads them. Undefined: nobody does, but who has rights on the bucket. */
  readonly address?: $util.Output<string>
}

/** Files are replaced all night; what they were before is kept so long. `feed export` makes all of them again. */
const oldVersionDays = 7

/** The bucket of exports. The public has no way to it but the CDN, where the stage has one. */
export function makeExports({ isKept, hasCdn }: Stage): Exports {
  const exports = new sst.aws.Bucket('Exports', {
    versioning: true,
    ...(hasCdn && {
      policy: [
        {
          actions: ['s3:GetObject'],
          principals: [{ type: 'service', identifiers: ['cloudfront.amazonaws.com'] }],
          conditions: [
            {
              test: 'ArnLike',
              variable: 'aws:SourceArn',
              values: [
                $interpolate`arn:${aws.getPartitionOutput().partition}:cloudfront::${aws.getCallerIdentityOutput().accountId}:distribution/*`,
              ],
            },
          ],
        },
      ],
    }),
    transform: {
      bucket(args, options) {
        args.forceDestroy = !isKept
        Object.assign(options, { protect: isKept, retainOnDelete: isKept })
      },
    },
  })
  const { name: bucket, arn } = exports
  new aws.s3.BucketServerSideEncryptionConfiguration('ExportsEncryption', {
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  })
  new aws.s3.BucketLifecycleConfiguration('ExportsLifecycle', {
    bucket,
    rules: [
      {
        id: 'old-versions',
        status: 'Enabled',
        filter: { prefix: '' },
        noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ],
  })
  return { bucket, arn, address: hasCdn ? makeCdn(exports) : undefined }
}

/** Policies that AWS keeps: a name is asked for again after a second, a body never; scripts of other sites may read. */
const managed = {
  cache: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  headers: '60669652-455b-4ae9-85a4-c4c02393f86c',
} as const

/** Reads the bucket under its own identity; nobody else reads it by an address of the public. */
function makeCdn({ nodes }: sst.aws.Bucket): $util.Output<string> {
  const access = new aws.cloudfront.OriginAccessControl('ExportsAccess', {
    name: `${$app.name}-${$app.stage}-exports`,
    originAccessControlOriginType: 's3',
    signingBehavior: 'always',
    signingProtocol: 'sigv4',
  })
  const { domainName } = new aws.cloudfront.Distribution('ExportsCdn', {
    enabled: true,
    comment: `${$app.name} ${$app.stage}: exports`,
    httpVersion: 'http2and3',
    isIpv6Enabled: true,
    priceClass: 'PriceClass_100',
    origins: [
      {
        originId: 'exports',
        domainName: nodes.bucket.bucketRegionalDomainName,
        originAccessControlId: access.id,
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: 'exports',
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      cachedMethods: ['GET', 'HEAD'],
      compress: true,
      cachePolicyId: managed.cache,
      responseHeadersPolicyId: managed.headers,
    },
    restrictions: { geoRestriction: { restrictionType: 'none' } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  })
  return $interpolate`https://${domainName}`
}

import { describe, expect, test } from 'vitest'
import type { PlannedResource } from './plan/planned.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const policyOf = (plan: Plan): readonly Record<string, any>[] =>
  JSON.parse(plan.one('aws:s3/bucketPolicy:BucketPolicy', 'ExportsPolicy').inputs['policy']).Statement
const ofCdn = ({ type }: PlannedResource): boolean => type.startsWith('aws:cloudfront/')

describe.skipIf(missing)(named('the exports'), () => {
  test('lie in a bucket that the public has no way to', async () => {
    const plan = await sharedPlan('production')
    const block = plan.one(
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      'ExportsPublicAccessBlock',
    )
    expect(block.inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    })
    // The one thing that it says to everybody is no, in the clear.
    const statements = policyOf(plan)
    expect(statements.filter(({ Effect }) => Effect !== 'Deny')).toEqual([])
    expect(plan.resources.filter(ofCdn)).toEqual([])
    expect(plan.outputs).not.toHaveProperty('exportsAddress')
  })

  test('are encrypted, and what they were before goes after a week', async () => {
    const plan = await sharedPlan('production')
    const encryption =
      'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration'
    expect(plan.one(encryption, 'ExportsEncryption').inputs['rules']).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
    ])
    const lifecycle = plan.one(
      'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
      'ExportsLifecycle',
    )
    expect(lifecycle.inputs['rules']).toEqual([
      {
        id: 'old-versions',
        status: 'Enabled',
        filter: { prefix: '' },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ])
    expect(plan.one('aws:s3/bucketVersioning:BucketVersioning', 'ExportsVersioning').inputs).toMatchObject({
      versioningConfiguration: { status: 'Enabled' },
    })
  })

  test('are read through a CDN where the stage has one: by it alone, over TLS, and nothing is written there', async () => {
    const plan = await sharedPlan('demo')
    const { inputs } = plan.one('aws:cloudfront/distribution:Distribution', 'ExportsCdn')
    expect(inputs['origins']).toEqual([
      expect.objectContaining({
        domainName: expect.stringMatching(/^canvass-demo-exportsbucket-.*\.s3\.us-east-1\.amazonaws\.com$/),
        originAccessControlId: expect.stringContaining('ExportsAccess'),
      }),
    ])
    expect(inputs['enabled']).toBe(true)
    expect(inputs['defaultCacheBehavior']).toMatchObject({
      // Managed-CachingOptimized asks again after a second where `no-cache` is said; Managed-SimpleCORS.
      cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      responseHeadersPolicyId: '60669652-455b-4ae9-85a4-c4c02393f86c',
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
    })
    const access = plan.one('aws:cloudfront/originAccessControl:OriginAccessControl', 'ExportsAccess')
    expect(access.inputs).toMatchObject({
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    })
    const allowed = policyOf(plan).filter(({ Effect }) => Effect !== 'Deny')
    expect(allowed).toMatchObject([
      {
        Action: ['s3:GetObject'],
        Principal: { Service: ['cloudfront.amazonaws.com'] },
        Condition: [
          {
            test: 'ArnLike',
            variable: 'aws:SourceArn',
            values: ['arn:aws:cloudfront::123456789012:distribution/*'],
          },
        ],
      },
    ])
    expect(plan.outputs['exportsAddress']).toMatch(/^https:\/\//)
  })
})

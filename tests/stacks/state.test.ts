import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerTable } from '../../engine/register/dynamo-table.ts'
import { resultsTable } from '../../engine/results/dynamo-table.ts'
import { hostsTable } from '../../engine/source/dynamo-turns.ts'
import { headsTable, itemsTable } from '../../engine/state/dynamo-tables.ts'
import { type TableName, tables } from '../../stacks/tables.ts'
import type { PlannedResource } from './plan/planned.ts'
import { type Plan, type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const tableType = 'aws:dynamodb/table:Table'
const bucketType = 'aws:s3/bucket:Bucket'

/** As `feed setup --home aws` makes them. */
const wanted: Readonly<Record<TableName, (name: string) => CreateTableCommandInput>> = {
  heads: headsTable,
  items: itemsTable,
  results: resultsTable,
  register: registerTable,
  hosts: hostsTable,
}
const resourceOf = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}Table`

describe.skipIf(missing)(named('the tables'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test('are those that feed setup makes', () => {
    expect(Object.keys(tables).toSorted()).toEqual(Object.keys(wanted).toSorted())
    expect(plan.of(tableType).map(({ name }) => name)).toEqual(Object.keys(tables).map(resourceOf).toSorted())
  })

  test.each(Object.entries(wanted))(
    'of %s has the keys, indexes and way of paying of feed setup',
    (name, make) => {
      const { inputs } = plan.one(tableType, resourceOf(name))
      expect(shapeOf(inputs)).toEqual(shapeWanted(make(name)))
    },
  )

  test.each(Object.keys(wanted))('of %s is encrypted and can go back to any second', (name) => {
    expect(plan.one(tableType, resourceOf(name)).inputs).toMatchObject({
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
    })
  })
})

interface Shape {
  readonly attributes: readonly string[]
  readonly keys: readonly (string | undefined)[]
  readonly indexes: readonly string[]
  readonly billing: string | undefined
}

const shapeWanted = (table: CreateTableCommandInput): Shape => {
  const key = (type: string, schema = table.KeySchema) =>
    schema?.find((one) => one.KeyType === type)?.AttributeName
  return {
    attributes: (table.AttributeDefinitions ?? [])
      .map((one) => `${one.AttributeName} ${one.AttributeType}`)
      .toSorted(),
    keys: [key('HASH'), key('RANGE')],
    indexes: (table.LocalSecondaryIndexes ?? [])
      .map(({ IndexName, KeySchema, Projection }) =>
        [IndexName, key('HASH', KeySchema), key('RANGE', KeySchema), Projection?.ProjectionType].join(' '),
      )
      .toSorted(),
    billing: table.BillingMode,
  }
}

const shapeOf = (inputs: PlannedResource['inputs']): Shape => ({
  attributes: inputs['attributes'].map(({ name, type }: Named) => `${name} ${type}`).toSorted(),
  keys: [inputs['hashKey'], inputs['rangeKey']],
  indexes: inputs['localSecondaryIndexes']
    .map(({ name, rangeKey, projectionType }: Named) =>
      [name, inputs['hashKey'], rangeKey, projectionType].join(' '),
    )
    .toSorted(),
  billing: inputs['billingMode'],
})
type Named = Readonly<Record<'name' | 'type' | 'rangeKey' | 'projectionType', string>>

describe.skipIf(missing)(named('buckets'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test('let nobody from outside in, and are reached by TLS alone', () => {
    const buckets = plan.of(bucketType)
    expect(buckets.length).toBeGreaterThanOrEqual(2)
    for (const { name, inputs } of buckets) {
      const of = (type: string) => plan.of(type).filter((one) => one.inputs['bucket'] === inputs['bucket'])
      const [access] = of('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock')
      expect([name, access?.inputs]).toEqual([
        name,
        expect.objectContaining({
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        }),
      ])
      const [policy] = of('aws:s3/bucketPolicy:BucketPolicy')
      expect(policy?.inputs['policy']).toContain('"Effect":"Deny","Action":["s3:*"]')
      expect(policy?.inputs['policy']).toContain('aws:SecureTransport')
    }
  })

  test('of the archive keeps versions, is encrypted, and moves captures that rest to a cheaper place', () => {
    const name = plan.one(bucketType, 'ArchiveBucket').inputs['bucket']
    const of = (type: string) => plan.of(type).find(({ inputs }) => inputs['bucket'] === name)?.inputs
    expect(of('aws:s3/bucketVersioning:BucketVersioning')).toMatchObject({
      versioningConfiguration: { status: 'Enabled' },
    })
    expect(
      of('aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration'),
    ).toMatchObject({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    })
    const rules = of('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration')?.['rules']
    // And nothing that ends what was archived.
    expect(rules).toEqual([
      {
        id: 'rest',
        status: 'Enabled',
        filter: { and: { prefix: 'bodies/', objectSizeGreaterThan: 131_071 } },
        transitions: [{ days: 120, storageClass: 'GLACIER_IR' }],
      },
      {
        id: 'left-over',
        status: 'Enabled',
        filter: { prefix: '' },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ])
  })
})

describe.skipIf(missing)(named('the stream of the trace'), () => {
  test.each<[SharedPlan, number]>([
    ['production', 168],
    ['dev', 24],
  ])('of %s is paid by what is written, encrypted, and kept for %i hours', async (stage, hours) => {
    const { inputs } = (await sharedPlan(stage)).one('aws:kinesis/stream:Stream', 'TraceStream')
    expect(inputs).toMatchObject({
      streamModeDetails: { streamMode: 'ON_DEMAND' },
      encryptionType: 'KMS',
      kmsKeyId: 'alias/aws/kinesis',
      retentionPeriod: hours,
    })
  })
})

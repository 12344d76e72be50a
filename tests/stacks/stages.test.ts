import { describe, expect, test } from 'vitest'
import { stageOf } from '../../stacks/stage.ts'
import { sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

/** What holds data that can not be made again, or that others know by its address. */
const holding = [
  'aws:dynamodb/table:Table',
  'aws:s3/bucket:Bucket',
  'aws:msk/cluster:Cluster',
  'aws:ec2/eip:Eip',
]

describe.skipIf(missing)(named('a stage'), () => {
  test('that is production protects and keeps what holds data', async () => {
    const plan = await sharedPlan('production')
    expect(plan.app).toMatchObject({ protect: true, removal: 'retain' })
    for (const type of holding) {
      expect([type, plan.of(type).length > 0]).toEqual([type, true])
      for (const { name, protect, retainOnDelete } of plan.of(type))
        expect([name, protect, retainOnDelete]).toEqual([name, true, true])
    }
    for (const { inputs } of plan.of('aws:dynamodb/table:Table'))
      expect(inputs['deletionProtectionEnabled']).toBe(true)
    for (const { inputs } of plan.of('aws:s3/bucket:Bucket')) expect(inputs['forceDestroy']).toBe(false)
  })

  test('that is not goes away whole', async () => {
    const plan = await sharedPlan('dev')
    expect(plan.app).toMatchObject({ protect: false, removal: 'remove' })
    // SST keeps the code of functions, which stages share.
    const kept = plan.resources.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)
    expect(kept.map(({ name }) => name)).toEqual([])
    for (const { inputs } of plan.of('aws:dynamodb/table:Table'))
      expect(inputs['deletionProtectionEnabled']).toBe(false)
    for (const { inputs } of plan.of('aws:s3/bucket:Bucket')) expect(inputs['forceDestroy']).toBe(true)
  })

  test('marks everything that it has', async () => {
    const { app } = await sharedPlan('staging')
    expect(app).toMatchObject({
      name: 'canvass',
      providers: {
        aws: { defaultTags: { tags: { 'canvass:stage': 'staging', 'canvass:made-by': 'sst' } } },
      },
    })
  })
})

describe.skipIf(missing)(named('what a deployment prints'), () => {
  test('is what another stage is told to live on its brokers', async () => {
    const { outputs } = await sharedPlan('dev')
    const existing = outputs['existing'] as Readonly<Record<string, string>>
    expect(stageOf('kim', existing).brokers).toEqual({
      kind: 'existing',
      isServerless: false,
      addresses: 'b-1.kafka.example:9098,b-2.kafka.example:9098',
      cluster: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/1a2b3c4d',
      vpc: 'NetworkVpc-id',
      subnets: ['NetworkPrivateSubnet1-id', 'NetworkPrivateSubnet2-id'],
      group: 'Workers-id',
    })
  })
})

test('every stage spans two zones in us-west-1, and as many as its table says elsewhere', () => {
  for (const name of ['production', 'staging', 'kim'])
    expect([name, stageOf(name, { AWS_REGION: 'us-west-1' }).zones]).toEqual([name, 2])
  expect(stageOf('production', { AWS_REGION: 'us-west-2' }).zones).toBe(3)
  expect(stageOf('production', {}).zones).toBe(3)
})

test('a stage whose name AWS would refuse in the middle, or that is nearly that of production, is refused at once', () => {
  expect(stageOf('k'.repeat(48), {}).name).toHaveLength(48)
  expect(() => stageOf('k'.repeat(49), {})).toThrow('has 49 letters, and at most 48 are taken')
  expect(() => stageOf('Production', {})).toThrow('Production is not production')
  expect(stageOf('Kim', {}).isKept).toBe(false)
})

test.each(['prod', 'prd', 'live', 'main', 'master', 'PROD', 'prod2', 'us-prod', 'production-2', 'live-2028'])(
  'a stage %s, which reads like production and would not be protected, is refused',
  (name) => {
    expect(() => stageOf(name, {})).toThrow(
      `the stage ${name} reads like production and would have nothing of it`,
    )
  },
)

test('a stage whose name only begins like that is none of it', () => {
  for (const name of ['product', 'maintenance', 'lively', 'oliver', 'domain'])
    expect([name, stageOf(name, {}).isKept]).toEqual([name, false])
  expect(stageOf('production', {}).isKept).toBe(true)
})

describe('brokers of another stage', () => {
  const given = {
    CANVASS_EXISTING_BROKERS: 'b-1.kafka.example:9098',
    CANVASS_EXISTING_CLUSTER: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/9z8y',
    CANVASS_EXISTING_VPC: 'vpc-1',
    CANVASS_EXISTING_SUBNETS: 'subnet-1,subnet-2',
    CANVASS_EXISTING_GROUP: 'sg-1',
  }

  test('are said whole', () => {
    expect(stageOf('kim', given).brokers).toEqual({
      kind: 'existing',
      isServerless: false,
      addresses: 'b-1.kafka.example:9098',
      cluster: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/9z8y',
      vpc: 'vpc-1',
      subnets: ['subnet-1', 'subnet-2'],
      group: 'sg-1',
    })
  })

  test.each(Object.keys(given))('can not be reached without %s', (name) => {
    expect(() => stageOf('kim', { ...given, [name]: '' })).toThrow(`and ${name} are missing`)
  })

  test('take the place of those that a stage would have had', () => {
    expect(stageOf('production', given).brokers.kind).toBe('existing')
    expect(stageOf('production', {}).brokers.kind).toBe('provisioned')
    expect(stageOf('staging', {}).brokers.kind).toBe('serverless')
    expect(stageOf('constructor', {}).brokers.kind).toBe('provisioned')
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import type { PlannedResource } from './plan/planned.ts'
import { type Plan, planOf, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const groupType = 'aws:ec2/securityGroup:SecurityGroup'

describe.skipIf(missing)(named('the network'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })
  const names = (type: string): readonly string[] => plan.of(type).map(({ name }) => name)

  test('of production spans three zones, each left by an address of its own that stays', () => {
    expect(names('aws:ec2/eip:Eip')).toEqual(['Address1', 'Address2', 'Address3'])
    const gateways = plan.of('aws:ec2/natGateway:NatGateway')
    expect(gateways.map(({ inputs }) => inputs['allocationId'])).toEqual([
      'Address1-id',
      'Address2-id',
      'Address3-id',
    ])
    expect(plan.outputs['addresses']).toHaveLength(3)
    // docs/deploy.md asks for them by these names.
    expect(plan.of('aws:ec2/eip:Eip').map(({ inputs }) => inputs['tags'].Name)).toEqual(
      [1, 2, 3].map((n) => `canvass-production-address-${n}`),
    )
    expect(plan.outputs['tables']).toHaveLength(5)
  })

  test('of a smaller stage spans two, and is left through small machines', async () => {
    const small = await sharedPlan('dev')
    expect(small.of('aws:ec2/eip:Eip').map(({ name }) => name)).toEqual(['Address1', 'Address2'])
    const machines = small.of('aws:ec2/instance:Instance')
    expect(machines.map(({ inputs }) => inputs['instanceType'])).toEqual(['t4g.nano', 't4g.nano'])
    const tied = small.of('aws:ec2/eipAssociation:EipAssociation')
    expect(tied.map(({ inputs }) => inputs['allocationId'])).toEqual(['Address1-id', 'Address2-id'])
  })

  test('reaches S3 and DynamoDB without leaving by those addresses', () => {
    const endpoints = plan.of('aws:ec2/vpcEndpoint:VpcEndpoint')
    expect(endpoints.map(({ inputs }) => inputs['serviceName'])).toEqual([
      'com.amazonaws.us-east-1.dynamodb',
      'com.amazonaws.us-east-1.s3',
    ])
    for (const { inputs } of endpoints) {
      expect(inputs['vpcEndpointType']).toBe('Gateway')
      expect(inputs['routeTableIds']).toEqual([1, 2, 3].map((n) => `NetworkPrivateRouteTable${n}-id`))
    }
  })

  test('lets nobody in: workers ask, brokers are asked by workers', () => {
    const { inputs: workers } = plan.one(groupType, 'Workers')
    expect(workers['ingress'] ?? []).toEqual([])
    // Sources are anywhere, at any port.
    expect(workers['egress']).toEqual([{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }])
    const { inputs: brokers } = plan.one(groupType, 'BrokersGroup')
    expect(brokers['ingress']).toEqual([
      { protocol: 'tcp', fromPort: 9098, toPort: 9098, securityGroups: ['Workers-id'] },
    ])
    const open = (group: PlannedResource): boolean =>
      JSON.stringify(group.inputs['ingress'] ?? []).includes('0.0.0.0/0')
    expect(plan.of(groupType).filter(open)).toEqual([])
  })

  test('has no load balancer, no gateway for requests and no address of a function', () => {
    const entrances = /^aws:(lb|alb|apigateway|apigatewayv2|lambda\/functionUrl|globalaccelerator)\b/
    expect(plan.resources.filter(({ type }) => entrances.test(type))).toEqual([])
  })

  test('is that of another stage where its brokers are', async () => {
    const guest = await sharedPlan('existing')
    for (const type of ['aws:ec2/vpc:Vpc', 'aws:ec2/eip:Eip', groupType, 'aws:msk/cluster:Cluster'])
      expect([type, guest.of(type)]).toEqual([type, []])
    const { vpcConfig } = guest.one('aws:lambda/function:Function', 'PollerSmallFunction').inputs
    expect(vpcConfig).toEqual({ subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] })
  })
})

const zonesOf = (plan: Plan): readonly unknown[] =>
  plan
    .of('aws:ec2/subnet:Subnet')
    .flatMap(({ name, inputs }) => (name.includes('Private') ? inputs['availabilityZone'] : []))
const inRegion = (region: string): Promise<Plan> =>
  planOf(temporaryFolder('stacks'), { stage: 'production', environment: { AWS_REGION: region } })

describe.skipIf(missing)(named('zones'), () => {
  test('are those that brokers, functions and tasks can be in: neither local, nor out of order, nor use1-az3', async () => {
    expect(zonesOf(await sharedPlan('production'))).toEqual(['us-east-1b', 'us-east-1d', 'us-east-1e'])
    expect(zonesOf(await sharedPlan('dev'))).toEqual(['us-east-1b', 'us-east-1d'])
  })

  test('of us-west-1 are two, with two brokers and two addresses, whatever the stage', async () => {
    const plan = await inRegion('us-west-1')
    expect(plan.errors).toEqual([])
    expect(zonesOf(plan)).toEqual(['us-west-1b', 'us-west-1c'])
    expect(plan.of('aws:ec2/eip:Eip')).toHaveLength(2)
    const { inputs } = plan.one('aws:msk/cluster:Cluster', 'Brokers')
    expect(inputs['numberOfBrokerNodes']).toBe(2)
    expect(inputs['brokerNodeGroupInfo'].clientSubnets).toHaveLength(2)
    const settings = plan.one('aws:msk/configuration:Configuration', 'BrokerSettings').inputs
    expect(settings['serverProperties']).toContain('default.replication.factor=2\nmin.insync.replicas=1\n')
  })

  test('that are too few are said before anything is made in them', async () => {
    const plan = await inRegion('ap-northeast-1')
    expect(plan.errors).toContain(
      'production spans 3 zones, and this region has 2 that it can be in (ap-northeast-1a, ap-northeast-1c): take another region, or say fewer zones in stacks/stage.ts',
    )
    expect(plan.of('aws:ec2/subnet:Subnet')).toEqual([])
  })
})

describe.skipIf(missing)(named('brokers'), () => {
  const clusterType = 'aws:msk/cluster:Cluster'

  test('of production are three, in three zones, with three copies of everything', async () => {
    const plan = await sharedPlan('production')
    expect(plan.one(clusterType, 'Brokers').inputs).toMatchObject({
      kafkaVersion: '3.9.x.kraft',
      numberOfBrokerNodes: 3,
      // More metrics are paid for, each of each broker.
      enhancedMonitoring: 'DEFAULT',
      brokerNodeGroupInfo: {
        instanceType: 'kafka.m7g.large',
        clientSubnets: [1, 2, 3].map((n) => `NetworkPrivateSubnet${n}-id`),
        securityGroups: ['BrokersGroup-id'],
        connectivityInfo: { publicAccess: { type: 'DISABLED' } },
      },
      loggingInfo: {
        brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: '/canvass/production/brokers' } },
      },
    })
    const { serverProperties } = plan.one('aws:msk/configuration:Configuration', 'BrokerSettings').inputs
    expect(serverProperties.trim().split('\n')).toEqual([
      'auto.create.topics.enable=false',
      'default.replication.factor=3',
      'min.insync.replicas=2',
      'unclean.leader.election.enable=false',
      'offsets.retention.minutes=172800',
    ])
  })

  test.each(['production', 'dev'] as const)(
    'of %s are reached with an identity and TLS alone',
    async (stage) => {
      expect((await sharedPlan(stage)).one(clusterType, 'Brokers').inputs).toMatchObject({
        clientAuthentication: { sasl: { iam: true }, unauthenticated: false },
        encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
      })
    },
  )

  test('have disks that grow, and no deployment makes them small again', async () => {
    const plan = await sharedPlan('production')
    const resourceId = 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-production/1a2b3c4d'
    expect(plan.one('aws:appautoscaling/policy:Policy', 'BrokerDisksGrow').inputs).toMatchObject({
      resourceId,
    })
    expect(plan.one('aws:appautoscaling/target:Target', 'BrokerDisks').inputs).toMatchObject({
      resourceId,
      scalableDimension: 'kafka:broker-storage:VolumeSize',
      maxCapacity: 2_000,
    })
    expect(
      plan.one('aws:appautoscaling/policy:Policy', 'BrokerDisksGrow').inputs[
        'targetTrackingScalingPolicyConfiguration'
      ],
    ).toEqual({
      // As docs/runbook.md says it.
      targetValue: 60,
      disableScaleIn: true,
      predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
    })
    expect(plan.one(clusterType, 'Brokers').ignoreChanges).toEqual([
      'brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize',
    ])
  })

  test('of staging are serverless', async () => {
    const plan = await sharedPlan('staging')
    expect(plan.of(clusterType)).toEqual([])
    expect(plan.one('aws:msk/serverlessCluster:ServerlessCluster', 'Brokers').inputs).toMatchObject({
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ securityGroupIds: ['BrokersGroup-id'] }],
    })
  })
})

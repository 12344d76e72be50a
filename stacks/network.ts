import type { Existing, Stage } from './stage.ts'

/** Where functions and tasks live: private subnets, which are left by few addresses that never change. */
export interface Network {
  readonly vpc: $util.Input<string>
  readonly subnets: $util.Input<$util.Input<string>[]>
  /** The security group of everything that works in it. It lets nobody in. */
  readonly workers: $util.Input<string>
  /** What offices see requests come from, and allow. */
  readonly addresses: $util.Input<string>[]
  /** What zones are left by. Undefined: by those of another stage. */
  readonly exits: Exits | undefined
}

/** One for each zone: gateways that AWS looks after, or small machines. */
export interface Exits {
  readonly are: Stage['nat']
  readonly ids: readonly $util.Output<string>[]
}

export const makeNetwork = (stage: Stage): Network =>
  stage.brokers.kind === 'existing' ? ofAnother(stage.brokers) : own(stage)

const ofAnother = ({ vpc, subnets, group }: Existing): Network => ({
  vpc,
  subnets: [...subnets],
  workers: group,
  addresses: [],
  exits: undefined,
})

function own(stage: Stage): Network {
  const { zones, nat, isKept } = stage
  const addresses = Array.from(
    { length: zones },
    (_, n) =>
      new aws.ec2.Eip(
        `Address${n + 1}`,
        { domain: 'vpc', tags: { Name: `${$app.name}-${$app.stage}-address-${n + 1}` } },
        // An address that an office has let in is not given back.
        { protect: isKept, retainOnDelete: isKept },
      ),
  )
  const vpc = new sst.aws.Vpc('Network', {
    az: zonesOf(stage),
    nat: { type: nat, ip: addresses.map(({ id }) => id) },
  })
  for (const service of ['s3', 'dynamodb'])
    new aws.ec2.VpcEndpoint(`Endpoint${service}`, {
      vpcId: vpc.id,
      serviceName: $interpolate`com.amazonaws.${aws.getRegionOutput().region}.${service}`,
      vpcEndpointType: 'Gateway',
      routeTableIds: vpc.nodes.privateRouteTables.apply((tables) => tables.map(({ id }) => id)),
    })
  const workers = new aws.ec2.SecurityGroup('Workers', {
    vpcId: vpc.id,
    description: 'Functions and consumers: they ask, and nobody asks them',
    // Sources are asked at whatever port they have.
    egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }],
  })
  return {
    vpc: vpc.id,
    subnets: vpc.privateSubnets,
    workers: workers.id,
    addresses: addresses.map(({ publicIp }) => publicIp),
    exits: { are: nat, ids: exitsOf(vpc, nat, zones) },
  }
}

/**
 * Ids of zones that something of a stage can not be in. Ids are the same for everybody; which of them is called `us-east-1a` is each account's own.
 * Read on 2026-11-26. Lambda has no list: it says so in an error.
 */
const closed = [
  // MSK, "Client subnets can't occupy": https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-msk-cluster-brokernodegroupinfo.html
  'use1-az3',
  // Fargate has all other zones of these regions: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
  'usw1-az2',
  'apne1-az3',
]

/** Names of as many zones as the stage spans, in which all of it can be. SST would take the first there are. */
function zonesOf({ name, zones }: Stage): $util.Output<string[]> {
  const { names } = aws.getAvailabilityZonesOutput({
    state: 'available',
    excludeZoneIds: closed,
    filters: [
      { name: 'zone-type', values: ['availability-zone'] },
      { name: 'opt-in-status', values: ['opt-in-not-required'] },
    ],
  })
  return names.apply((open) => {
    if (open.length < zones)
      throw new Error(
        `${name} spans ${zones} zones, and this region has ${open.length} that it can be in (${open.join(', ')}): take another region, or say fewer zones in stacks/stage.ts`,
      )
    return open.slice(0, zones)
  })
}

function exitsOf({ nodes }: sst.aws.Vpc, nat: Stage['nat'], zones: number): $util.Output<string>[] {
  const made: $util.Output<(aws.ec2.NatGateway | aws.ec2.Instance)[]> =
    nat === 'managed' ? nodes.natGateways : nodes.natInstances
  return Array.from({ length: zones }, (_, n) => made.apply((all) => all[n]?.id ?? ''))
}

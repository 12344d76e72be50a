import { brokersLog } from './log-names.ts'
import type { Network } from './network.ts'
import type { Brokers, Stage } from './stage.ts'

/** Where the brokers are, and the ARN of their cluster. */
interface Cluster {
  readonly brokers: $util.Output<string>
  readonly cluster: $util.Output<string>
}

/** Of brokers for clients with an identity of AWS. */
const port = 9098
const clusterName = (): string => `${$app.name}-${$app.stage}`

export function serverlessBrokers(stage: Stage, network: Network): Cluster {
  const { arn, bootstrapBrokersSaslIam } = new aws.msk.ServerlessCluster(
    'Brokers',
    {
      clusterName: clusterName(),
      vpcConfigs: [{ subnetIds: network.subnets, securityGroupIds: [groupOf(network).id] }],
      clientAuthentication: { sasl: { iam: { enabled: true } } },
    },
    kept(stage),
  )
  return { brokers: bootstrapBrokersSaslIam, cluster: arn }
}

/** Encrypted at rest by the account's key for MSK, and on every way. */
export function provisionedBrokers(
  stage: Stage,
  { instance, perZone, gigabytes }: Extract<Brokers, { kind: 'provisioned' }>,
  network: Network,
): Cluster {
  const copies = Math.min(3, stage.zones * perZone)
  const settings = new aws.msk.Configuration('BrokerSettings', {
    name: clusterName(),
    kafkaVersions: [version],
    serverProperties: Object.entries({
      // A topic that a mistake names is not made.
      'auto.create.topics.enable': false,
      'default.replication.factor': copies,
      'min.insync.replicas': Math.max(1, copies - 1),
      'unclean.leader.election.enable': false,
      // As long as topics are kept: a group that was away knows where it was.
      'offsets.retention.minutes': 120 * 24 * 60,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  })
  const logs = new aws.cloudwatch.LogGroup('BrokerLogs', {
    name: brokersLog(),
    retentionInDays: stage.logs === '1 year' ? 365 : 14,
  })
  const cluster = new aws.msk.Cluster(
    'Brokers',
    {
      clusterName: clusterName(),
      kafkaVersion: version,
      numberOfBrokerNodes: stage.zones * perZone,
      brokerNodeGroupInfo: {
        instanceType: instance,
        clientSubnets: network.subnets,
        securityGroups: [groupOf(network).id],
        storageInfo: { ebsStorageInfo: { volumeSize: gigabytes } },
        connectivityInfo: { publicAccess: { type: 'DISABLED' } },
      },
      configurationInfo: { arn: settings.arn, revision: settings.latestRevision },
      clientAuthentication: { sasl: { iam: true }, unauthenticated: false },
      encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
      // What alarms and the dashboard look at; more is paid for each metric of each broker.
      enhancedMonitoring: 'DEFAULT',
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logs.name } } },
    },
    { ...kept(stage), ignoreChanges: ['brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize'] },
  )
  growDisks(cluster, gigabytes)
  return { brokers: cluster.bootstrapBrokersSaslIam, cluster: cluster.arn }
}
const version = '3.9.x.kraft'
/** So full a disk may be before it grows. It never shrinks again. */
const percentFull = 60

function growDisks(cluster: aws.msk.Cluster, gigabytes: number): void {
  const target = new aws.appautoscaling.Target('BrokerDisks', {
    serviceNamespace: 'kafka',
    scalableDimension: 'kafka:broker-storage:VolumeSize',
    resourceId: cluster.arn,
    minCapacity: 1,
    maxCapacity: gigabytes * 8,
  })
  new aws.appautoscaling.Policy('BrokerDisksGrow', {
    name: `${clusterName()}-disks`,
    policyType: 'TargetTrackingScaling',
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: percentFull,
      disableScaleIn: true,
      predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
    },
  })
}

/** Lets workers of the same network in, and nobody else. */
const groupOf = ({ vpc, workers }: Network): aws.ec2.SecurityGroup =>
  new aws.ec2.SecurityGroup('BrokersGroup', {
    vpcId: vpc,
    description: 'Brokers: workers may ask them',
    ingress: [{ protocol: 'tcp', fromPort: port, toPort: port, securityGroups: [workers] }],
  })

const kept = ({ isKept }: Stage) => ({ protect: isKept, retainOnDelete: isKept })

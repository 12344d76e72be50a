import type { Pollers } from './poller.ts'
import type { Stage } from './stage.ts'
import type { Stream } from './stream.ts'

type Text = $util.Input<string>
/** One of a policy. */
export type Statement = aws.types.input.iam.GetPolicyDocumentStatementArgs

/** What whoever is on duty looks after, beside feeds and figures. */
export interface Services {
  readonly stage: Stage
  readonly stream: Stream
  readonly pollers: Pollers
  /** Names of log groups. */
  readonly logs: Readonly<Record<string, Text>>
  readonly consumers: sst.aws.Service
  /** The group that the schedules of feeds are in. */
  readonly schedules: Text
}

/**
 * What docs/runbook.md tells to type when an alarm rings, and nothing else: a test compares the two. Where AWS knows nothing smaller than
 * all of an account, or the call is about no resource, `*` stands.
 */
export function lookAfter({
  stage,
  stream,
  pollers,
  logs,
  consumers,
  schedules,
}: Services): readonly Statement[] {
  const { partition } = aws.getPartitionOutput()
  const { region } = aws.getRegionOutput()
  const { accountId } = aws.getCallerIdentityOutput()
  const of = (service: string): $util.Output<string> =>
    $interpolate`arn:${partition}:${service}:${region}:${accountId}`
  const { service, taskDefinition } = consumers.nodes
  const cluster = service.cluster.apply((arn) => arn.split('/').at(-1) ?? '')
  const family = taskDefinition.apply((definition) => definition.family)
  const inCluster = { test: 'ArnEquals', variable: 'ecs:cluster', values: [service.cluster] }
  return [
    {
      sid: 'Logs',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
      resources: Object.values(logs).map((name) => $interpolate`${of('logs')}:log-group:${name}:*`),
    },
    {
      sid: 'SeeConsumers',
      actions: ['ecs:DescribeServices'],
      resources: [$interpolate`${of('ecs')}:service/${cluster}/${service.name}`],
    },
    {
      sid: 'SeeTasks',
      actions: ['ecs:ListTasks', 'ecs:DescribeTasks'],
      resources: ['*'],
      conditions: [inCluster],
    },
    {
      // Anew, more or fewer of them: and never another program in their place.
      sid: 'BeginConsumersAnew',
      actions: ['ecs:UpdateService'],
      resources: [$interpolate`${of('ecs')}:service/${cluster}/${service.name}`],
      conditions: [
        inCluster,
        {
          test: 'ArnLikeIfExists',
          variable: 'ecs:task-definition',
          values: [$interpolate`${of('ecs')}:task-definition/${family}:*`],
        },
      ],
    },
    {
      sid: 'DeadTicks',
      actions: ['sqs:ReceiveMessage', 'sqs:PurgeQueue'],
      resources: [pollers.dead.arn],
    },
    {
      sid: 'Queues',
      actions: ['sqs:GetQueueAttributes'],
      resources: [pollers.dead.arn, pollers.bySize.small.ticks.arn, pollers.bySize.large.ticks.arn],
    },
    {
      sid: 'Schedules',
      actions: ['scheduler:GetSchedule'],
      resources: [
        $interpolate`${of('scheduler')}:schedule/${schedules}/*`,
        $interpolate`${of('scheduler')}:schedule/default/${$app.name}-${stage.name}-watch`,
      ],
    },
    {
      sid: 'OfNoResource',
      actions: ['scheduler:ListSchedules', 'lambda:GetAccountSettings'],
      resources: ['*'],
    },
    ...brokersOf(stage, stream),
  ]
}

/** Brokers of another stage are looked after there; disks there are of provisioned ones only, and they only grow. */
const brokersOf = ({ brokers: { kind } }: Stage, { cluster }: Stream): readonly Statement[] =>
  kind === 'existing'
    ? []
    : [
        {
          sid: 'Brokers',
          actions: [
            'kafka:DescribeClusterV2',
            'kafka:ListClusterOperationsV2',
            ...(kind === 'provisioned' ? ['kafka:UpdateBrokerStorage'] : []),
          ],
          resources: [cluster],
        },
      ]

import type { Desk } from './desk.ts'
import { lookAfter, type Services, type Statement } from './duty.ts'
import type { Exports } from './exports.ts'

interface Made extends Services {
  readonly desk: Desk
  readonly exports: Exports
}

/** Names of the policies that people are given, by what they are for; docs/deploy.md says who has which. */
type Policies = Readonly<Record<'operator' | 'duty' | 'reader', $util.Output<string>>>

/**
 * What people may do, as policies to be given to groups or permission sets of this account: nobody has them by being deployed.
 * `operator` holds, releases and overrides, by the desk and by nothing else; `duty` looks after what runs, as the runbook says it;
 * `reader` looks. CloudTrail keeps who asked the desk for what; the engine keeps the name and the reason that were said with it.
 */
export function makePeople({ desk, exports, ...services }: Made): Policies {
  const look = lookAt(desk, exports)
  return {
    operator: policy('operator', 'May hold, release and override, by the desk', [...order(desk), ...look]),
    duty: policy('duty', 'May look after functions, queues and consumers, as docs/runbook.md says', [
      ...lookAfter(services),
      ...look,
    ]),
    reader: policy('reader', 'May look at alarms, figures, exports, and what was ordered', look),
  }
}

function policy(name: string, description: string, statements: readonly Statement[]): $util.Output<string> {
  const called = `${$app.name}-${$app.stage}-${name}`
  const { arn } = new aws.iam.Policy(`People${name[0]?.toUpperCase()}${name.slice(1)}`, {
    name: called,
    description,
    policy: aws.iam.getPolicyDocumentOutput({ statements: [...statements] }).json,
  })
  return arn
}

const order = ({ cluster, task, taskRole, executionRole }: Desk): readonly Statement[] => {
  const { partition } = aws.getPartitionOutput()
  const { region } = aws.getRegionOutput()
  const { accountId } = aws.getCallerIdentityOutput()
  const ecs = $interpolate`arn:${partition}:ecs:${region}:${accountId}`
  const inCluster = { test: 'ArnEquals', variable: 'ecs:cluster', values: [cluster] }
  return [
    {
      sid: 'Order',
      actions: ['ecs:RunTask'],
      resources: [$interpolate`${ecs}:task-definition/${task}:*`],
      conditions: [inCluster],
    },
    {
      sid: 'AsTheDesk',
      actions: ['iam:PassRole'],
      resources: [taskRole, executionRole],
      conditions: [
        { test: 'StringEquals', variable: 'iam:PassedToService', values: ['ecs-tasks.amazonaws.com'] },
      ],
    },
    {
      sid: 'Follow',
      actions: ['ecs:DescribeTasks'],
      resources: [$interpolate`${ecs}:task/*`],
      conditions: [inCluster],
    },
  ]
}

const dashboards = (): $util.Output<string> =>
  $interpolate`arn:${aws.getPartitionOutput().partition}:cloudwatch::${aws.getCallerIdentityOutput().accountId}:dashboard`

const lookAt = ({ logs }: Desk, exports: Exports): readonly Statement[] => [
  {
    sid: 'WhatWasOrdered',
    actions: ['logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:DescribeLogStreams', 'logs:StartLiveTail'],
    resources: [logs.arn, $interpolate`${logs.arn}:*`],
  },
  {
    // Of figures there is nothing smaller than all; alarms are asked for by the beginning of their names, which is asking for all.
    sid: 'Figures',
    actions: [
      'cloudwatch:DescribeAlarms',
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:GetMetricData',
      'cloudwatch:ListDashboards',
      'cloudwatch:ListMetrics',
    ],
    resources: ['*'],
  },
  {
    sid: 'Dashboard',
    actions: ['cloudwatch:GetDashboard'],
    resources: [$interpolate`${dashboards()}/${$app.name}-${$app.stage}`],
  },
  {
    sid: 'Exports',
    actions: ['s3:GetObject', 's3:ListBucket'],
    resources: [exports.arn, $interpolate`${exports.arn}/*`],
  },
]

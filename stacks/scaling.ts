import type { Stage } from './stage.ts'

/** Groups whose lag grows with what feeds publish; the others are small. */
const groups = ['tally', 'keep-status', 'export'] as const
/** Messages of one group that wait: from so many on there are more tasks, and below so few there are fewer. */
const many = 2_000
const few = 200

/** More tasks as soon as messages wait, fewer after a quarter of an hour in which hardly any did. */
export function scaleByLag(service: sst.aws.Service, { name, consumers }: Stage): void {
  const { autoScalingTarget } = service.nodes
  const policy = (
    kind: string,
    adjustments: aws.types.input.appautoscaling.PolicyStepScalingPolicyConfigurationStepAdjustment[],
    cooldown: number,
  ): aws.appautoscaling.Policy =>
    new aws.appautoscaling.Policy(`Consumer${kind}`, {
      name: `${$app.name}-${name}-consumer-${kind.toLowerCase()}`,
      policyType: 'StepScaling',
      serviceNamespace: autoScalingTarget.serviceNamespace,
      scalableDimension: autoScalingTarget.scalableDimension,
      resourceId: autoScalingTarget.resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: 'ChangeInCapacity',
        metricAggregationType: 'Maximum',
        cooldown,
        stepAdjustments: adjustments,
      },
    })
  const up = policy(
    'Grow',
    [
      { metricIntervalLowerBound: '0', metricIntervalUpperBound: String(many * 4), scalingAdjustment: 1 },
      {
        metricIntervalLowerBound: String(many * 4),
        scalingAdjustment: Math.max(1, Math.floor(consumers.most / 3)),
      },
    ],
    120,
  )
  const down = policy('Shrink', [{ metricIntervalUpperBound: '0', scalingAdjustment: -1 }], 300)
  const lag = { metricQueries: lagQueries(name), comparisonOperator: 'GreaterThanOrEqualToThreshold' }
  new aws.cloudwatch.MetricAlarm('ConsumerGrowAlarm', {
    ...lag,
    alarmDescription: 'Scaling: messages wait for consumers',
    threshold: many,
    evaluationPeriods: 2,
    // Not to know is no reason to change anything.
    treatMissingData: 'ignore',
    alarmActions: [up.arn],
  })
  new aws.cloudwatch.MetricAlarm('ConsumerShrinkAlarm', {
    ...lag,
    alarmDescription: 'Scaling: hardly a message waits for consumers',
    comparisonOperator: 'LessThanThreshold',
    threshold: few,
    evaluationPeriods: 15,
    treatMissingData: 'ignore',
    alarmActions: [down.arn],
  })
}

/** The largest lag of any group. */
const lagQueries = (stage: string): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] => [
  {
    id: 'lag',
    expression: `MAX([${groups.map((_, n) => `g${n}`).join(', ')}])`,
    label: 'messages that wait',
    returnData: true,
  },
  ...groups.map((group, n) => ({
    id: `g${n}`,
    metric: {
      namespace: 'Canvass',
      metricName: 'ConsumerLag',
      dimensions: { Stage: stage, Group: group },
      period: 60,
      stat: 'Maximum',
    },
  })),
]

import { type Making, makeFunction } from './functions.ts'
import type { Pollers } from './poller.ts'
import { schedulerRole } from './scheduler-role.ts'

/** The function that looks at all others once a minute and says how they are in metrics. It knows the feeds that pollers know, of their code. */
export function makeWatch(making: Making, { bySize }: Pollers): sst.aws.Function {
  const watch = makeFunction(
    'Watch',
    {
      runs: 'watch',
      code: bySize.small.poller,
      holder: 'watch',
      about: 'Watches freshness, holds, lag and dead letters',
      memory: '1024 MB',
      timeoutSeconds: 50,
    },
    making,
  )
  const role = schedulerRole('WatchClock', [{ actions: ['lambda:InvokeFunction'], resources: [watch.arn] }])
  new aws.scheduler.Schedule('WatchClock', {
    name: `${$app.name}-${$app.stage}-watch`,
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: watch.arn,
      roleArn: role.arn,
      // The next minute looks again.
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
    },
  })
  new aws.lambda.FunctionEventInvokeConfig('WatchTries', {
    functionName: watch.name,
    maximumRetryAttempts: 0,
    maximumEventAgeInSeconds: 60,
  })
  return watch
}

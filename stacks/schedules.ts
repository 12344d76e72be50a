import type { DeployedFeed, DeployedSchedule } from '../engine/deploy/deployment.ts'
import type { Deployed } from './deployment.ts'
import type { Pollers } from './poller.ts'
import { schedulerRole } from './scheduler-role.ts'
import type { Stage } from './stage.ts'
import { tickBatch } from './tick-batch.ts'

/** A schedule for each feed and window: it puts the ticks of its minute into the queue of the feed's size, delayed. Answers with their group. */
export function makeSchedules(
  { feeds }: Deployed,
  { bySize, dead }: Pollers,
  stage: Stage,
): $util.Output<string> {
  const group = new aws.scheduler.ScheduleGroup('Feeds', { name: `${$app.name}-${$app.stage}-feeds` })
  const { partition } = aws.getPartitionOutput()
  const call = $interpolate`arn:${partition}:scheduler:::aws-sdk:sqs:sendMessageBatch`
  const role = schedulerRole('Ticks', [
    { actions: ['sqs:SendMessage'], resources: [bySize.small.ticks.arn, bySize.large.ticks.arn, dead.arn] },
  ])
  for (const feed of feeds) {
    refuseLongPolls(feed, stage)
    for (const schedule of feed.schedules)
      makeSchedule(schedule, feed, {
        call,
        group: group.name,
        role: role.arn,
        queue: bySize[feed.size].ticks.url,
        dead: dead.arn,
      })
  }
  return group.name
}

function refuseLongPolls({ feed, size, timeLimitSeconds }: DeployedFeed, { pollers }: Stage): void {
  const { timeoutSeconds } = pollers[size]
  if (timeLimitSeconds < timeoutSeconds) return
  throw new Error(
    `a poll of ${feed} may take ${timeLimitSeconds} s, and the function that polls ${size} feeds is ended after ${timeoutSeconds} s`,
  )
}

interface Around {
  /** Of AWS, that the scheduler makes. */
  readonly call: $util.Input<string>
  readonly group: $util.Input<string>
  readonly role: $util.Input<string>
  readonly queue: $util.Output<string>
  readonly dead: $util.Input<string>
}

function makeSchedule(
  { name, expression, timezone, start, end, ticks, everySeconds }: DeployedSchedule,
  { feed, title, status }: DeployedFeed,
  { call, group, role, queue, dead }: Around,
): void {
  new aws.scheduler.Schedule(`Feed-${name}`, {
    name,
    groupName: group,
    description: title.slice(0, 512),
    state: status === 'live' ? 'ENABLED' : 'DISABLED',
    scheduleExpression: expression,
    scheduleExpressionTimezone: timezone,
    ...(start !== undefined && { startDate: start }),
    ...(end !== undefined && { endDate: end }),
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: call,
      roleArn: role,
      input: queue.apply((url) => JSON.stringify(tickBatch(url, feed, ticks, everySeconds))),
      // A tick that comes a minute late is no tick any more.
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      deadLetterConfig: { arn: dead },
    },
  })
}

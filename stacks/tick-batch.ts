import type { Tick } from '../engine/deploy/deployment.ts'

/** What a SendMessageBatch of SQS is given for a firing of a schedule; the scheduler writes its time into it. */
export const tickBatch = (queue: string, feed: string, ticks: readonly number[], everySeconds: number) => ({
  QueueUrl: queue,
  Entries: ticks.map((after, n) => ({
    Id: String(n),
    DelaySeconds: after,
    MessageBody: JSON.stringify({
      feed,
      due: '<aws.scheduler.scheduled-time>',
      after,
      every: everySeconds,
    } satisfies Tick),
  })),
})

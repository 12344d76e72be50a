import { type Making, makeFunction } from './functions.ts'
import type { PollerSize } from './stage.ts'

export type Size = 'small' | 'large'

/** A function that polls feeds of one size, and the queue that their ticks wait in. */
export interface Poller {
  readonly poller: sst.aws.Function
  readonly ticks: aws.sqs.Queue
}

export interface Pollers {
  /** They run one and the same code. */
  readonly bySize: Readonly<Record<Size, Poller>>
  /** Ticks that failed twice, and what could not be sent at all. */
  readonly dead: aws.sqs.Queue
}

const deadDays = 14
/** Longer than the function may take: what it has is given to nobody else. */
const afterTimeoutSeconds = 60

/** `after`: what has to be there before the first poll. */
export function makePollers(making: Making, after: $util.Resource[]): Pollers {
  const dead = new aws.sqs.Queue('DeadTicks', {
    name: `${$app.name}-${$app.stage}-dead-ticks`,
    messageRetentionSeconds: deadDays * 86_400,
    sqsManagedSseEnabled: true,
  })
  const { pollers } = making.stage
  const around = { making, dead, after }
  const small = makePoller('small', pollers.small, 'poller', around)
  return { bySize: { small, large: makePoller('large', pollers.large, small.poller, around) }, dead }
}

interface Around {
  readonly making: Making
  readonly dead: aws.sqs.Queue
  readonly after: $util.Resource[]
}

function makePoller(
  size: Size,
  { memory, storage, timeoutSeconds, batch, gatherSeconds, concurrency }: PollerSize,
  code: string | sst.aws.Function,
  { making, dead, after }: Around,
): Poller {
  const name = size === 'small' ? 'PollerSmall' : 'PollerLarge'
  const ticks = new aws.sqs.Queue(`${name}Ticks`, {
    name: `${$app.name}-${$app.stage}-ticks-${size}`,
    visibilityTimeoutSeconds: timeoutSeconds + afterTimeoutSeconds,
    // A tick that nobody came to for so long says nothing any more.
    messageRetentionSeconds: 3_600,
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    ),
    sqsManagedSseEnabled: true,
  })
  const arns = { ...making.arns, ticks: ticks.arn }
  const about = `Polls ${size} feeds`
  const poller = makeFunction(
    name,
    { runs: 'poller', code, holder: 'poller', about, memory, storage, timeoutSeconds },
    { ...making, arns },
  )
  new aws.lambda.EventSourceMapping(
    `${name}Source`,
    {
      eventSourceArn: ticks.arn,
      functionName: poller.arn,
      batchSize: batch,
      maximumBatchingWindowInSeconds: gatherSeconds,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: concurrency },
    },
    { dependsOn: after },
  )
  return { poller, ticks }
}

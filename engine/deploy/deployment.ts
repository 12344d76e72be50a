/**
 * What is put into an account: `feed compile --deployment` writes it as `deployment.json`, beside the folders of code: `poller/`
 * (handlers `poller.handler` and `watch.handler`), `processing/` (`processing.handler`), `topics/` (`topics.handler`). Stacks read it
 * and know nothing else of the engine.
 */
export interface Deployment {
  /** Grows with every deployment. It lies in the code of the functions too. */
  readonly build: number
  /** By their ids, in order; drafts are not among them. */
  readonly feeds: readonly DeployedFeed[]
}

export interface DeployedFeed {
  readonly feed: string
  readonly title: string
  readonly planHash: string
  /** The schedules of a paused feed are there and disabled. */
  readonly status: 'live' | 'paused'
  /** Of the function that polls it, and of the queue that its ticks wait in. */
  readonly size: 'small' | 'large'
  /** Of one poll. */
  readonly timeLimitSeconds: number
  /** Names of secrets, in order. */
  readonly secrets: readonly string[]
  /** Hosts that its addresses name, in order. */
  readonly hosts: readonly string[]
  readonly schedules: readonly DeployedSchedule[]
}

/** One EventBridge schedule: it sends all its ticks as delayed messages of one SendMessageBatch. */
export interface DeployedSchedule {
  /** Unique, of letters, digits and `-_.`, at most 64 characters; stable while the window is. */
  readonly name: string
  /** Such as `cron(0/5 * * * ? *)`. */
  readonly expression: string
  readonly timezone: string
  /** ISO 8601 with Z. Undefined: at once. */
  readonly start?: string
  /** ISO 8601 with Z. Undefined: never. */
  readonly end?: string
  /** Delays in seconds after the scheduled time: 1 to 10 of them, from 0 to 900, in order. */
  readonly ticks: readonly number[]
  /** Between two ticks of the feed, these and those of its other schedules. */
  readonly everySeconds: number
}

/** The body of a message: one tick of a feed. */
export interface Tick {
  readonly feed: string
  /** The scheduled time, as EventBridge writes it: ISO 8601 in UTC, to the second. */
  readonly due: string
  /** Seconds after it. */
  readonly after: number
  /** Seconds between two ticks. */
  readonly every: number
}

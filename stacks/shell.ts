import type { Desk } from './desk.ts'
import type { Services } from './duty.ts'
import type { Network } from './network.ts'

interface Made extends Services {
  readonly network: Network
  readonly topics: aws.lambda.Invocation
  readonly desk: Desk
}

/** The variables of a shell that docs/runbook.md and stacks/desk.sh call things by; `sh stacks/names.sh` prints them after a deployment. */
export const shellOf = ({
  stage,
  network,
  stream,
  topics,
  pollers,
  logs,
  consumers,
  schedules,
  desk,
}: Made): Readonly<Record<string, $util.Input<string>>> => ({
  AWS_REGION: aws.getRegionOutput().region,
  STAGE: stage.name,
  DESK_CLUSTER: desk.cluster,
  DESK_TASK: desk.task,
  DESK_SUBNETS: $util.output(network.subnets).apply((all) => all.join(',')),
  DESK_GROUP: network.workers,
  DESK_LOGS: desk.logs.name,
  CONSUMERS: consumers.nodes.service.name,
  ...Object.fromEntries(Object.entries(logs).map(([of, name]) => [`${of.toUpperCase()}_LOGS`, name])),
  SMALL_TICKS: pollers.bySize.small.ticks.url,
  LARGE_TICKS: pollers.bySize.large.ticks.url,
  DEAD_TICKS: pollers.dead.url,
  SCHEDULES: schedules,
  BROKERS: stream.cluster,
  TOPICS: topics.functionName,
  ...(network.exits !== undefined && {
    WAYS_OUT: $util.all([...network.exits.ids]).apply((ids) => ids.join(' ')),
  }),
})

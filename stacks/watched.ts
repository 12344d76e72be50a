import type { DeployedFeed } from '../engine/deploy/deployment.ts'
import type { Watched } from './alarms-of-services.ts'
import type { Network } from './network.ts'
import type { Pollers } from './poller.ts'
import type { Stage } from './stage.ts'
import type { State } from './state.ts'

interface Made {
  readonly stage: Stage
  readonly feeds: readonly DeployedFeed[]
  readonly network: Network
  readonly state: State
  readonly pollers: Pollers
  readonly processing: sst.aws.Function
  readonly watch: sst.aws.Function
  readonly consumers: sst.aws.Service
}

/** What alarms and the dashboard look at, by the names that CloudWatch knows it by. */
export function watchedOf(made: Made): Watched {
  const { stage, feeds, network, state, pollers, processing, watch, consumers } = made
  const { small, large } = pollers.bySize
  // Of a paused feed no tick is sent, however late it would be.
  const delays = feeds
    .filter(({ status }) => status === 'live')
    .flatMap(({ schedules }) => schedules.flatMap(({ ticks }) => ticks))
  const { service } = consumers.nodes
  return {
    functions: [small.poller.name, large.poller.name, processing.name, watch.name],
    ticks: [small.ticks.name, large.ticks.name],
    longestDelaySeconds: Math.max(0, ...delays),
    deadTicks: pollers.dead.name,
    tables: Object.values(state.tables).map(({ name }) => name),
    // Of arn:aws:ecs:…:cluster/NAME.
    consumers: {
      cluster: service.cluster.apply((arn) => arn.split('/').at(-1) ?? ''),
      service: service.name,
    },
    brokers:
      stage.brokers.kind === 'provisioned'
        ? { cluster: `${$app.name}-${$app.stage}`, count: stage.zones * stage.brokers.perZone }
        : undefined,
    exits: network.exits,
  }
}

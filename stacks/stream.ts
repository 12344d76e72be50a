import { provisionedBrokers, serverlessBrokers } from './brokers.ts'
import type { Network } from './network.ts'
import type { Stage } from './stage.ts'

/** The brokers that the log lies on. */
export interface Stream {
  /** `host:port,host:port`, for clients with an identity of AWS over TLS. */
  readonly brokers: $util.Input<string>
  /** ARN of the cluster. */
  readonly cluster: $util.Input<string>
  /** Stands before the names of topics and groups, where stages share brokers. */
  readonly topicPrefix: string
  /** Whether only some settings of a topic may be set. */
  readonly isServerless: boolean
}

export function makeStream(stage: Stage, network: Network): Stream {
  const { brokers: wanted, name } = stage
  if (wanted.kind === 'existing') {
    const { addresses, cluster, isServerless } = wanted
    return { brokers: addresses, cluster, topicPrefix: `${name}.`, isServerless }
  }
  return wanted.kind === 'serverless'
    ? { ...serverlessBrokers(stage, network), topicPrefix: '', isServerless: true }
    : { ...provisionedBrokers(stage, wanted, network), topicPrefix: '', isServerless: false }
}

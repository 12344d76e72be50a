import { beforeKilled } from './before-killed.ts'
import type { InvocationContext } from './processing-function.ts'

/** What became of the topics, for whoever deploys. */
export interface TopicsMade {
  readonly topics: readonly { readonly topic: string; readonly is: 'there' | 'made' | 'missing' }[]
}

/**
 * The handler of the function that a deployment calls once its brokers are up: makes the topics that are missing, and leaves those
 * that are there as they are. Where it fails, the deployment does.
 */
export function topicsFunction(): (event: unknown, context: InvocationContext) => Promise<TopicsMade> {
  return async (_event, context) => {
    const signal = beforeKilled(context)
    const [{ awsSettings }, { readConfig }, { kafkaCluster }, { setUpKafkaTopics }, { systemClock }] =
      await Promise.all([
        import('../aws/settings.ts'),
        import('../config.ts'),
        import('../log/kafka-cluster.ts'),
        import('../log/kafka-setup.ts'),
        import('../time/system-clock.ts'),
      ])
    const config = readConfig(undefined, 'aws')
    const { cloud } = config
    if (cloud === undefined) throw new TypeError('topics are made on brokers only')
    const found = await setUpKafkaTopics(
      {
        cluster: kafkaCluster(cloud, awsSettings(config, cloud.region)),
        topicPrefix: cloud.topicPrefix,
        clock: systemClock,
        kind: cloud.brokerKind,
      },
      { make: true, signal },
    )
    return { topics: found.map(({ topic, is }) => ({ topic, is })) }
  }
}

import type { InvocationContext } from './processing-function.ts'

/** So long before it is killed it gives up and says why; at most this part of its time. */
const endMilliseconds = 5_000
const endPart = 4

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
    const remaining = context.getRemainingTimeInMillis()
    const signal = AbortSignal.timeout(remaining - Math.min(endMilliseconds, remaining / endPart))
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

import { type Making, makeFunction } from './functions.ts'
import type { Stream } from './stream.ts'

/**
 * Makes the topics while everything is deployed, and again whenever the code that knows them changes: a function, since brokers are
 * reached from the private subnets only. Who publishes or reads is made after it.
 */
export function makeTopics(making: Making, { brokers }: Stream): aws.lambda.Invocation {
  const topics = makeFunction(
    'Topics',
    {
      runs: 'topics',
      code: 'topics',
      holder: 'topics',
      about: 'Makes the topics of the log',
      memory: '512 MB',
      timeoutSeconds: 120,
    },
    making,
  )
  return new aws.lambda.Invocation('TopicsMade', {
    functionName: topics.name,
    input: '{}',
    triggers: { brokers, code: topics.nodes.function.apply((one) => one.s3Key).apply((key) => key ?? '') },
  })
}

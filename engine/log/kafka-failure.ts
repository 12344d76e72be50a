import { FeedError, feedError, said } from '../errors/feed-error.ts'

/** Answers of a broker, and errors before there is one, after which the same request would be refused again. */
const refused: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'INVALID_GROUP_ID',
  'INCONSISTENT_GROUP_PROTOCOL',
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_CONFIG',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'POLICY_VIOLATION',
  'UNSUPPORTED_SASL_MECHANISM',
  'SASL_AUTHENTICATION_FAILED',
  'KafkaJSSASLAuthenticationError',
  'CredentialsProviderError',
])

/**
 * What kafkajs threw, as LOG_REFUSED or LOG_FAILED. The reason of an aborted signal and coded errors pass through. After
 * LOG_FAILED the request may have been carried out.
 */
export function kafkaFailure(thrown: unknown, topic: string, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return signal.reason
  if (thrown instanceof FeedError) return thrown
  const names = namesOf(thrown)
  const code = names.some((name) => refused.has(name)) ? 'LOG_REFUSED' : 'LOG_FAILED'
  return feedError(code, { topic, why: said(thrown).replace(/\.+$/, '') }, { cause: thrown })
}

/** kafkajs wraps: the word that says what happened may be several causes down. */
export function namesOf(thrown: unknown): readonly string[] {
  const names: string[] = []
  let at = thrown
  for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
    names.push(at.name)
    if ('type' in at && typeof at.type === 'string') names.push(at.type)
    const inside: readonly unknown[] = 'errors' in at && Array.isArray(at.errors) ? at.errors : []
    for (const one of inside) names.push(...namesOf(one))
    at = at.cause
  }
  return names
}

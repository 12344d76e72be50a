import type { KafkaMessage } from 'kafkajs'
import type { Message } from '../model/envelope.ts'
import type { Received } from './log.ts'

/** The header that carries `Message.id`. */
const idHeader = 'id'

/** A message as Kafka keeps it. */
export const asRecord = ({ key, id, value, headers }: Message) => ({
  key,
  value,
  headers: { ...headers, [idHeader]: id },
})

/** A message as it was published. One that others wrote without an id is named for its place. */
export function receivedRecord(record: KafkaMessage, topic: string, partition: number): Received {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(record.headers ?? {})) headers[name] = lastOf(value)
  const { [idHeader]: id = `${topic}/${partition}/${record.offset}`, ...others } = headers
  return {
    key: record.key?.toString() ?? '',
    id,
    value: record.value?.toString() ?? '',
    headers: others,
    offset: Number(record.offset),
    publishedAt: Number(record.timestamp),
  }
}

type HeaderValue = NonNullable<KafkaMessage['headers']>[string]

/** A header may stand several times in a record that others wrote. */
function lastOf(value: HeaderValue): string {
  const last = Array.isArray(value) ? value.at(-1) : value
  return last?.toString() ?? ''
}

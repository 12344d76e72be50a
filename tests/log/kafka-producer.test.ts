import type { Kafka, ProducerConfig, ProducerRecord, RecordMetadata } from 'kafkajs'
import { expect, test } from 'vitest'
import { kafkaProducer } from '../../engine/log/kafka-producer.ts'
import { message } from '../conformance/log-samples.ts'

const partitions = 3
const messages = Array.from({ length: 30 }, (_, n) => message(`a|${n}`, 1))

/** kafkajs as far as the producer sees it: it chooses partitions as it is told, and answers as it likes. */
function kafkaThatAnswers(answer: (partition: number) => RecordMetadata | undefined): Kafka {
  const producer = ({ createPartitioner }: ProducerConfig) => {
    const choose = createPartitioner?.()
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 1,
      replicas: [1],
      isr: [1],
    }))
    return {
      connect: async () => undefined,
      async send({ topic, messages: sent }: ProducerRecord) {
        const chosen = new Set(sent.map((one) => choose?.({ topic, partitionMetadata, message: one }) ?? 0))
        return [...chosen].flatMap((partition) => answer(partition) ?? [])
      },
    }
  }
  return { producer } as unknown as Kafka
}
const confirmed = (partition: number): RecordMetadata => ({ topicName: 't', partition, errorCode: 0 })
const send = async (answer: (partition: number) => RecordMetadata | undefined): Promise<void> =>
  await kafkaProducer({ kafka: kafkaThatAnswers(answer), cut: () => undefined }).send('t', messages)

test('a batch is written when every partition that it falls on is confirmed', async () => {
  await expect(send(confirmed)).resolves.toBeUndefined()
})

test('a partition that kafkajs forgot, as when its leader moves between two tries, is not taken for written', async () => {
  const answer = (partition: number) => (partition === 1 ? undefined : confirmed(partition))
  await expect(send(answer)).rejects.toThrow('nobody confirmed partition 1')
})

test('nor is one that was answered with an error', async () => {
  const answer = (partition: number) => ({ ...confirmed(partition), errorCode: partition === 2 ? 6 : 0 })
  await expect(send(answer)).rejects.toThrow('nobody confirmed partition 2')
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kafkaTopicSettings, kafkaTopics, replicasFor } from '../../engine/log/kafka-topics.ts'
import { topics } from '../../engine/model/envelope.ts'

test('every topic is made, as docs/record.md says', () => {
  expect(kafkaTopics.map(({ topic }) => topic)).toEqual(Object.values(topics))
  const page = readFileSync('docs/record.md', 'utf8')
  for (const { topic, partitions, retentionDays } of kafkaTopics) {
    expect(page).toContain(`| \`${topic}\` | ${partitions} | ${retentionDays} days |`)
  }
})

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 3, 2],
  [9, 3, 2],
])('%i brokers keep %i copies, of which %i must confirm', (brokers, replicas, confirming) => {
  expect(replicasFor(brokers)).toBe(replicas)
  for (const topic of kafkaTopics) {
    expect(kafkaTopicSettings(topic, replicas)).toMatchObject({
      'cleanup.policy': 'delete',
      'min.insync.replicas': String(confirming),
      'unclean.leader.election.enable': 'false',
    })
  }
})

test('serverless brokers are asked for three copies, and for no setting that they do not take', () => {
  expect(replicasFor(1, 'serverless')).toBe(3)
  for (const topic of kafkaTopics) {
    const {
      'min.insync.replicas': _,
      'unclean.leader.election.enable': __,
      ...taken
    } = kafkaTopicSettings(topic, 3)
    expect(kafkaTopicSettings(topic, 3, 'serverless')).toEqual(taken)
    // By the documentation of MSK Serverless, these and no others.
    expect(Object.keys(taken).toSorted()).toEqual([
      'cleanup.policy',
      'compression.type',
      'max.message.bytes',
      'retention.bytes',
      'retention.ms',
    ])
  }
})

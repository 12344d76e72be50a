import { expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'
import { kafkaFailure } from '../../engine/log/kafka-failure.ts'

const thrown = (name: string, type?: string, cause?: unknown): Error =>
  Object.assign(new Error('It did not work.', { cause }), { name }, type === undefined ? {} : { type })

test.each([
  [thrown('KafkaJSProtocolError', 'TOPIC_AUTHORIZATION_FAILED'), 'LOG_REFUSED'],
  [
    thrown(
      'KafkaJSNumberOfRetriesExceeded',
      undefined,
      thrown('KafkaJSProtocolError', 'UNKNOWN_TOPIC_OR_PARTITION'),
    ),
    'LOG_REFUSED',
  ],
  [thrown('KafkaJSSASLAuthenticationError'), 'LOG_REFUSED'],
  [thrown('Error', undefined, thrown('CredentialsProviderError')), 'LOG_REFUSED'],
  [new AggregateError([thrown('KafkaJSProtocolError', 'MESSAGE_TOO_LARGE')]), 'LOG_REFUSED'],
  [thrown('KafkaJSConnectionError'), 'LOG_FAILED'],
  [thrown('KafkaJSProtocolError', 'OUT_OF_ORDER_SEQUENCE_NUMBER'), 'LOG_FAILED'],
  [thrown('KafkaJSProtocolError', 'NOT_ENOUGH_REPLICAS'), 'LOG_FAILED'],
  ['a text', 'LOG_FAILED'],
])('%s is %s (%#)', (error, code) => {
  expect(kafkaFailure(error, 'results.changes')).toMatchObject({
    code,
    retryable: code === 'LOG_FAILED',
    message: expect.stringMatching(/results\.changes: [^.]*\.$/),
  })
})

test('the reason of a signal, and an error with a code, are what they are', () => {
  const reason = new Error('stop')
  expect(kafkaFailure(thrown('KafkaJSConnectionError'), 't', AbortSignal.abort(reason))).toBe(reason)
  const coded = feedError('LOG_FAILED', { topic: 't', why: 'so' })
  expect(kafkaFailure(coded, 't')).toBe(coded)
})

import { describe, expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'

const aws = { service: 'dynamodb', call: 'GetItem', of: 'heads' }

describe('hints about the cloud', () => {
  test.each([
    'Client network socket disconnected before secure TLS connection was established',
    'write EPROTO 00A0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
    'self-signed certificate',
  ])('name the access of brokers where two sides do not agree on it: %s', (why) => {
    expect(feedError('LOG_FAILED', { topic: 't', why }).hint).toMatch(
      /^CANVASS_BROKER_ACCESS is iam unless it says "open"/,
    )
  })

  test('do not lead away from brokers that are down', () => {
    const { hint } = feedError('LOG_FAILED', { topic: 't', why: 'connect ECONNREFUSED 127.0.0.1:9092' })
    expect(hint).not.toContain('"open"')
    expect(hint).toContain('CANVASS_BROKERS')
  })

  test('name the variables and the role where there are no credentials, and no setup', () => {
    const why = 'Could not load credentials from any providers'
    for (const { hint } of [
      feedError('AWS_REFUSED', { ...aws, why: `CredentialsProviderError: ${why}` }),
      feedError('LOG_REFUSED', { topic: 't', why }),
    ]) {
      expect(hint).toMatch(/AWS_ACCESS_KEY_ID.*AWS_PROFILE.*role/)
      expect(hint).not.toContain('feed setup')
    }
    expect(feedError('AWS_REFUSED', { ...aws, why: 'ResourceNotFoundException: none' }).hint).toContain(
      'feed setup',
    )
  })
})

import { describe, expect, test } from 'vitest'
import { readConfig } from '../engine/config.ts'
import { FeedError } from '../engine/errors/feed-error.ts'

const needed = {
  AWS_REGION: 'us-east-1',
  CANVASS_HEADS_TABLE: 'canvass-heads',
  CANVASS_ITEMS_TABLE: 'canvass-items',
  CANVASS_RESULTS_TABLE: 'canvass-results',
  CANVASS_REGISTER_TABLE: 'canvass-register',
  CANVASS_BUCKET: 'canvass-archive',
  CANVASS_BROKERS: 'b-1.msk.example:9098, b-2.msk.example:9098',
  CANVASS_TRACE_STREAM: 'canvass-trace',
}
type Given = Readonly<Record<string, string | undefined>>
const read = (given: Given, home?: 'embedded' | 'aws') =>
  readConfig({ CANVASS_ENV_FILE: '/dev/null', ...given }, home)
function failure(given: Given, home: 'embedded' | 'aws' = 'aws'): string {
  try {
    read(given, home)
  } catch (error) {
    if (error instanceof FeedError && error.code === 'CONFIG_INVALID') return error.message
    throw error
  }
  return 'no failure'
}

describe('the homes', () => {
  test('are those of this machine where nothing is said, whatever else is there', () => {
    expect(read({}).cloud).toBeUndefined()
    expect(read({ ...needed, CANVASS_STORES: 'embedded' }).cloud).toBeUndefined()
    expect(read({ CANVASS_BUCKET: 'NO BUCKET' }).cloud).toBeUndefined()
  })

  test('are those in the cloud where CANVASS_STORES says so, with what is usual', () => {
    expect(read({ ...needed, CANVASS_STORES: 'aws' }).cloud).toEqual({
      region: 'us-east-1',
      tables: {
        heads: 'canvass-heads',
        items: 'canvass-items',
        results: 'canvass-results',
        register: 'canvass-register',
      },
      bucket: 'canvass-archive',
      brokers: ['b-1.msk.example:9098', 'b-2.msk.example:9098'],
      brokerAccess: 'iam',
      brokerKind: 'usual',
      topicPrefix: '',
      traceStream: 'canvass-trace',
      secrets: { service: 'secrets-manager', prefix: '' },
    })
  })

  test('are what the command line says, before the environment', () => {
    expect(read(needed, 'aws').cloud?.bucket).toBe('canvass-archive')
    expect(read({ CANVASS_STORES: 'aws' }, 'embedded').cloud).toBeUndefined()
  })

  test('are as every variable says', () => {
    const given = {
      ...needed,
      CANVASS_BROKERS: '[::1]:9092',
      CANVASS_BROKER_ACCESS: 'open',
      CANVASS_BROKER_KIND: 'serverless',
      CANVASS_TOPIC_PREFIX: 'staging.',
      CANVASS_SECRETS: 'ssm:/canvass/staging/',
      CANVASS_PROCESSING_FUNCTION: 'canvass-processing:live',
      CANVASS_POLLING_FUNCTION: 'canvass-poller',
    }
    expect(read(given, 'aws').cloud).toMatchObject({
      brokers: ['[::1]:9092'],
      brokerAccess: 'open',
      brokerKind: 'serverless',
      topicPrefix: 'staging.',
      secrets: { service: 'ssm', prefix: '/canvass/staging/' },
      processing: 'canvass-processing:live',
      polling: 'canvass-poller',
    })
  })
})

describe('what can not be used of the homes in the cloud', () => {
  test('is everything that is missing, all at once, with who asked for it', () => {
    const said = failure({})
    for (const name of Object.keys(needed)) expect(said).toContain(`${name} is missing, and --home is "aws"`)
    expect(() => read({ CANVASS_STORES: 'aws' })).toThrow(
      'CANVASS_BUCKET is missing, and CANVASS_STORES is "aws"',
    )
  })

  test.each([
    ['AWS_REGION', 'europe'],
    ['AWS_REGION', 'us-east'],
    ['CANVASS_HEADS_TABLE', 'ab'],
    ['CANVASS_ITEMS_TABLE', 'canvass/items'],
    ['CANVASS_RESULTS_TABLE', 'r'.repeat(256)],
    ['CANVASS_REGISTER_TABLE', 'the register'],
    ['CANVASS_BUCKET', 'Archive'],
    ['CANVASS_BUCKET', 'a..b'],
    ['CANVASS_BUCKET', '-archive'],
    ['CANVASS_BROKERS', 'b-1.msk.example'],
    ['CANVASS_BROKERS', 'b-1.msk.example:9098,b-2.msk.example'],
    ['CANVASS_BROKERS', 'b-1.msk.example:0'],
    ['CANVASS_BROKERS', 'b-1.msk.example:9098,'],
    ['CANVASS_BROKERS', 'b-1.msk.example:65536'],
    ['CANVASS_BROKERS', 'kafka://b-1.msk.example:9098'],
    ['CANVASS_TOPIC_PREFIX', 'a/b'],
    ['CANVASS_TOPIC_PREFIX', 'a b'],
    ['CANVASS_TOPIC_PREFIX', 'p'.repeat(201)],
    ['CANVASS_TRACE_STREAM', 'a/b'],
    ['CANVASS_TRACE_STREAM', 's'.repeat(129)],
    ['AWS_ENDPOINT_URL', 'localhost:4566'],
    ['AWS_ENDPOINT_URL_DYNAMODB', 'dynamodb'],
    ['AWS_ENDPOINT_URL_S3', 'ftp://127.0.0.1'],
    ['CANVASS_STORES', 'cloud'],
    ['CANVASS_BROKER_ACCESS', 'tls'],
    ['CANVASS_BROKER_KIND', 'small'],
    ['CANVASS_SECRETS', 'vault:x'],
    ['CANVASS_SECRETS', 'ssm:a b'],
    ['CANVASS_PROCESSING_FUNCTION', 'a function'],
    ['CANVASS_POLLING_FUNCTION', 'a function'],
    ['CANVASS_PROCESSING_FUNCTION', 'arn:aws:lambda:us-east-1:1:function:x'],
  ])('is %s as %j', (name, value) => {
    expect(failure({ ...needed, [name]: value })).toContain(`${name} is "${value}", `)
  })

  test('is half of what opens the account, without the half that is there', () => {
    const said = failure({ ...needed, AWS_SECRET_ACCESS_KEY: 'sesame' })
    expect(said).toContain('of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is there')
    expect(said).not.toContain('sesame')
  })

  test('is one table for two things', () => {
    const said = failure({ ...needed, CANVASS_REGISTER_TABLE: 'canvass-results' })
    expect(said).toContain('are not four tables')
  })

  test.each([
    ['AWS_ENDPOINT_URL_KINESIS', ''],
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566'],
    ['AWS_REGION', 'us-gov-west-1'],
    ['CANVASS_BROKERS', 'localhost:9092'],
    ['CANVASS_BUCKET', 'canvass.archive.2026'],
    ['CANVASS_TOPIC_PREFIX', ''],
    ['CANVASS_SECRETS', 'secrets-manager:canvass/prod/'],
    ['CANVASS_PROCESSING_FUNCTION', ''],
    ['CANVASS_POLLING_FUNCTION', ''],
    ['CANVASS_PROCESSING_FUNCTION', 'arn:aws:lambda:us-east-1:123456789012:function:canvass:$LATEST'],
  ])('is not %s as %j', (name, value) => {
    expect(failure({ ...needed, [name]: value })).toBe('no failure')
  })
})

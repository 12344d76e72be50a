import { expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'

test('numbers in messages are grouped as people write them; what is to be typed is not', () => {
  const option = 'This is no text in lines.'
  expect(feedError('DECODE_TOO_LARGE', { what: 'A line', limit: 1_000_000, option }).message).toBe(
    'A line has more than 1,000,000 characters or bytes.',
  )
  expect(feedError('DECODE_TRAILER_MISMATCH', { stated: '12043', counted: 12_042 }).message).toBe(
    'The last line counts 12043 records; there are 12,042.',
  )
  expect(feedError('UNPACK_TOO_MANY', { members: 10_001, limit: 10_000 }).message).toContain('10,001')
  expect(feedError('DEPLOY_TIME_LIMIT', { feed: 'us-xx', seconds: 3_600, most: 1_200 })).toMatchObject({
    message: expect.stringContaining('3,600 seconds') as string,
    hint: expect.stringContaining('time: 1200s') as string,
  })
})

import { describe, expect, test } from 'vitest'
import { awsFailure, statusOf } from '../../engine/aws/failure.ts'
import { feedError } from '../../engine/errors/feed-error.ts'

const at = { service: 's3', call: 'HeadObject', of: 'bucket/key' } as const
const answered = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } })

describe('a call that AWS did not carry out', () => {
  test.each([
    ['AWS_FAILED', 'SlowDown', 503],
    ['AWS_FAILED', 'InternalError', 500],
    ['AWS_FAILED', 'ConditionalRequestConflict', 409],
    ['AWS_FAILED', 'NotFound', 404],
    ['AWS_REFUSED', 'NoSuchBucket', 404],
    ['AWS_REFUSED', 'AccessDenied', 403],
    ['AWS_REFUSED', 'PermanentRedirect', 301],
    // As the SDK names the answer to a HEAD, which has no body.
    ['AWS_REFUSED', 'UnknownError', 403],
    ['AWS_REFUSED', '403', 401],
  ])('is %s for %s with status %d', (code, name, status) => {
    expect(awsFailure(answered(name, status), at)).toMatchObject({
      code,
      retryable: code === 'AWS_FAILED',
      message: expect.stringMatching(/s3 .*HeadObject on bucket\/key: .*no/) as string,
    })
  })

  test('is AWS_FAILED where nothing answered', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    expect(awsFailure(reset, at)).toMatchObject({ code: 'AWS_FAILED', cause: reset })
    expect(statusOf(reset)).toBeUndefined()
  })
})

test('a coded error passes through, and once the signal has aborted only its reason does', () => {
  const coded = feedError('ARCHIVE_FAILED', { directory: 'folder', why: 'full' })
  expect(awsFailure(coded, at)).toBe(coded)
  const reason = new Error('stop')
  expect(awsFailure(coded, at, AbortSignal.abort(reason))).toBe(reason)
  expect(awsFailure(coded, at, new AbortController().signal)).toBe(coded)
})

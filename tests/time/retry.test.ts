import { describe, expect, test } from 'vitest'
import { feedError, said } from '../../engine/errors/feed-error.ts'
import { type Attempt, retry } from '../../engine/time/retry.ts'
import { retryAfter } from '../../engine/time/retry-after.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const passing = () => feedError('SOURCE_EMPTY', { origin: 'https://results.example/a.csv' })
const lasting = () => feedError('SOURCE_STATUS', { origin: 'https://results.example/a.csv', status: 404 })
const { signal } = new AbortController()

/** Fails with the given errors, one an attempt, then answers. */
const failing = (...errors: readonly (() => Error)[]) => {
  const calls: number[] = []
  return {
    calls,
    work: async (attempt: Attempt) => {
      calls.push(attempt.number)
      const error = errors[attempt.number - 1]
      if (error !== undefined) throw error()
      return 'done'
    },
  }
}

/** The pauses between three attempts. */
const pauses = async (seed: string) => {
  const clock = manualClock({ auto: true })
  await retry(failing(passing, passing).work, { clock, signal, attempts: 3, seed })
  return clock.slept
}

describe('retry', () => {
  test('tries again after a retryable error, waiting longer each time', async () => {
    const clock = manualClock({ auto: true })
    const { work, calls } = failing(passing, passing, passing)
    expect(await retry(work, { clock, signal, attempts: 4, seed: 'a', firstWait: 100 })).toBe('done')
    expect(calls).toEqual([1, 2, 3, 4])
    const [first = 0, second = 0, third = 0] = clock.slept
    expect(first).toBeGreaterThanOrEqual(50)
    expect(first).toBeLessThan(100)
    expect(second).toBeGreaterThanOrEqual(100)
    expect(second).toBeLessThan(200)
    expect(third).toBeGreaterThanOrEqual(200)
    expect(third).toBeLessThan(400)
  })

  test('gives up with the last error when the attempts are used up', async () => {
    const clock = manualClock({ auto: true })
    const { work, calls } = failing(passing, passing, passing)
    await expect(retry(work, { clock, signal, attempts: 2, seed: 'a' })).rejects.toMatchObject({
      code: 'SOURCE_EMPTY',
    })
    expect(calls).toEqual([1, 2])
    expect(clock.slept).toHaveLength(1)
  })

  test.each([
    ['an error that lasts', lasting],
    ['a bug', () => new TypeError('undefined is not a function')],
  ])('does not try again after %s', async (_, error) => {
    const clock = manualClock({ auto: true })
    const { work, calls } = failing(error)
    await expect(retry(work, { clock, signal, attempts: 5, seed: 'a' })).rejects.toThrow(error().message)
    expect(calls).toEqual([1])
    expect(clock.slept).toEqual([])
  })

  test.each([
    ['waits as long as the far side asks', 7_000, 7_000],
    ['waits no longer than allowed, whatever the far side asks', 3_600_000, 20_000],
  ])('%s', async (_, asked, expected) => {
    const clock = manualClock({ auto: true })
    const work = async (attempt: Attempt) => {
      if (attempt.number > 1) return 'done'
      attempt.waitFor(asked)
      throw passing()
    }
    await retry(work, { clock, signal, attempts: 2, seed: 'a', longestWait: 20_000 })
    expect(clock.slept).toEqual([expected])
  })

  test('pauses alike for one seed and differently for another', async () => {
    expect(await pauses('a')).toEqual(await pauses('a'))
    expect(await pauses('a')).not.toEqual(await pauses('b'))
  })

  test('stops with the reason of the signal while it waits', async () => {
    const clock = manualClock()
    const stop = new AbortController()
    const { work, calls } = failing(passing)
    const ended = retry(work, { clock, signal: stop.signal, attempts: 3, seed: 'a' }).catch(said)
    await clock.advance(0)
    expect(clock.sleeping()).toBe(1)
    stop.abort(new Error('the poll is over'))
    expect(await ended).toBe('the poll is over')
    expect(calls).toEqual([1])
  })

  test('says why it was stopped rather than what failed because of it', async () => {
    const stop = new AbortController()
    const work = async () => {
      stop.abort(new Error('the poll is over'))
      throw lasting()
    }
    const options = { clock: manualClock(), signal: stop.signal, attempts: 3, seed: 'a' }
    await expect(retry(work, options)).rejects.toThrow('the poll is over')
  })
})

describe('Retry-After', () => {
  const now = new Date('2024-11-06T02:00:00Z')
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Wed, 06 Nov 2024 02:00:30 GMT', 30_000],
    ['Wednesday, 06-Nov-24 02:00:30 GMT', 30_000],
    ['Tue, 05 Nov 2024 02:00:30 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['Wed, 99 Nov 2024 02:00:30 GMT', undefined],
    ['', undefined],
  ])('%j is %j milliseconds', (text, expected) => {
    expect(retryAfter(text, now)).toBe(expected)
  })
})

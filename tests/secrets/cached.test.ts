import { describe, expect, test } from 'vitest'
import { cachedSecrets, keptMilliseconds } from '../../engine/secrets/cached.ts'
import type { Secrets } from '../../engine/secrets/secrets.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const { signal } = new AbortController()

interface Call {
  readonly name: string
  readonly signal: AbortSignal
  readonly answer: (value: string) => void
  readonly fail: (error: Error) => void
}

/** Secrets that answer when told. */
function slow(): { readonly secrets: Secrets; readonly calls: readonly Call[] } {
  const calls: Call[] = []
  return {
    calls,
    secrets: {
      get(name, until) {
        const { promise, resolve, reject } = Promise.withResolvers<string>()
        until.addEventListener('abort', () => reject(until.reason))
        calls.push({ name, signal: until, answer: resolve, fail: reject })
        return promise
      },
    },
  }
}

describe('a secret that was asked for', () => {
  test('is given again for five minutes without a call, and asked for after them', async () => {
    const clock = manualClock()
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, clock)
    const first = cached.get('key', signal)
    calls[0]?.answer('old')
    expect(await first).toBe('old')
    await clock.advance(keptMilliseconds - 1)
    expect(await cached.get('key', signal)).toBe('old')
    await clock.advance(1)
    const second = cached.get('key', signal)
    calls[1]?.answer('new')
    expect(await second).toBe('new')
    expect(calls).toHaveLength(2)
  })

  test('counts from the moment of the question, since the answer may be late', async () => {
    const clock = manualClock()
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, clock)
    const first = cached.get('key', signal)
    await clock.advance(keptMilliseconds)
    calls[0]?.answer('old')
    expect(await first).toBe('old')
    void cached.get('key', signal)
    expect(calls).toHaveLength(2)
    calls[1]?.answer('new')
  })

  test('is kept apart from others', async () => {
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, manualClock())
    const both = Promise.all(['one', 'other'].map((name) => cached.get(name, signal)))
    for (const { name, answer } of calls) answer(`value of ${name}`)
    expect(await both).toEqual(['value of one', 'value of other'])
  })
})

describe('several who ask at once', () => {
  test('share one call', async () => {
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, manualClock())
    const all = Promise.all(Array.from({ length: 20 }, () => cached.get('key', signal)))
    calls[0]?.answer('open sesame')
    expect(new Set(await all)).toEqual(new Set(['open sesame']))
    expect(calls).toHaveLength(1)
  })

  test('are not disturbed by one that goes away', async () => {
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, manualClock())
    const control = new AbortController()
    const leaving = cached.get('key', control.signal)
    const staying = cached.get('key', signal)
    const reason = new Error('the poll ran out of time')
    control.abort(reason)
    await expect(leaving).rejects.toBe(reason)
    expect(calls[0]?.signal.aborted).toBe(false)
    calls[0]?.answer('open sesame')
    expect(await staying).toBe('open sesame')
    expect(calls).toHaveLength(1)
  })

  test('end the call when all of them go away, and the next one asks anew', async () => {
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, manualClock())
    const controls = [new AbortController(), new AbortController()]
    const all = controls.map((control) => cached.get('key', control.signal))
    for (const control of controls) control.abort(new Error('stop'))
    for (const end of await Promise.allSettled(all)) expect(end.status).toBe('rejected')
    expect(calls[0]?.signal.aborted).toBe(true)
    const next = cached.get('key', signal)
    calls[1]?.answer('open sesame')
    expect(await next).toBe('open sesame')
  })

  test('learn of a failure, which is not kept', async () => {
    const { secrets, calls } = slow()
    const cached = cachedSecrets(secrets, manualClock())
    const all = [cached.get('key', signal), cached.get('key', signal)]
    calls[0]?.fail(new Error('throttled'))
    for (const one of all) await expect(one).rejects.toThrow('throttled')
    const next = cached.get('key', signal)
    calls[1]?.answer('open sesame')
    expect(await next).toBe('open sesame')
    expect(calls).toHaveLength(2)
  })
})

test('who has aborted already asks nothing', async () => {
  const { secrets, calls } = slow()
  const cached = cachedSecrets(secrets, manualClock())
  const reason = new Error('stop')
  await expect(cached.get('key', AbortSignal.abort(reason))).rejects.toBe(reason)
  expect(calls).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { abortable, orAborted } from '../../engine/flow/abortable.ts'

const never = new Promise<never>(() => {})
const reason = new Error('out of time')

describe('orAborted', () => {
  test('is what the work comes to', async () => {
    const { signal } = new AbortController()
    expect(await orAborted(Promise.resolve(7), signal)).toBe(7)
    await expect(orAborted(Promise.reject(new RangeError('7')), signal)).rejects.toThrow(RangeError)
  })

  test('is the reason when the signal aborts first, or has aborted', async () => {
    const control = new AbortController()
    const waiting = orAborted(never, control.signal)
    control.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    await expect(orAborted(never, control.signal)).rejects.toBe(reason)
  })

  test('lets work that fails later fail unheard', async () => {
    const work = Promise.withResolvers<never>()
    await expect(orAborted(work.promise, AbortSignal.abort(reason))).rejects.toBe(reason)
    work.reject(new Error('later'))
    await expect(work.promise).rejects.toThrow('later')
  })
})

describe('abortable', () => {
  const { signal } = new AbortController()

  test('passes items on, to the end', async () => {
    async function* items(): AsyncIterable<number> {
      yield 1
      yield 2
    }
    expect(await Array.fromAsync(abortable(items(), signal))).toEqual([1, 2])
  })

  test('passes the error of the items on', async () => {
    async function* items(): AsyncIterable<number> {
      yield 1
      throw new RangeError('no more')
    }
    await expect(Array.fromAsync(abortable(items(), signal))).rejects.toThrow(RangeError)
  })

  test('stops with the reason while the items keep it waiting', async () => {
    const control = new AbortController()
    async function* items(): AsyncIterable<number> {
      yield 1
      control.abort(reason)
      yield await never
    }
    await expect(Array.fromAsync(abortable(items(), control.signal))).rejects.toBe(reason)
  })

  test('ends the items when the reader stops early', async () => {
    let ended = false
    async function* items(): AsyncIterable<number> {
      try {
        yield 1
        yield 2
      } finally {
        ended = true
      }
    }
    for await (const item of abortable(items(), signal)) {
      expect(item).toBe(1)
      break
    }
    expect(ended).toBe(true)
  })
})

import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { hostBudget } from '../../../engine/source/host-budget.ts'
import { http } from '../../../engine/source/http.ts'
import { systemClock } from '../../../engine/time/system-clock.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, context, fetchAll, textsOf } from '../fetching.ts'

const never = new AbortController().signal
const oneAtOnce = () => hostBudget(() => ({ perSecond: 1_000, atOnce: 1 }), systemClock)
const sourceOf = (url: string, options: object = {}) =>
  http.create({ url, allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())

describe('a request over HTTP', () => {
  test('has its turn until its body is read', async () => {
    await using server = await startHttpServer((_, response) => response.end('x'.repeat(200_000)))
    const budget = oneAtOnce()
    for await (const fetched of sourceOf(server.url).fetch(context({ budget }))) {
      const next = budget.turn('127.0.0.1', never).then(() => 'given')
      expect(await Promise.race([next, Promise.resolve('waiting')])).toBe('waiting')
      if (fetched.kind === 'payload') for await (const _ of fetched.payload.body) continue
      expect(await next).toBe('given')
    }
  })

  test.each<[string, (path: string) => number]>([
    ['is an error', () => 500],
    ['leads on', (path) => (path === '/' ? 302 : 200)],
    ['says that nothing is new', () => 304],
  ])('gives its turn back where the answer %s', async (_, statusOf) => {
    await using server = await startHttpServer((request, response) =>
      response.writeHead(statusOf(request.url ?? ''), { Location: '/there', ETag: '"1"' }).end(),
    )
    const budget = oneAtOnce()
    await fetchAll(sourceOf(server.url), { budget }).catch(() => undefined)
    expect((await budget.turn('127.0.0.1', never)).waited).toBeLessThan(1_000)
  })

  test('gives its turn back where nobody answers, and where the body is left', async () => {
    const budget = oneAtOnce()
    const nobody = sourceOf('http://127.0.0.1:1')
    await expect(fetchAll(nobody, { budget })).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' })
    await using server = await startHttpServer((_, response) => response.end('x'.repeat(5_000_000)))
    for await (const fetched of sourceOf(server.url).fetch(context({ budget, maxBytes: 9_000_000 }))) {
      if (fetched.kind === 'payload') for await (const _ of fetched.payload.body) break
      break
    }
    expect((await budget.turn('127.0.0.1', never)).waited).toBeLessThan(1_000)
  })

  test('does not use its time up while it waits for its turn', async () => {
    await using server = await startHttpServer((_, response) => response.end('hello'))
    const budget = oneAtOnce()
    const turn = await budget.turn('127.0.0.1', never)
    const options = { timeouts: { total: '150ms', headers: '150ms', body: '150ms' } }
    const fetching = fetchAll(sourceOf(server.url, options), { budget, clock: systemClock })
    await once(AbortSignal.timeout(400), 'abort')
    expect(server.requests).toEqual([])
    turn[Symbol.dispose]()
    expect(textsOf((await fetching).brought)).toEqual(['hello'])
  })

  test('is not sent once the poll is over', async () => {
    await using server = await startHttpServer((_, response) => response.end('hello'))
    const budget = oneAtOnce()
    const turn = await budget.turn('127.0.0.1', never)
    const stop = new AbortController()
    const fetching = fetchAll(sourceOf(server.url), { budget, signal: stop.signal })
    stop.abort(new Error('the poll is over'))
    await expect(fetching).rejects.toThrow('the poll is over')
    turn[Symbol.dispose]()
    expect(server.requests).toEqual([])
  })
})

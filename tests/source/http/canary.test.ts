import { rmSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Plan } from '../../../engine/plan/plan.ts'
import { poll } from '../../../engine/poll/poll.ts'
import { http } from '../../../engine/source/http.ts'
import { stateStore } from '../../../engine/state/protocol.ts'
import { memoryArchive } from '../../crash/memory-archive.ts'
import { feed } from '../../crash/plan.ts'
import { newWorld } from '../../crash/world.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll } from '../fetching.ts'
import { canary, forms, logins, type Options, secret } from './logins.ts'

/** What a server may do to us, told by the path. */
const tricks: Readonly<Record<string, number | string>> = {
  '/ok': 200,
  '/401': 401,
  '/403': 403,
  '/500': 500,
  '/moved': 'http://localhost:9/elsewhere',
  '/round': '/round',
  '/echo': `ftp://office.example/${encodeURIComponent('c4nary+/value=')}/c4nary+/value=/`,
  '/cut': 'cut',
  '/gone': 'gone',
}

/** Digest asks once; a token is `token-1`; everything else is as the path says. */
const startOffice = () =>
  startHttpServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://office.example')
    const trick = tricks[pathname]
    if (pathname === '/token') return response.end('{"access_token":"c4nary+/value=","expires_in":60}')
    if (pathname === '/login') return response.setHeader('Set-Cookie', `sid=${canary}`).end('in')
    const isKnown = request.headers.authorization ?? request.headers['x-key'] ?? request.headers.cookie
    const asks = { 'www-authenticate': 'Digest realm="office", nonce="1", qop="auth"' }
    if (pathname === '/echo' && isKnown === undefined && !request.url?.includes('key='))
      return response.writeHead(401, asks).end()
    if (trick === 'gone') return request.socket.destroy()
    if (trick === 'cut') {
      response.writeHead(200, { 'content-length': 100 }).write('{"k":1')
      return setImmediate(() => request.socket.destroy())
    }
    if (typeof trick === 'string')
      return response.writeHead(302, { location: `${trick}?${request.url}` }).end()
    return response.writeHead(trick ?? 404, trick === 401 ? asks : {}).end('{"k":1000,"m":50}')
  })

describe.each(Object.keys(logins('')))('the secret of %s', (login) => {
  test.each(Object.keys(tricks))('stands nowhere after %s', async (path) => {
    await using office = await startOffice()
    const archive = memoryArchive()
    const world = newWorld({ archive })
    onTestFinished(async () => {
      await world.close()
      rmSync(world.directory, { recursive: true })
    })
    const options: Options = {
      url: `${office.url}${path}`,
      allow_private: true,
      redirects: 'any',
      retries: { attempts: 1 },
      ...logins(office.url)[login],
    }
    const secrets = { canary }
    const plan: Plan = { ...world.plan, source: http.create(options, collectingSite()) }
    const told: object[] = []
    const outcome = await poll(
      plan,
      {
        state: stateStore(world.stores.home),
        archive,
        log: world.stores.log,
        trace: { emit: (event) => void told.push(event), flush: async () => undefined },
        secrets: { get: async () => canary },
        clock: world.clock,
      },
      { poll: crypto.randomUUID(), build: 1 },
      AbortSignal.timeout(20_000),
    )
    const head = await stateStore(world.stores.home).peek(feed, AbortSignal.timeout(5_000))
    const fetched = await fetchAll(plan.source, { secrets }).catch((error: unknown) => error)
    const surfaces = inspect([outcome, told, head, fetched], {
      depth: 20,
      maxStringLength: null,
      showHidden: true,
    })
    for (const form of forms) expect(surfaces).not.toContain(form)
    expect(office.requests.length).toBeGreaterThan(0)
    expect(outcome.kind).toBe(path === '/ok' ? 'published' : 'failed')
  })
})

test('a key that a server writes into the address of the next page stands in no origin, and in no body', async () => {
  await using office = await startHttpServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://office.example')
    const next = searchParams.has('page') ? null : `/a?page=2&appid=${encodeURIComponent(canary)}`
    response.end(JSON.stringify({ next, k: 1 }))
  })
  const options: Options = {
    requests: { main: { url: `${office.url}/a`, pages: { next: { json: 'next' } } } },
    allow_private: true,
    echoed_secrets: 'mask',
    authentication: { api_key: { query: 'appid', value: secret } },
  }
  const fetched = await fetchAll(http.create(options, collectingSite()), { secrets: { canary } })
  expect(office.requests.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('appid'))).toEqual([
    canary,
    canary,
  ])
  expect(fetched.brought).toHaveLength(2)
  const kept = JSON.stringify([fetched.brought, fetched.cursors])
  for (const form of forms) expect(kept).not.toContain(form)
})

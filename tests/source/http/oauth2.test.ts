import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer, type TestServer } from '../../helpers/http-server.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())
const secrets = { client: 'cl1ent-secret', refresh: 'r3fresh-token' }
const login = (server: TestServer, more: object = {}) => ({
  oauth2: {
    token_url: `${server.url}/token`,
    client_id: 'canvass news',
    client_secret: { secret: 'client' },
    ...more,
  },
})

/** Gives out tokens t1, t2, … and takes only the last; `answer` replaces what is said of each. */
async function startOffice(
  answer: (given: URLSearchParams, number: number) => object = () => ({ expires_in: 3_600 }),
) {
  const asked: { readonly form: URLSearchParams; readonly authorization: string | undefined }[] = []
  const server = await startHttpServer((request, response) => {
    if (request.url !== '/token') {
      const isRight = request.headers.authorization === `Bearer t${asked.length}`
      response.writeHead(isRight ? 200 : 401).end('a,b')
      return
    }
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      const form = new URLSearchParams(body)
      asked.push({ form, authorization: request.headers.authorization })
      const { status = 200, ...said } = answer(form, asked.length) as { status?: number }
      response
        .writeHead(status)
        .end(JSON.stringify({ access_token: `t${asked.length}`, token_type: 'bearer', ...said }))
    })
  })
  return { server, asked }
}

describe('client credentials', () => {
  test('bring a token that is kept for its lifetime, and then another', async () => {
    const { server, asked } = await startOffice()
    await using _ = server
    const feed = source({
      url: `${server.url}/a.csv`,
      authentication: login(server, { scope: 'results read' }),
    })
    const clock = manualClock()
    await fetchAll(feed, { secrets, clock })
    await fetchAll(feed, { secrets, clock })
    expect(asked).toHaveLength(1)
    await clock.advance(3_580_000)
    expect(textsOf((await fetchAll(feed, { secrets, clock })).brought)).toEqual(['a,b'])
    expect(asked.map(({ form }) => Object.fromEntries(form))).toEqual([
      { grant_type: 'client_credentials', scope: 'results read' },
      { grant_type: 'client_credentials', scope: 'results read' },
    ])
    const id = Buffer.from('canvass+news:cl1ent-secret').toString('base64')
    expect(asked[0]?.authorization).toBe(`Basic ${id}`)
  })

  test('stand in the form where the publisher wants them there', async () => {
    const { server, asked } = await startOffice()
    await using _ = server
    await fetchAll(source({ url: server.url, authentication: login(server, { client_in: 'body' }) }), {
      secrets,
    })
    expect(asked.map(({ form, authorization }) => [Object.fromEntries(form), authorization])).toEqual([
      [
        { grant_type: 'client_credentials', client_id: 'canvass news', client_secret: 'cl1ent-secret' },
        undefined,
      ],
    ])
  })

  test('bring a new token once where the old one is refused before its time', async () => {
    const { server, asked } = await startOffice()
    await using _ = server
    const feed = source({ url: server.url, authentication: login(server) })
    await fetchAll(feed, { secrets })
    asked.push({ form: new URLSearchParams(), authorization: undefined })
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['a,b'])
    expect(asked).toHaveLength(3)
  })

  test.each([
    [{ status: 401, error: 'invalid_client' }, 'SOURCE_CREDENTIALS_REFUSED', 'invalid_client'],
    [{ status: 400, error: 'invalid_scope' }, 'SOURCE_LOGIN_UNCLEAR', 'invalid_scope'],
    [{ status: 400, error: 'of cl1ent-secret' }, 'SOURCE_LOGIN_UNCLEAR', 'HTTP status 400'],
    [{ access_token: '' }, 'SOURCE_LOGIN_UNCLEAR', 'access_token'],
    [{ status: 503 }, 'SOURCE_UNAVAILABLE', '503'],
  ])('%j is %s', async (said, code, message) => {
    const { server } = await startOffice(() => said)
    await using _ = server
    const failed = fetchAll(source({ url: server.url, authentication: login(server) }), { secrets })
    const error = await failed.then(
      () => expect.fail('the fetch did not fail'),
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string })
    expect(inspect(error, { depth: 10 })).not.toContain('cl1ent-secret')
  })
})

test('a refresh token brings tokens, and gives way to the one that the service gives in its place', async () => {
  const { server, asked } = await startOffice((_, number) => ({
    expires_in: 60,
    refresh_token: `next-${number}`,
  }))
  await using _ = server
  const feed = source({
    url: server.url,
    authentication: login(server, { refresh_token: { secret: 'refresh' } }),
  })
  const clock = manualClock()
  await fetchAll(feed, { secrets, clock })
  await clock.advance(60_000)
  await fetchAll(feed, { secrets, clock })
  expect(asked.map(({ form }) => [form.get('grant_type'), form.get('refresh_token')])).toEqual([
    ['refresh_token', 'r3fresh-token'],
    ['refresh_token', 'next-1'],
  ])
})

test('a token is shown to no other host', async () => {
  await using other = await startHttpServer((_, response) => response.end('a,b'))
  const { server } = await startOffice()
  await using _ = server
  await using moved = await startHttpServer((_request, response) => {
    response.writeHead(302, { location: other.url.replace('127.0.0.1', 'localhost') }).end()
  })
  const feed = source({ url: moved.url, redirects: 'any', authentication: login(server) })
  expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['a,b'])
  expect(moved.requests[0]?.headers.authorization).toBe('Bearer t1')
  expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
})

import { describe, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'
import { failureOf } from './sources.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())
const secrets = { desk: 'passw0rd' }

/** Gives out tokens, of which only the last is good; a header takes it as `Token t1`. */
async function startOffice(header = 'authorization') {
  const asked: string[] = []
  const state = { isExpired: false, status: 200 }
  const server = await startHttpServer((request, response) => {
    if (request.url !== '/login') {
      const isRight = !state.isExpired && request.headers[header] === `Token token-${asked.length}`
      response.writeHead(isRight ? 200 : 401).end(request.url)
      return
    }
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      asked.push(body)
      state.isExpired = false
      response.writeHead(state.status, { 'x-token': `token-${asked.length}` })
      response.end(JSON.stringify({ data: { token: `token-${asked.length}` } }))
    })
  })
  return { server, asked, state, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
const login = (url: string, more: object = {}) => ({
  login_token: {
    login: { url: `${url}/login`, json: { user: 'desk', password: { secret: 'desk' } } },
    token: { json: 'data.token' },
    prefix: 'Token ',
    ...more,
  },
})

describe('a token that a login gives', () => {
  test('goes with every request, and is kept over polls', async () => {
    await using office = await startOffice()
    const { url } = office.server
    const feed = source({ url: `${url}/a.csv`, authentication: login(url) })
    await fetchAll(feed, { secrets })
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['/a.csv'])
    expect(office.asked).toEqual(['{"user":"desk","password":"passw0rd"}'])
  })

  test('is asked for once more where it is refused', async () => {
    await using office = await startOffice()
    const { url } = office.server
    const feed = source({ url: `${url}/a.csv`, authentication: login(url) })
    await fetchAll(feed, { secrets })
    office.state.isExpired = true
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['/a.csv'])
    expect(office.asked).toHaveLength(2)
  })

  test('is asked for again after the time that it lasts', async () => {
    await using office = await startOffice()
    const { url } = office.server
    const clock = manualClock()
    const feed = source({ url: `${url}/a.csv`, authentication: login(url, { lasts: '20m' }) })
    await fetchAll(feed, { secrets, clock })
    await clock.advance(20 * 60_000)
    await fetchAll(feed, { secrets, clock })
    expect(office.asked).toHaveLength(2)
  })

  test('may stand in a header and go into another, by a form', async () => {
    await using office = await startOffice('x-auth')
    const { url } = office.server
    const feed = source({
      url: `${url}/a.csv`,
      authentication: {
        login_token: {
          login: { url: `${url}/login`, form: { user: 'desk', password: { secret: 'desk' } } },
          token: { header: 'X-Token' },
          header: 'X-Auth',
          prefix: 'Token ',
        },
      },
    })
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['/a.csv'])
    expect(office.asked).toEqual(['user=desk&password=passw0rd'])
  })

  test('is asked for by one of several requests under way', async () => {
    await using office = await startOffice()
    const { url } = office.server
    const feed = source({
      requests: {
        all: { url: `${url}/{one}`, for_each: { name: 'one', list: ['a', 'b', 'c', 'd'], at_once: 4 } },
      },
      authentication: login(url),
    })
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['/a', '/b', '/c', '/d'])
    expect(office.asked).toHaveLength(1)
  })

  test.each([
    [401, {}, 'SOURCE_CREDENTIALS_REFUSED'],
    [503, {}, 'SOURCE_UNAVAILABLE'],
    [200, { token: { json: 'token' } }, 'SOURCE_LOGIN_UNCLEAR'],
    [200, { token: { text: '^(?<value>\\d+)$' } }, 'SOURCE_LOGIN_UNCLEAR'],
  ])('is none with status %d and %j: %s', async (status, more, code) => {
    await using office = await startOffice()
    office.state.status = status
    const { url } = office.server
    const error = await failureOf(source({ url: `${url}/a.csv`, authentication: login(url, more) }), {
      secrets,
    })
    expect(error).toMatchObject({ code })
    expect(error.message).not.toContain('token-')
    expect(error.message).not.toContain('passw0rd')
  })

  test.each([
    [{ login: { url: 'https://example.gov/', form: {}, json: {} } }, 'SOURCE_OPTIONS_UNCLEAR'],
    [{ login: { url: 'https://example.gov/', json: { password: 'abc' } } }, 'SPEC_SECRET_IN_CLEAR'],
    [{ token: { json: 'a', text: 'b' } }, 'SOURCE_REQUEST_UNCLEAR'],
  ])('%j is a problem of the spec', (more, code) => {
    const site = collectingSite()
    http.create({ url: 'https://example.gov/', authentication: login('https://example.gov', more) }, site)
    expect(site.errors.map((error) => error.code)).toEqual([code])
  })
})

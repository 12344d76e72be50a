import { BlockList } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeOver } from '../../engine/source/http/exchange.ts'
import { http } from '../../engine/source/http.ts'
import { openAgent } from '../../engine/source/http-agent.ts'
import { ask } from '../../engine/source/http-request.ts'
import { selfSigned } from '../helpers/certificate.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { collectingSite, fetchAll, textsOf } from './fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) => http.create({ allow_private: true, ...options }, collectingSite())
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

/** `/to?ADDRESS` redirects to the address, `/loop` to itself and back, everything else has a body. */
const startRedirecting = (certificate?: Parameters<typeof startHttpServer>[1]) =>
  startHttpServer((request, response) => {
    const url = request.url ?? ''
    const ways: Readonly<Record<string, string>> = { '/loop': '/pool', '/pool': '/loop' }
    const location = url.startsWith('/to?') ? url.slice(4) : ways[url]
    if (location === undefined) response.end(`body of ${url}`)
    else response.writeHead(302, { location }).end('moved')
  }, certificate)

describe('redirects', () => {
  test('stay on the host by default, and the address asked for remains the origin', async () => {
    await using server = await startRedirecting()
    const { brought } = await fetchAll(source({ url: `${server.url}/to?/b.csv` }))
    expect(brought).toMatchObject([{ origin: `${server.url}/to?/b.csv`, text: 'body of /b.csv' }])
  })

  test.each<[string, Options['redirects'], string]>([
    ['to another host', undefined, '/to?http://localhost:1/'],
    ['to another host', 'same-host', '/to?http://localhost:1/'],
    ['at all', 'none', '/to?/b.csv'],
    ['in a circle', 'any', '/loop'],
  ])('are not followed %s when the spec says %s', async (_, redirects, path) => {
    await using server = await startRedirecting()
    const options = { url: server.url + path, ...(redirects && { redirects }) }
    await expect(fetchAll(source(options))).rejects.toThrow(code('SOURCE_REDIRECT_REFUSED'))
  })

  test('go to another host where the spec allows any, but secrets stay behind', async () => {
    await using other = await startRedirecting()
    await using server = await startRedirecting()
    const target = `${other.url.replace('127.0.0.1', 'localhost')}/b.csv`
    const headers = {
      Authorization: { secret: 'office' },
      'X-Api-Key': { secret: 'office' },
      'X-County': 'all',
    }
    const options: Options = { url: `${server.url}/to?${target}`, headers, redirects: 'any' }
    const { brought } = await fetchAll(source(options), { secrets: { office: 'abc' } })
    expect(textsOf(brought)).toEqual(['body of /b.csv'])
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'abc', 'x-api-key': 'abc' })
    expect(other.requests[0]?.headers).toMatchObject({ 'x-county': 'all' })
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
    expect(other.requests[0]?.headers).not.toHaveProperty('x-api-key')
  })

  test('take secrets along on the same host', async () => {
    await using server = await startRedirecting()
    const headers = { 'X-Api-Key': { secret: 'office' } }
    await fetchAll(source({ url: `${server.url}/to?/b.csv`, headers }), { secrets: { office: 'abc' } })
    expect(server.requests.map((one) => one.headers['x-api-key'])).toEqual(['abc', 'abc'])
  })

  test('end after five', async () => {
    await using server = await startHttpServer((request, response) => {
      response.writeHead(301, { location: `${request.url}x` }).end()
    })
    await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_REDIRECT_REFUSED'))
    expect(server.requests).toHaveLength(6)
  })

  test('do not lead to a refused address, in clear or behind a name', async () => {
    await using server = await startRedirecting()
    const blocked = new BlockList()
    blocked.addAddress('127.0.0.2')
    const { signal } = new AbortController()
    const timeouts = { connect: 5_000, headers: 5_000, body: 5_000, total: 5_000 }
    await using agent = await openAgent({ blocked, timeouts, signal })
    const request = {
      origin: `${server.url}/to?http://127.0.0.2:${server.port}/b.csv`,
      headers: { plain: {}, secret: {} },
      redirects: 'any',
      timeouts,
      cursor: {},
      maxBytes: 1_000,
      exchange: exchangeOver(agent.dispatcher),
      clock: manualClock(),
      signal,
    } as const
    const attempt = { number: 1, waitFor: () => undefined }
    await expect(ask(request, attempt)).rejects.toThrow(code('SOURCE_ADDRESS_PRIVATE'))
    expect(server.requests).toHaveLength(1)
  })
})

describe('addresses that are not public', () => {
  test.each([
    ['in clear', 'http', '127.0.0.1'],
    ['behind a name', 'http', 'localhost'],
    ['behind a name, with TLS', 'https', 'localhost'],
    ['as an IPv4 address inside an IPv6 one', 'http', '[::ffff:127.0.0.1]'],
  ])('are refused %s', async (_, protocol, host) => {
    await using server = await startRedirecting()
    const url = `${protocol}://${host}:${server.port}/`
    const refused = http.create({ url }, collectingSite())
    await expect(fetchAll(refused)).rejects.toMatchObject({
      code: 'SOURCE_ADDRESS_PRIVATE',
      message: expect.stringMatching(/127\.0\.0\.1|::1|7f00:1/) as string,
    })
    expect(server.requests).toEqual([])
  })
})

describe('over TLS', () => {
  const certificate = selfSigned()
  const before = getCACertificates('default')
  beforeAll(() => setDefaultCACertificates([...before, certificate.cert]))
  afterAll(() => setDefaultCACertificates([...before]))

  test('fetches from a server whose certificate is trusted', async () => {
    await using server = await startRedirecting(certificate)
    expect(textsOf((await fetchAll(source({ url: `${server.url}/b.csv` }))).brought)).toEqual([
      'body of /b.csv',
    ])
  })

  test('does not go from https to http, even where any redirect is allowed', async () => {
    await using plain = await startRedirecting()
    await using server = await startRedirecting(certificate)
    const options: Options = { url: `${server.url}/to?${plain.url}/b.csv`, redirects: 'any' }
    await expect(fetchAll(source(options))).rejects.toThrow(code('SOURCE_REDIRECT_REFUSED'))
    expect(plain.requests).toEqual([])
  })

  test('refuses a certificate that nobody vouches for, at once', async () => {
    await using server = await startRedirecting(selfSigned())
    const clock = manualClock({ auto: true })
    await expect(fetchAll(source({ url: server.url }), { clock })).rejects.toThrow(
      code('SOURCE_CERTIFICATE_REFUSED'),
    )
    expect(clock.slept).toEqual([])
  })
})

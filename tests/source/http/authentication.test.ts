import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { FeedError } from '../../../engine/errors/feed-error.ts'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) => http.create({ allow_private: true, ...options }, collectingSite())
const failure = (options: Options, secrets: Readonly<Record<string, string>>): Promise<FeedError> =>
  fetchAll(source({ retries: { attempts: 1 }, ...options }), { secrets }).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )
const desk = { user: 'desk', password: { secret: 'office' } }
const secrets = { office: 'tr0ub4dor & ü' }

describe('basic', () => {
  const expected = `Basic ${Buffer.from(`desk:${secrets.office}`).toString('base64')}`
  const start = () =>
    startHttpServer((request, response) => {
      if (request.headers.authorization !== expected) response.writeHead(401).end('who are you')
      else response.end('a,b')
    })

  test('is sent with the first request', async () => {
    await using server = await start()
    const feed = source({ url: server.url, authentication: { basic: desk } })
    expect(textsOf((await fetchAll(feed, { secrets })).brought)).toEqual(['a,b'])
    expect(server.requests).toHaveLength(1)
  })

  test('names the secret where it is refused, and never its value', async () => {
    await using server = await start()
    const refused = await failure(
      { url: server.url, authentication: { basic: desk } },
      { office: 'w0rn-out-pass' },
    )
    expect(refused).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      hint: expect.stringContaining('the secret "office"') as string,
    })
    expect(inspect(refused, { depth: 10 })).not.toContain('w0rn-out-pass')
    expect(inspect(refused, { depth: 10 })).not.toContain(
      Buffer.from('desk:w0rn-out-pass').toString('base64'),
    )
  })

  test.each(['', 'two\nlines'])('does not send %j, which can not be what was meant', async (value) => {
    await using server = await start()
    const options = { url: server.url, authentication: { basic: desk } }
    expect((await failure(options, { office: value })).code).toBe('SOURCE_SECRET_UNUSABLE')
    expect(server.requests).toEqual([])
  })
})

describe('bearer and API keys', () => {
  test.each<[string, Required<Options>['authentication'], (request: IncomingMessage) => boolean]>([
    [
      'a bearer token',
      { bearer: { token: { secret: 'k' } } },
      ({ headers }) => headers.authorization === 'Bearer abc/123',
    ],
    [
      'a key in a header',
      { api_key: { header: 'X-Api-Key', value: { secret: 'k' } } },
      ({ headers }) => headers['x-api-key'] === 'abc/123',
    ],
    [
      'a key in the query',
      { api_key: { query: 'key', value: { secret: 'k' } } },
      ({ url }) => url === '/a.csv?county=a%20b,c&key=abc%2F123',
    ],
  ])('%s goes with the request, and is in no origin', async (_, authentication, isRight) => {
    await using server = await startHttpServer((request, response) => {
      response.writeHead(isRight(request) ? 200 : 403).end('a,b')
    })
    const url = `${server.url}/a.csv?county=a%20b,c`
    const { brought } = await fetchAll(source({ url, authentication }), { secrets: { k: 'abc/123' } })
    expect(brought).toMatchObject([{ origin: url, text: 'a,b' }])
    const refused = await failure({ url, authentication }, { k: 'abc/124' })
    expect(refused).toMatchObject({ code: 'SOURCE_CREDENTIALS_REFUSED' })
    expect(inspect(refused, { depth: 10 })).not.toMatch(/abc\/124|abc%2F124/)
  })
})

/** Answers as RFC 7616 wants it, with one nonce after another. */
const startDigest = (algorithm: 'MD5' | 'SHA-256' | undefined, nonceUses = Number.POSITIVE_INFINITY) => {
  const hash = (...parts: readonly string[]) =>
    createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5')
      .update(parts.join(':'))
      .digest('hex')
  let nonce = 0
  let uses = 0
  const seen: string[] = []
  const isRight = (request: IncomingMessage): boolean => {
    const fields = new Map(
      [...(request.headers.authorization ?? '').matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
        ([, name = '', quoted, bare]) => [name, quoted ?? bare ?? ''] as const,
      ),
    )
    const of = (name: string) => fields.get(name) ?? ''
    seen.push(of('nc'))
    const key = hash('desk', 'Office "A"', secrets.office)
    const second = hash(request.method ?? '', request.url ?? '')
    return of('response') === hash(key, `n${nonce}`, of('nc'), of('cnonce'), 'auth', second)
  }
  const listener = startHttpServer((request, response) => {
    const known = isRight(request)
    if (known && uses < nonceUses) {
      uses += 1
      response.end('a,b')
      return
    }
    nonce += 1
    uses = 0
    const named = algorithm === undefined ? '' : `, algorithm=${algorithm}`
    const own = `Digest realm="Office \\"A\\"", nonce="n${nonce}", qop="auth,auth-int", opaque="o"${named}, stale=${known}`
    response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="x"', own] }).end()
  })
  return { listener, seen }
}

describe('digest', () => {
  test.each([undefined, 'MD5', 'SHA-256'] as const)(
    'answers a challenge with %s, and the next with its count',
    async (algorithm) => {
      const { listener, seen } = startDigest(algorithm)
      await using server = await listener
      const requests = { a: { url: `${server.url}/a?b=c` }, b: { url: `${server.url}/b` } }
      const { brought } = await fetchAll(source({ requests, authentication: { digest: desk } }), { secrets })
      expect(textsOf(brought)).toEqual(['a,b', 'a,b'])
      expect(seen).toEqual(['', '00000001', '00000002'])
    },
  )

  test('asks again where its nonce has grown stale', async () => {
    const { listener, seen } = startDigest('MD5', 1)
    await using server = await listener
    const requests = { a: { url: `${server.url}/a` }, b: { url: `${server.url}/b` } }
    const { brought } = await fetchAll(source({ requests, authentication: { digest: desk } }), { secrets })
    expect(textsOf(brought)).toEqual(['a,b', 'a,b'])
    expect(seen).toEqual(['', '00000001', '00000002', '00000001'])
  })

  test('gives up after one try with a wrong password', async () => {
    const { listener } = startDigest('SHA-256')
    await using server = await listener
    const refused = await failure({ url: server.url, authentication: { digest: desk } }, { office: 'wrong' })
    expect(refused.code).toBe('SOURCE_CREDENTIALS_REFUSED')
    expect(server.requests).toHaveLength(2)
  })

  test('shows no password to a server that wants it in clear', async () => {
    await using server = await startHttpServer((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="office"' }).end()
    })
    const refused = await failure({ url: server.url, authentication: { digest: desk } }, secrets)
    expect(refused.code).toBe('SOURCE_CREDENTIALS_REFUSED')
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})

describe('what a spec may say', () => {
  const url = 'https://example.gov/'
  const reported = (options: Options) => {
    const site = collectingSite()
    http.create(options, site)
    return site.errors.map(({ code, at }) => `${code} ${at?.line}`)
  }
  test.each<[Options, string]>([
    [{ url, authentication: { basic: desk, digest: desk } }, 'SPEC_ONE_TYPE 2'],
    [{ url, authentication: { api_key: { value: { secret: 'k' } } } }, 'SOURCE_OPTIONS_UNCLEAR 3'],
    [
      { url, authentication: { basic: desk }, headers: { Authorization: { secret: 'k' } } },
      'SOURCE_HEADER_REFUSED 3',
    ],
    [{ url, tls: { key: { secret: 'k' } } }, 'SOURCE_OPTIONS_UNCLEAR 2'],
    [{ url, tls: { authority: { file: '../../ca.pem' } } }, 'SPEC_FILE_OUTSIDE 4'],
    [{ url, proxy: { url: 'http://proxy.example:3128', user: 'desk' } }, 'SOURCE_OPTIONS_UNCLEAR 2'],
    [{ url, proxy: { url: 'http://10.0.0.1:3128' } }, 'SOURCE_ADDRESS_PRIVATE 3'],
  ])('%j is %s', (options, problem) => {
    expect(reported(options)).toEqual([problem])
  })
})

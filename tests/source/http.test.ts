import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { http } from '../../engine/source/http.ts'
import type { FetchContext } from '../../engine/source/source.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { collectingSite, context, fetchAll, textsOf } from './fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) => http.create({ allow_private: true, ...options }, collectingSite())
const failure = async (options: Options, given: Parameters<typeof fetchAll>[1] = {}): Promise<FeedError> =>
  fetchAll(source(options), given).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )

describe('conditional requests', () => {
  test('sends both validators back, as they came', async () => {
    await using server = await startHttpServer((request, response) => {
      response.setHeader('ETag', 'W/"v1"').setHeader('Last-Modified', 'Wed, 06 Nov 2024 01:00:00 GMT')
      if (request.headers['if-none-match'] === 'W/"v1"') return response.writeHead(304).end()
      return response.setHeader('Content-Type', 'text/csv; charset=latin1').end('a,b')
    })
    const feed = source({ url: `${server.url}/a.csv?precinct=1#top` })
    const first = await fetchAll(feed)
    expect(first.brought).toEqual([
      {
        request: 'main',
        kind: 'payload',
        origin: `${server.url}/a.csv?precinct=1`,
        contentType: 'text/csv; charset=latin1',
        text: 'a,b',
      },
    ])
    expect(first.cursors['main']).toMatchObject({
      etag: 'W/"v1"',
      lastModified: 'Wed, 06 Nov 2024 01:00:00 GMT',
    })
    expect((await fetchAll(feed, first)).brought).toEqual([{ request: 'main', kind: 'unmodified' }])
    expect(
      server.requests.map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']]),
    ).toEqual([
      [undefined, undefined],
      ['W/"v1"', 'Wed, 06 Nov 2024 01:00:00 GMT'],
    ])
  })

  test('keeps a cursor for each request', async () => {
    const etags: Record<string, string> = { '/a': '"a1"', '/b': '"b1"' }
    await using server = await startHttpServer((request, response) => {
      const etag = etags[request.url ?? ''] ?? ''
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
      return response.setHeader('ETag', etag).end(etag)
    })
    const feed = source({ requests: { a: { url: `${server.url}/a` }, b: { url: `${server.url}/b` } } })
    const { cursors } = await fetchAll(feed)
    etags['/b'] = '"b2"'
    expect(textsOf((await fetchAll(feed, { cursors })).brought)).toEqual([undefined, '"b2"'])
  })

  test('fetches unconditionally what came without validators', async () => {
    await using server = await startHttpServer((_, response) => response.setHeader('ETag', '').end('a,b'))
    const feed = source({ url: server.url })
    const { cursors } = await fetchAll(feed)
    expect(textsOf((await fetchAll(feed, { cursors })).brought)).toEqual(['a,b'])
  })

  test('does not believe "not modified" when it has nothing', async () => {
    await using server = await startHttpServer((_, response) => response.writeHead(304).end())
    expect(await failure({ url: server.url })).toMatchObject({ code: 'SOURCE_UNASKED_UNMODIFIED' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('headers', () => {
  test('says who it is and what it can decode, and lets a spec say otherwise', async () => {
    await using server = await startHttpServer((_, response) => response.end('a,b'))
    await fetchAll(source({ url: server.url }))
    await fetchAll(
      source({
        url: server.url,
        headers: { 'user-agent': 'Desk/2 (desk@paper.example)', Accept: 'text/csv' },
      }),
    )
    expect(server.requests.map(({ headers }) => headers)).toMatchObject([
      { 'user-agent': 'Canvass/1', accept: '*/*', 'accept-encoding': 'gzip, br, deflate, zstd' },
      { 'user-agent': 'Desk/2 (desk@paper.example)', accept: 'text/csv' },
    ])
  })

  test('sends secrets by name, and lets a request replace a shared header', async () => {
    await using server = await startHttpServer((_, response) => response.end('a,b'))
    const headers = { Authorization: { secret: 'office', prefix: 'Bearer ' }, 'X-County': 'all' }
    const requests = {
      all: { url: `${server.url}/all` },
      wake: { url: `${server.url}/wake`, headers: { 'x-county': 'wake', Authorization: { secret: 'wake' } } },
    }
    await fetchAll(source({ headers, requests }), { secrets: { office: 'abc', wake: 'def' } })
    expect(server.requests.map((one) => [one.headers.authorization, one.headers['x-county']])).toEqual([
      ['Bearer abc', 'all'],
      ['def', 'wake'],
    ])
  })

  test('shows no secret in what it says', async () => {
    await using server = await startHttpServer((_, response) => response.writeHead(403).end('no'))
    const headers = { 'X-Api-Key': { secret: 'office' } }
    const refused = await failure({ url: server.url, headers }, { secrets: { office: 'tr0ub4dor' } })
    expect(refused).toMatchObject({ code: 'SOURCE_STATUS' })
    const unusable = await failure({ url: server.url, headers }, { secrets: { office: 'tr0ub4dor\n' } })
    expect(unusable).toMatchObject({
      code: 'SOURCE_SECRET_UNUSABLE',
      message: expect.stringContaining('"office"') as string,
    })
    expect(inspect([refused, unusable], { depth: 10 })).not.toContain('tr0ub4dor')
  })
})

describe('statuses', () => {
  test.each([
    [401, 'login'],
    [403, 'User-Agent'],
    [404, 'not published yet'],
    [410, 'successor'],
    [418, 'browser'],
    [204, 'nothing'],
    [206, 'part'],
    [300, 'browser'],
  ])('fails at once with a hint on %i', async (status, hint) => {
    await using server = await startHttpServer((_, response) => response.writeHead(status).end())
    const error = await failure({ url: server.url })
    expect(error).toMatchObject({ code: 'SOURCE_STATUS', hint: expect.stringContaining(hint) as string })
    expect(error.message).toContain(String(status))
    expect(server.requests).toHaveLength(1)
  })

  test.each([408, 425, 429, 500, 502, 503, 504])('tries again on %i', async (status) => {
    await using server = await startHttpServer((_, response) => {
      if (server.requests.length < 3) response.writeHead(status).end()
      else response.end('a,b')
    })
    expect(textsOf((await fetchAll(source({ url: server.url }))).brought)).toEqual(['a,b'])
    expect(server.requests).toHaveLength(3)
  })

  test('gives up after the attempts of the spec', async () => {
    await using server = await startHttpServer((_, response) => response.writeHead(503).end())
    expect(await failure({ url: server.url, retries: { attempts: 2 } })).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
    })
    expect(server.requests).toHaveLength(2)
  })

  test.each([
    ['seconds', '7', 7_000],
    ['a date', 'Wed, 06 Nov 2024 00:00:09 GMT', 9_000],
    ['more than allowed', '3600', 20_000],
  ])('waits as long as the publisher asks: %s', async (_, value, expected) => {
    await using server = await startHttpServer((__, response) => {
      if (server.requests.length === 1) response.writeHead(503, { 'Retry-After': value }).end()
      else response.end('a,b')
    })
    const clock = manualClock({ auto: true, start: '2024-11-06T00:00:00Z' })
    await fetchAll(source({ url: server.url, retries: { longest_wait: '20s' } }), { clock })
    expect(clock.slept).toEqual([expected])
  })

  test('tries again when nothing answers', async () => {
    const server = await startHttpServer((_, response) => response.end())
    await server[Symbol.asyncDispose]()
    const clock = manualClock({ auto: true })
    expect(await failure({ url: server.url }, { clock })).toMatchObject({ code: 'SOURCE_UNREACHABLE' })
    expect(clock.slept).toHaveLength(2)
  })

  test('calls what is no HTTP by its name', async () => {
    await using server = await startHttpServer((request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    expect(await failure({ url: server.url })).toMatchObject({ code: 'SOURCE_FAILED' })
  })
})

test('asks for one file after the other, and for none after an abort', async () => {
  await using server = await startHttpServer((_, response) => response.end('a,b'))
  const stop = new AbortController()
  const feed = source({ requests: { a: { url: `${server.url}/a` }, b: { url: `${server.url}/b` } } })
  const given: FetchContext = context({ signal: stop.signal })
  const answers = feed.fetch(given)[Symbol.asyncIterator]()
  await answers.next()
  expect(server.requests.map(({ path }) => path)).toEqual(['/a'])
  stop.abort(new Error('the poll is over'))
  await expect(answers.next()).rejects.toThrow('the poll is over')
  expect(server.requests).toHaveLength(1)
})

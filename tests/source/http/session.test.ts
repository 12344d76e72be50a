import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options, site = collectingSite()) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, site)

/** A portal as they are: a hidden field in the form, a cookie for who got in, and 200 for everybody. */
async function startPortal() {
  const posted: string[] = []
  const server = await startHttpServer((request, response) => {
    const has = (cookie: string) => request.headers.cookie?.split('; ').includes(cookie) === true
    if (request.method === 'POST') {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        posted.push(body)
        const given = body.startsWith('{')
          ? new Map(Object.entries(JSON.parse(body) as Record<string, string>))
          : new URLSearchParams(body)
        const isRight = given.get('password') === 'tr0ub4dor & ü' && (has('visit=1') || body.startsWith('{'))
        if (!isRight) return response.end('<p>Wrong user or password')
        response.setHeader('Set-Cookie', [
          `sid=s${posted.length}; Path=/data; HttpOnly`,
          'lang=en; Max-Age=0',
        ])
        return response.writeHead(302, { location: '/data/home' }).end()
      })
      return
    }
    if (request.url === '/login') {
      response.setHeader('Set-Cookie', 'visit=1').end('<input type=hidden name="__v" value="a&amp;b=">')
    } else if (!has(`sid=s${posted.length}`)) response.writeHead(401).end()
    else response.end(request.url === '/data/home' ? 'Welcome, desk' : 'a,b')
  })
  return { server, posted }
}
const secrets = { office: 'tr0ub4dor & ü' }

describe('a session', () => {
  test('logs in once per poll, with what the page hides, and its cookies go along', async () => {
    const { server, posted } = await startPortal()
    await using _ = server
    const authentication = {
      session: {
        login: {
          url: `${server.url}/login`,
          page: `${server.url}/login`,
          carry: { __v: 'name="__v" value="(?<value>[^"]*)"' },
          form: { user: 'desk', password: { secret: 'office' } },
        },
        check: { body: 'Welcome', cookie: 'sid' },
      },
    }
    const requests = { a: { url: `${server.url}/data/a` }, b: { url: `${server.url}/data/b` } }
    const { brought } = await fetchAll(source({ requests, authentication }), { secrets })
    expect(textsOf(brought)).toEqual(['a,b', 'a,b'])
    expect(posted.map((body) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      { __v: 'a&b=', user: 'desk', password: 'tr0ub4dor & ü' },
    ])
    expect(server.requests.map(({ path, headers }) => [path, headers.cookie])).toEqual([
      ['/login', undefined],
      ['/login', 'visit=1'],
      ['/data/home', 'sid=s1; visit=1'],
      ['/data/a', 'sid=s1; visit=1'],
      ['/data/b', 'sid=s1; visit=1'],
    ])
  })

  const json = (url: string, check: object) => ({
    session: {
      login: { url: `${url}/login`, json: { user: 'desk', password: { secret: 'office' } } },
      check,
    },
  })

  test('logs in again where it was forgotten', async () => {
    const { server, posted } = await startPortal()
    await using _ = server
    const authentication = json(server.url, { body: 'Welcome' })
    const requests = { a: { url: `${server.url}/data/a` }, b: { url: `${server.url}/data/b` } }
    const feed = source({ requests, authentication })
    const texts: string[] = []
    for await (const fetched of feed.fetch({
      ...(await import('../fetching.ts')).context({ secrets }),
    })) {
      if (fetched.kind !== 'payload') continue
      for await (const piece of fetched.payload.body) texts.push(Buffer.from(piece).toString())
      // Somebody else logs in with the account: the portal throws us out.
      if (texts.length === 1) posted.push('another login')
    }
    expect(texts).toEqual(['a,b', 'a,b'])
    expect(posted).toHaveLength(3)
  })

  test.each([
    [{ body: 'Welcome' }, 'a page without'],
    [{ cookie: 'sid' }, 'no cookie "sid"'],
    [{ status: 204 }, 'HTTP status 200'],
  ])('is refused where its check is not met: %j', async (check, message) => {
    const { server } = await startPortal()
    await using _ = server
    const failed = fetchAll(
      source({ url: `${server.url}/data/a`, authentication: json(server.url, check) }),
      {
        secrets: { office: 'w0rn-out-pass' },
      },
    )
    const error = await failed.then(
      () => expect.fail('the fetch did not fail'),
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining('"office"') as string,
    })
    expect(inspect(error, { depth: 10 })).not.toContain('w0rn-out-pass')
    expect(server.requests.map(({ path }) => path)).toEqual(['/login'])
  })

  test('says which hidden field it did not find', async () => {
    const { server, posted } = await startPortal()
    await using _ = server
    const login = {
      url: `${server.url}/login`,
      page: `${server.url}/login`,
      carry: { csrf: 'csrf=(?<value>\\d+)' },
      form: { user: 'desk', password: { secret: 'office' } },
    }
    const authentication = { session: { login, check: { cookie: 'sid' } } }
    await expect(fetchAll(source({ url: server.url, authentication }), { secrets })).rejects.toMatchObject({
      code: 'SOURCE_LOGIN_UNCLEAR',
      message: expect.stringContaining('csrf') as string,
    })
    expect(posted).toEqual([])
  })
})

test.each<[object, string]>([
  [{ login: { url: 'https://example.gov/login' }, check: { cookie: 'a' } }, 'SOURCE_OPTIONS_UNCLEAR 4'],
  [
    {
      login: { url: 'https://example.gov/login', form: { user: 'desk', password: 'abc' } },
      check: { cookie: 'a' },
    },
    'SPEC_SECRET_IN_CLEAR 6',
  ],
  [
    {
      login: {
        url: 'https://example.gov/',
        page: 'https://example.gov/',
        form: { a: 'b' },
        carry: { c: 'x(y)' },
      },
      check: { cookie: 'a' },
    },
    'SOURCE_PATTERN_INVALID 6',
  ],
])('a spec with %j is %s', (session, problem) => {
  const site = collectingSite()
  source({ url: 'https://example.gov/', authentication: { session } }, site)
  expect(site.errors.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([problem])
})

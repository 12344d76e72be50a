import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { http } from '../../engine/source/http.ts'
import { certificate } from '../helpers/certificate.ts'
import { collectingSite, fetchAll, textsOf } from '../source/fetching.ts'
import { type Nginx, noNginx, startNginx } from './nginx.ts'
import { noTinyproxy, startTinyproxy } from './tinyproxy.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())
const failure = (options: Options, secrets: Readonly<Record<string, string>>): Promise<FeedError> =>
  fetchAll(source(options), { secrets }).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )
async function nginx(...given: Parameters<typeof startNginx>): Promise<Nginx> {
  const server = await startNginx(...given)
  onTestFinished(() => server[Symbol.asyncDispose]())
  await writeFile(join(server.folder, 'a.csv'), 'a,b')
  return server
}
const missing = noNginx()
const named = (name: string, why: string | undefined): string =>
  why === undefined ? name : `${name} (${why})`
const office = certificate({ name: 'Office' })
const authority = { authority: { secret: 'ca' } }

describe.skipIf(missing)(named('nginx that wants to know who asks', missing), () => {
  test('a password', async () => {
    const { url, requests } = await nginx('auth_basic office; auth_basic_user_file @/users;', undefined, {
      users: 'desk:{PLAIN}tr0ub4dor\n',
    })
    const options: Options = {
      url: `${url}/a.csv`,
      authentication: { basic: { user: 'desk', password: { secret: 'office' } } },
    }
    const right = { secrets: { office: 'tr0ub4dor' } }
    expect(textsOf((await fetchAll(source(options), right)).brought)).toEqual(['a,b'])
    expect(await failure(options, { office: 'wrong' })).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      hint: expect.stringContaining('"office"') as string,
    })
    expect(await failure({ url: `${url}/a.csv` }, {})).toMatchObject({ code: 'SOURCE_STATUS' })
    expect((await requests()).map(({ status }) => status)).toEqual([200, 401, 401])
  })

  test('a certificate', async () => {
    const clients = certificate({ name: 'Clients' })
    const desk = certificate({ name: 'Desk', by: clients })
    const { url } = await nginx(
      'ssl_client_certificate @/clients; ssl_verify_client on;',
      certificate({ by: office }),
      { clients: clients.cert },
    )
    const options: Options = {
      url: `${url}/a.csv`,
      tls: { certificate: { secret: 'cert' }, key: { secret: 'key' }, ...authority },
    }
    const secrets = { ca: office.cert, cert: desk.cert, key: desk.key }
    expect(textsOf((await fetchAll(source(options), { secrets })).brought)).toEqual(['a,b'])
    const stranger = certificate({ name: 'Stranger' })
    expect(await failure(options, { ...secrets, cert: stranger.cert, key: stranger.key })).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      hint: expect.stringContaining('"cert" and "key"') as string,
    })
    expect((await failure({ url: `${url}/a.csv`, tls: authority }, secrets)).code).toBe('SOURCE_STATUS')
  })
})

describe.skipIf(missing)(named('nginx that is not who it should be', missing), () => {
  test.each([
    ['of another name', certificate({ by: office, hosts: ['results.example.gov'] }), 'does not match'],
    ['that has expired', certificate({ by: office, until: 2025 }), 'expired'],
    ['that nobody vouches for', certificate({ name: 'Nobody' }), 'self-signed'],
  ])('a certificate %s', async (_, own, message) => {
    const { url, requests } = await nginx('', own)
    for (const tls of [{ tls: authority }, {}]) {
      const refused = await failure({ url: `${url}/a.csv`, ...tls }, { ca: office.cert })
      expect(refused).toMatchObject({ code: 'SOURCE_CERTIFICATE_REFUSED', retryable: false })
    }
    const refused = await failure({ url: `${url}/a.csv`, tls: authority }, { ca: office.cert })
    expect(refused.message).toContain(message)
    expect(await requests().catch(() => [])).toEqual([])
  })
})

const noProxy = missing ?? noTinyproxy()
describe.skipIf(noProxy)(named('nginx behind a forward proxy', noProxy), () => {
  test('is reached by http and https, with a login at the proxy', async () => {
    const [plain, safe] = [await nginx(), await nginx('', certificate({ by: office }))]
    await using proxy = await startTinyproxy('BasicAuth desk tr0ub4dor')
    const options: Options = {
      requests: { plain: { url: `${plain.url}/a.csv` }, safe: { url: `${safe.url}/a.csv` } },
      proxy: { url: proxy.url, user: 'desk', password: { secret: 'proxy' } },
      tls: authority,
    }
    const secrets = { proxy: 'tr0ub4dor', ca: office.cert }
    expect(textsOf((await fetchAll(source(options), { secrets })).brought)).toEqual(['a,b', 'a,b'])
    expect((await proxy.said()).match(/CONNECT 127\.0\.0\.1:\d+/g)).toHaveLength(2)
    expect(await failure(options, { ...secrets, proxy: 'wrong' })).toMatchObject({
      code: 'SOURCE_PROXY_REFUSED',
      hint: expect.stringContaining('"proxy"') as string,
    })
  })

  test('is not reached where the proxy refuses, and the proxy is named', async () => {
    const { url } = await nginx()
    await using proxy = await startTinyproxy('ConnectPort 443')
    const refused = await failure({ url: `${url}/a.csv`, proxy: { url: proxy.url } }, {})
    expect(refused).toMatchObject({ code: 'SOURCE_PROXY_REFUSED' })
    expect(refused.message).toContain('HTTP status 403')
    await using closed = await startTinyproxy()
    await closed[Symbol.asyncDispose]()
    const gone = await failure({ url: `${url}/a.csv`, proxy: { url: closed.url } }, {})
    expect(gone.code).toBe('SOURCE_UNREACHABLE')
    expect(gone.message).toContain('the proxy')
  })

  test('is not reached where nothing answers behind the proxy', async () => {
    await using proxy = await startTinyproxy()
    const refused = await failure({ url: 'http://127.0.0.1:9/a.csv', proxy: { url: proxy.url } }, {})
    expect(refused).toMatchObject({ code: 'SOURCE_PROXY_REFUSED', retryable: true })
  })
})

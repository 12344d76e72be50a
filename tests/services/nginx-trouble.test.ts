import { writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { http } from '../../engine/source/http.ts'
import { selfSigned } from '../helpers/certificate.ts'
import { feedProcess } from '../helpers/feed-command.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { fileOf, firstCounts, night, spec } from '../helpers/night.ts'
import { collectingSite, fetchAll, textsOf } from '../source/fetching.ts'
import { type Nginx, noNginx, startNginx } from './nginx.ts'
import { startRawUpstream } from './raw-upstream.ts'

const missing = noNginx()
type Options = Parameters<typeof http.create>[0]
const source = (options: Options) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())
const failure = (options: Options, given: Parameters<typeof fetchAll>[1] = {}): Promise<FeedError> =>
  fetchAll(source(options), given).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )

/** Until the end of the test. */
async function nginx(...given: Parameters<typeof startNginx>): Promise<Nginx> {
  const server = await startNginx(...given)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}
const say = (headers: string, body: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`

describe.skipIf(missing)(
  missing === undefined ? 'trouble behind nginx' : `trouble behind nginx (${missing})`,
  () => {
    test('a slow answer ends with its time', async () => {
      const { url, folder } = await nginx('limit_rate 2k;')
      await writeFile(join(folder, 'a.csv'), 'a,b\n'.repeat(10_000))
      const slow = await failure({ url: `${url}/a.csv`, timeouts: { total: '1s' } })
      expect(slow).toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
      expect(slow.message).toContain('the whole answer')
      const stalled = await failure({ url: `${url}/a.csv`, timeouts: { body: '500ms' } })
      expect(stalled).toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
      expect(stalled.message).toContain('more of the file')
    })

    const whole = fileOf(firstCounts)
    const zipped = gzipSync(whole).toString('latin1')
    test.each([
      ['shorter than was said', say(`Content-Length: ${whole.length}`, whole.slice(0, 60))],
      ['cut between two chunks', say('Transfer-Encoding: chunked', `3c\r\n${whole.slice(0, 60)}\r\n`)],
      ['compressed and cut', say('Content-Encoding: gzip', zipped.slice(0, -20))],
    ])('a file %s is broken, and nothing of it is published', async (_, answer) => {
      await using upstream = await startRawUpstream(Buffer.from(answer, 'latin1'))
      const { url } = await nginx(
        `location / { proxy_pass http://${upstream.address}; proxy_http_version 1.1; }`,
      )
      expect(await failure({ url: `${url}/a.csv` })).toMatchObject({
        code: 'SOURCE_BODY_BROKEN',
        retryable: true,
      })
      const one = night({ feeds: { 'us-xx-county': overHttp(`${url}/counts.csv`) } })
      const { exit, stdout } = await one.feed(['run', '--once'])
      expect(stdout).toContain('SOURCE_BODY_BROKEN')
      expect(exit).toBe(1)
      expect((await one.json(['results'])).lines).toMatchObject([{ results: [] }])
    })

    test('a publisher that asks for patience gets it, and not more than the spec allows', async () => {
      const busy = (seconds: number) => `location / { add_header Retry-After ${seconds} always; return 503; }`
      const clock = manualClock({ auto: true })
      const patient = await nginx(busy(7))
      expect(await failure({ url: patient.url, retries: { attempts: 2 } }, { clock })).toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        retryable: true,
      })
      const greedy = await nginx(busy(3_600))
      await failure({ url: greedy.url, retries: { attempts: 2, longest_wait: '20s' } }, { clock })
      expect(clock.slept).toEqual([7_000, 20_000])
      expect((await patient.requests()).map(({ status }) => status)).toEqual([503, 503])
    })

    test('a redirect is followed on the same host, also one that gives no host; and not elsewhere', async () => {
      const { url, folder, requests } = await nginx(`
      location = /moved { return 301 /a.csv; }
      location = /brief { absolute_redirect off; return 302 /a.csv; }
      location = /away  { return 302 http://localhost:9/a.csv; }
      location = /round { return 302 /round; }`)
      await writeFile(join(folder, 'a.csv'), 'a,b')
      for (const path of ['moved', 'brief']) {
        const { brought } = await fetchAll(source({ url: `${url}/${path}` }))
        expect(brought).toMatchObject([{ origin: `${url}/${path}`, text: 'a,b' }])
      }
      expect((await requests()).map(({ path, status }) => [path, status])).toEqual([
        ['/moved', 301],
        ['/a.csv', 200],
        ['/brief', 302],
        ['/a.csv', 200],
      ])
      for (const path of ['away', 'round'])
        expect((await failure({ url: `${url}/${path}` })).code).toBe('SOURCE_REDIRECT_REFUSED')
      expect((await failure({ url: `${url}/moved`, redirects: 'none' })).code).toBe('SOURCE_REDIRECT_REFUSED')
    })

    test('a login opens the file; a wrong one is refused, and shown nowhere', async () => {
      const { url, folder } = await nginx('auth_basic "the office"; auth_basic_user_file @/people;')
      await writeFile(join(folder, '../people'), 'desk:{PLAIN}tr0ub4dor\n')
      await writeFile(join(folder, 'a.csv'), 'a,b')
      const headers = { Authorization: { secret: 'office', prefix: 'Basic ' } }
      const login = (text: string) => ({ secrets: { office: Buffer.from(text).toString('base64') } })
      const given = { url: `${url}/a.csv`, headers }
      expect(textsOf((await fetchAll(source(given), login('desk:tr0ub4dor'))).brought)).toEqual(['a,b'])
      const refused = await failure(given, login('desk:hunter2'))
      expect(refused).toMatchObject({ code: 'SOURCE_STATUS', retryable: false })
      expect(refused.message).toContain('401')
      expect(JSON.stringify(refused)).not.toContain(login('desk:hunter2').secrets.office)
    })

    test('a server that is gone is unreachable', async () => {
      const server = await startNginx()
      await server[Symbol.asyncDispose]()
      expect(await failure({ url: server.url })).toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        retryable: true,
      })
    })

    test('a certificate that nobody vouches for is refused; one that the machine trusts opens the feed', async () => {
      const certificate = selfSigned()
      const { url, folder, requests } = await nginx('', certificate)
      await writeFile(join(folder, 'counts.csv'), fileOf(firstCounts))
      expect(url).toMatch(/^https:/)
      expect((await failure({ url: `${url}/counts.csv` })).code).toBe('SOURCE_CERTIFICATE_REFUSED')
      expect(await requests()).toEqual([])

      const one = night({ feeds: { 'us-xx-county': overHttp(`${url}/counts.csv`) } })
      const trusted = join(one.folder, 'office.pem')
      writeFileSync(trusted, certificate.cert)
      const { exit, stdout } = await feedProcess(['run', '--once'], {
        environment: { ...one.environment, NODE_EXTRA_CA_CERTS: trusted },
      })
      expect(stdout).toContain('3 changes, revision 1')
      expect(exit).toBe(0)
    })
  },
)

const overHttp = (url: string): string =>
  spec('us-xx-county').replace(
    'file: { path: counts.csv }',
    `http: { url: "${url}", allow_private: true, retries: { attempts: 1 } }`,
  )

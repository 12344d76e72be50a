import { type AddressInfo, connect, createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FeedError } from '../../../engine/errors/feed-error.ts'
import { http } from '../../../engine/source/http.ts'
import { certificate } from '../../helpers/certificate.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite())
const failure = (options: Options, given: Parameters<typeof fetchAll>[1] = {}): Promise<FeedError> =>
  fetchAll(source(options), given).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )

/** A proxy that leads on, or says something else; keeps what it was asked. */
async function startProxy(answer?: string) {
  const asked: string[] = []
  const server = createServer((client) => {
    client.on('error', () => undefined)
    client.once('data', (first: Buffer) => {
      const head = first.toString('latin1')
      asked.push(head)
      if (answer !== undefined) return client.end(answer)
      const [, host = '', port = ''] = /^CONNECT (\S+):(\d+) HTTP\/1\.1\r\n/.exec(head) ?? []
      const onward = connect(Number(port), host.replace(/^localhost$/, '127.0.0.1'))
      onward.on('error', () => client.destroy())
      onward.on('connect', () => {
        client.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n')
        client.pipe(onward).pipe(client)
      })
      return undefined
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

describe('a proxy', () => {
  test('leads to http and https, and sees nothing but where to', async () => {
    const office = certificate({ name: 'Office' })
    await using plain = await startHttpServer((_, response) => response.end('a,b'))
    await using safe = await startHttpServer(
      (_, response) => response.end('c,d'),
      certificate({ by: office }),
    )
    const proxy = await startProxy()
    const requests = { plain: { url: `${plain.url}/a` }, safe: { url: `${safe.url}/b` } }
    const options = {
      requests,
      proxy: { url: proxy.url, user: 'desk', password: { secret: 'proxy' } },
      authentication: { bearer: { token: { secret: 'office' } } },
      tls: { authority: { secret: 'ca' } },
    }
    const secrets = { proxy: 'tr0ub4dor', office: 'abc123', ca: office.cert }
    expect(textsOf((await fetchAll(source(options), { secrets })).brought)).toEqual(['a,b', 'c,d'])
    const login = Buffer.from('desk:tr0ub4dor').toString('base64')
    expect(proxy.asked).toEqual(
      [plain.port, safe.port].map(
        (port) =>
          `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nProxy-Authorization: Basic ${login}\r\n\r\n`,
      ),
    )
    expect([...plain.requests, ...safe.requests].map((one) => one.headers['proxy-authorization'])).toEqual([
      undefined,
      undefined,
    ])
  })

  test('of the environment is used where the spec names none', async () => {
    await using server = await startHttpServer((_, response) => response.end('a,b'))
    const [ofEnvironment, ofSpec] = [await startProxy(), await startProxy()]
    const { hostname: host, port } = new URL(ofEnvironment.url)
    const proxy = () => Promise.resolve({ host, port: Number(port) })
    await fetchAll(source({ url: server.url }), { proxy })
    await fetchAll(source({ url: server.url, proxy: { url: ofSpec.url } }), { proxy })
    expect([ofEnvironment.asked.length, ofSpec.asked.length]).toEqual([1, 1])
  })

  test.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'HTTP status 407'],
    ['HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', 'HTTP status 403'],
    ['SSH-2.0-OpenSSH_9.2\r\n\r\n', 'no proper HTTP'],
    [`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`, 'no proper HTTP'],
    ['', 'the end of the connection'],
  ])('that says %j is named with its secret', async (answer, message) => {
    const proxy = await startProxy(answer)
    const options = {
      url: 'http://example.gov/',
      proxy: { url: proxy.url, user: 'desk', password: { secret: 'proxy' } },
    }
    const refused = await failure(options, { secrets: { proxy: 'tr0ub4dor' } })
    expect(refused).toMatchObject({
      code: 'SOURCE_PROXY_REFUSED',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining('"proxy"') as string,
    })
    expect(inspect(refused, { depth: 10 })).not.toContain('tr0ub4dor')
  })

  test('that never answers is left in time', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const options = { url: 'http://example.gov/', proxy: { url }, timeouts: { connect: '300ms' } }
    expect((await failure(options)).code).toBe('SOURCE_TIMEOUT')
  })

  test.each(['127.0.0.1', 'localhost', '[::ffff:10.0.0.1]'])('is not asked for %s', async (host) => {
    const environment = await startProxy()
    const { hostname, port } = new URL(environment.url)
    const proxy = () => Promise.resolve({ host: hostname, port: Number(port) })
    const site = collectingSite()
    const feed = http.create({ url: `http://${host}:9/`, retries: { attempts: 1 } }, site)
    await expect(fetchAll(feed, { proxy })).rejects.toMatchObject({ code: 'SOURCE_ADDRESS_PRIVATE' })
    expect(environment.asked).toEqual([])
  })
})

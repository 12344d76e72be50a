import dns from 'node:dns'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll } from '../fetching.ts'

// A resolver that answers otherwise each time it is asked: a public address for whoever checks, ours for whoever connects.
const real = dns.lookup
const name = 'results.example.gov'
let asked: string[] = []
let answers: readonly (readonly string[])[] = []
beforeEach(() => {
  asked = []
  const rogue = (host: string, options: { all?: boolean }, done: (...given: unknown[]) => void): void => {
    if (host !== name) return real(host, options as dns.LookupAllOptions, done as never)
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? []
    asked.push(host)
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    setImmediate(() => (options.all === true ? done(null, all) : done(null, all[0]?.address, all[0]?.family)))
  }
  dns.lookup = rogue as unknown as typeof dns.lookup
})
afterEach(() => {
  dns.lookup = real
})

const fetched = (url: string) =>
  fetchAll(
    http.create(
      { url, redirects: 'any', retries: { attempts: 1 }, timeouts: { connect: '500ms' } },
      collectingSite(),
    ),
  )

test.each([
  ['a private address', [['127.0.0.1']]],
  ['several, one of them private', [['127.0.0.1', '::1']]],
  ['an IPv4 address in an IPv6 one', [['::ffff:127.0.0.1']]],
  ['the address of cloud metadata', [['169.254.169.254']]],
])('a name that stands for %s is refused where the connection is made', async (_, given) => {
  await using server = await startHttpServer((__, response) => response.end('a,b'))
  answers = given
  await expect(fetched(`http://${name}:${server.port}/`)).rejects.toMatchObject({
    code: 'SOURCE_ADDRESS_PRIVATE',
  })
  expect(server.requests).toEqual([])
})

test('a name is looked up once for a connection: what is checked is what is connected to', async () => {
  // Whoever asked again after the refusal, or before connecting, would get a public address.
  answers = [['127.0.0.1'], ['192.31.196.1']]
  await expect(fetched(`http://${name}:9/`)).rejects.toMatchObject({ code: 'SOURCE_ADDRESS_PRIVATE' })
  expect(asked).toEqual([name])
})

// oxlint-disable unicorn/no-thenable -- `then` is a word of the spec
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options, site = collectingSite()) =>
  http.create({ allow_private: true, ...options }, site)
const rules: Options['answers'] = [
  { status: 404, header: { server: '^office/' }, then: 'ignore', because: 'nothing before polls close' },
  { status: [403, '5xx'], body: 'challenge', then: 'fail', because: 'the office asks for a browser' },
  { status: [302, 403], then: 'retry', because: 'the office throttles so' },
  { body: '<title>Maintenance', then: 'hold', because: 'a page of maintenance' },
  { body: { jmespath: "error.code == 'TEST'" }, then: 'hold', because: 'the office tests' },
]
interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}
const starts = (said: Said) =>
  startHttpServer((_, response) => {
    response.writeHead(said.status ?? 200, said.headers ?? {}).end(said.body ?? '')
  })

describe('the first rule that fits counts', () => {
  test.each<[string, Said, object]>([
    [
      'nothing yet',
      { status: 404, headers: { server: 'office/2' } },
      { kind: 'nothing', because: 'nothing before polls close' },
    ],
    [
      'a page with a good status',
      { body: 'x<title>Maintenance' },
      { kind: 'payload', doubt: 'a page of maintenance', text: 'x<title>Maintenance' },
    ],
    [
      'a page with a bad status',
      { status: 500, body: '<title>Maintenance' },
      { kind: 'payload', doubt: 'a page of maintenance' },
    ],
    [
      'a page that is compressed',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('<title>Maintenance') },
      { doubt: 'a page of maintenance' },
    ],
    [
      'JSON that says so',
      { body: '{"error":{"code":"TEST"}}' },
      { doubt: 'the office tests', text: '{"error":{"code":"TEST"}}' },
    ],
    [
      'JSON that does not',
      { body: '{"error":{"code":"NONE"}}' },
      { kind: 'payload', text: '{"error":{"code":"NONE"}}' },
    ],
    [
      'a file that has it far behind',
      { body: `${'a,b\n'.repeat(20_000)}<title>Maintenance` },
      { kind: 'payload', text: `${'a,b\n'.repeat(20_000)}<title>Maintenance` },
    ],
  ])('%s', async (_, said, expected) => {
    await using server = await starts(said)
    const { brought } = await fetchAll(source({ url: server.url, answers: rules }))
    expect(brought).toMatchObject([expected])
    expect('doubt' in (brought[0] ?? {})).toBe('doubt' in expected)
  })

  test.each<[string, Said, string, number]>([
    ['a rule that fails', { status: 503, body: 'a challenge' }, 'SOURCE_ANSWER_REFUSED', 1],
    ['a rule that tries again', { status: 403 }, 'SOURCE_ANSWER_PASSING', 3],
    [
      'a rule about a redirect',
      { status: 302, headers: { location: '/elsewhere' } },
      'SOURCE_ANSWER_PASSING',
      3,
    ],
    ['no rule: by its status', { status: 404, headers: { server: 'another' } }, 'SOURCE_STATUS', 1],
    ['no rule: by its status', { status: 503, body: 'busy' }, 'SOURCE_UNAVAILABLE', 3],
    ['no rule: an empty file', {}, 'SOURCE_EMPTY', 3],
  ])('%s', async (_, said, code, requests) => {
    await using server = await starts(said)
    const clock = manualClock({ auto: true })
    await expect(fetchAll(source({ url: server.url, answers: rules }), { clock })).rejects.toMatchObject({
      code,
    })
    expect(server.requests).toHaveLength(requests)
  })
})

test('looking at an endless answer ends', async () => {
  await using server = await startHttpServer((_, response) => {
    const more = () => {
      while (response.write('x'.repeat(16_384)));
      response.once('drain', more)
    }
    more()
  })
  const options: Options = {
    url: server.url,
    answers: [{ body: 'x', then: 'ignore', because: 'of the test' }],
  }
  expect((await fetchAll(source(options))).brought).toMatchObject([{ kind: 'nothing' }])
})

test.each<[NonNullable<Options['answers']>[number], string]>([
  [{ then: 'hold', because: 'x' }, 'SOURCE_OPTIONS_UNCLEAR 3'],
  [{ body: '(', then: 'hold', because: 'x' }, 'SOURCE_PATTERN_INVALID 4'],
  [{ header: { server: '(?=x)' }, then: 'hold', because: 'x' }, 'SOURCE_PATTERN_INVALID 5'],
  [{ body: { jmespath: 'a.' }, then: 'hold', because: 'x' }, 'SELECT_SYNTAX 5'],
])('a rule %j is %s', (rule, problem) => {
  const site = collectingSite()
  source({ url: 'https://example.gov/', answers: [rule] }, site)
  expect(site.errors.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([problem])
})

describe('a server that lies', () => {
  /** Says "not modified" to everybody who asks for that. */
  const startLying = (texts: readonly string[]) => {
    let sent = 0
    return startHttpServer((request, response) => {
      if (request.headers['if-none-match'] !== undefined) return response.writeHead(304).end()
      sent += 1
      return response.setHeader('ETag', '"1"').end(texts[Math.min(sent, texts.length) - 1])
    })
  }

  test('is not asked for changes alone with conditional: false', async () => {
    await using server = await startLying(['one', 'two'])
    const feed = source({ url: server.url, conditional: false })
    const first = await fetchAll(feed)
    expect(textsOf((await fetchAll(feed, first)).brought)).toEqual(['two'])
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined])
  })

  test('is found out by an audit, once in its time', async () => {
    await using server = await startLying(['one', 'one', 'two'])
    const feed = source({ url: server.url, audit_every: '1h' })
    const clock = manualClock()
    const after = async (milliseconds: number, cursors: Awaited<ReturnType<typeof fetchAll>>['cursors']) => {
      await clock.advance(milliseconds)
      return fetchAll(feed, { clock, cursors })
    }
    const first = await after(0, {})
    const second = await after(3_599_999, first.cursors)
    expect(second.brought).toEqual([{ request: 'main', kind: 'unmodified' }])
    const third = await after(1, second.cursors)
    expect(third.brought).toMatchObject([{ kind: 'payload', text: 'one', afterUnmodified: true }])
    const fourth = await after(3_599_999, third.cursors)
    expect(fourth.brought).toEqual([{ request: 'main', kind: 'unmodified' }])
    const fifth = await after(1, fourth.cursors)
    expect(fifth.brought).toMatchObject([{ kind: 'payload', text: 'two', afterUnmodified: true }])
    expect(server.requests).toHaveLength(7)
  })

  test('needs no audit where every answer has its bytes', () => {
    const site = collectingSite()
    source({ url: 'https://example.gov/', conditional: false, audit_every: '1h' }, site)
    expect(site.errors.map(({ code }) => code)).toEqual(['SOURCE_OPTIONS_UNCLEAR'])
  })
})

import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { FeedError } from '../../../engine/errors/feed-error.ts'
import { http } from '../../../engine/source/http.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { collectingSite, fetchAll } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const failure = (options: Options, given: Parameters<typeof fetchAll>[1] = {}): Promise<FeedError> =>
  fetchAll(
    http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite()),
    given,
  ).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )

/** Says what it likes to whoever asks; `sent` counts its bytes. */
async function startRogue(answer: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
  }
}
/** Writes as long as anybody listens. */
const forever = (socket: Socket, text: string): void => {
  const more = () => {
    while (!socket.destroyed && socket.write(text));
    socket.once('drain', more)
  }
  more()
}
/** One character at a time, for ever: no pause is long enough to be noticed. */
const dripping = (socket: Socket, text: string): void => {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer)
    else socket.write(text[at++ % text.length] ?? '')
  }, 10)
  onTestFinished(() => clearInterval(timer))
}

describe('headers', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'one that is huge',
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`),
    ],
    [
      'one that does not end',
      (socket) => (socket.write('HTTP/1.1 200 OK\r\nX: '), forever(socket, 'x'.repeat(4_096))),
    ],
    [
      'endlessly many',
      (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'X: y\r\n'.repeat(512))),
    ],
    [
      'a status line that does not end',
      (socket) => (socket.write('HTTP/1.1 200 '), forever(socket, 'x'.repeat(4_096))),
    ],
  ])('of which %s, are not kept', async (_, answer) => {
    const rogue = await startRogue(answer)
    const error = await failure({ url: rogue.url, timeouts: { total: '3s' } })
    expect(error.code).toMatch(/^SOURCE_(FAILED|TIMEOUT|UNREACHABLE)$/)
    expect(error).toBeInstanceOf(FeedError)
  })

  test.each([
    ['that drip', 'HTTP/1.1 200 OK\r\nX-Slow: yes\r\n'],
    ['that only ask for patience', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('%s end with the time', async (_, text) => {
    const rogue = await startRogue((socket) => dripping(socket, text))
    const error = await failure({ url: rogue.url, timeouts: { total: '500ms' } })
    expect(error.code).toMatch(/^SOURCE_(TIMEOUT|FAILED|UNREACHABLE)$/)
  })
})

describe('what is no proper HTTP is an error, and nothing of it is taken', () => {
  const ok = 'HTTP/1.1 200 OK\r\n'
  test.each([
    ['two lengths that differ', `${ok}Content-Length: 3\r\nContent-Length: 4\r\n\r\na,b\n`],
    [
      'a length and chunks',
      `${ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na,b\r\n0\r\n\r\n`,
    ],
    ['a negative length', `${ok}Content-Length: -3\r\n\r\na,b`],
    ['a length in hexadecimal', `${ok}Content-Length: 0x3\r\n\r\na,b`],
    ['a chunk without a size', `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\na,b\r\n0\r\n\r\n`],
    ['a chunk of absurd size', `${ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na,b`],
    ['a zero byte in a header', `${ok}X: a\0b\r\nContent-Length: 3\r\n\r\na,b`],
    ['another version', 'HTTP/9.9 200 OK\r\nContent-Length: 3\r\n\r\na,b'],
    ['no status', 'HTTP/1.1 OK\r\nContent-Length: 3\r\n\r\na,b'],
    ['no headers at all', 'a,b\n1,2\n'],
    ['nothing', ''],
  ])('%s', async (_, answer) => {
    const rogue = await startRogue((socket) => socket.end(answer))
    expect((await failure({ url: rogue.url, timeouts: { total: '3s' } })).code).toMatch(
      /^SOURCE_(FAILED|BODY_BROKEN|UNREACHABLE)$/,
    )
  })
})

describe('bytes beyond the answer', () => {
  test('belong to no file', async () => {
    const rogue = await startRogue((socket) =>
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na,bHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx',
      ),
    )
    const requests = { a: { url: `${rogue.url}/a` } }
    const source = http.create({ allow_private: true, requests }, collectingSite())
    const { brought } = await fetchAll(source)
    expect(brought).toMatchObject([{ text: 'a,b' }])
  })

  test('are never the answer to the next request', async () => {
    let connections = 0
    const rogue = await startRogue((socket) => {
      connections += 1
      const body = connections === 1 ? 'first' : 'other'
      const poison = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison'
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${body}${poison}`)
    })
    const requests = { a: { url: `${rogue.url}/a` }, b: { url: `${rogue.url}/b` } }
    const source = http.create({ allow_private: true, requests }, collectingSite())
    const texts = await fetchAll(source).then(
      ({ brought }) => brought.map((one) => ('text' in one ? one.text : '')),
      () => [],
    )
    expect(texts).not.toContain('poison')
  })
})

describe('an answer that we only need for the login', () => {
  const oauth2 = (url: string): Options => ({
    url: 'https://example.gov/',
    authentication: {
      oauth2: { token_url: url, client_id: 'desk', client_secret: { secret: 'client' } },
    },
  })
  const session = (url: string): Options => ({
    url: `${url}/a.csv`,
    authentication: {
      session: { login: { url: `${url}/login`, form: { user: 'desk' } }, check: { cookie: 'sid' } },
    },
  })

  test.each([
    ['a token', oauth2],
    ['a page', session],
  ])('is bounded: %s', async (_, options) => {
    const rogue = await startRogue((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      forever(socket, 'x'.repeat(4_096))
    })
    const error = await failure(options(rogue.url), { secrets: { client: 'abc' } })
    expect(error.code).toBe('SOURCE_TOO_LARGE')
    expect(rogue.sent()).toBeLessThan(20_000_000)
  })

  test('does not send us round in circles', async () => {
    await using server = await startHttpServer((request, response) => {
      response.writeHead(302, { location: `${request.url}x` }).end()
    })
    const error = await failure(session(server.url))
    expect(error.code).toBe('SOURCE_REDIRECT_REFUSED')
    expect(server.requests.length).toBeLessThan(10)
  })
})

import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { http } from '../../engine/source/http.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { collectingSite, context, fetchAll, textsOf } from './fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) => http.create({ allow_private: true, ...options }, collectingSite())
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error
const serve = (answer: (response: ServerResponse) => void) =>
  startHttpServer((_, response) => answer(response))

const text = 'contest,choice,votes\n'.repeat(5_000)
const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * index * 31) & 0xff))
const coded = {
  gzip: gzipSync(text),
  'x-gzip': gzipSync(text),
  br: brotliCompressSync(text),
  deflate: deflateSync(text),
  zstd: zstdCompressSync(text),
}

describe('content codings', () => {
  test.each([
    ...Object.entries(coded),
    ['deflate', deflateRawSync(text)] as const,
    ['GZIP', coded.gzip] as const,
    ['identity', Buffer.from(text)] as const,
    ['br, gzip', gzipSync(coded.br)] as const,
  ])('%s is undone', async (coding, body) => {
    await using server = await serve((response) => response.setHeader('Content-Encoding', coding).end(body))
    expect(textsOf((await fetchAll(source({ url: server.url }))).brought)).toEqual([text])
  })

  test.each(['compress', 'gzip, aes128gcm', 'toString', 'gzip, gzip, gzip, gzip'])(
    '%s is refused',
    async (coding) => {
      await using server = await serve((response) =>
        response.setHeader('Content-Encoding', coding).end('a,b'),
      )
      await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_CODING_UNKNOWN'))
      expect(server.requests).toHaveLength(1)
    },
  )

  test.each(Object.entries(coded))('%s that ends too early is broken', async (coding, body) => {
    const half = body.subarray(0, Math.floor(body.length / 2))
    await using server = await serve((response) => response.setHeader('Content-Encoding', coding).end(half))
    await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_BODY_BROKEN'))
  })

  test.each(Object.keys(coded))('what is not %s although the server says so is broken', async (coding) => {
    await using server = await serve((response) => response.setHeader('Content-Encoding', coding).end(noise))
    await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_BODY_BROKEN'))
  })

  test.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['br, gzip', gzipSync(brotliCompressSync(Buffer.alloc(50_000_000)))],
  ])('a bomb of %s stops at the limit', async (coding, body) => {
    expect(body.length).toBeLessThan(100_000)
    await using server = await serve((response) => response.setHeader('Content-Encoding', coding).end(body))
    let seen = 0
    const reading = async () => {
      for await (const fetched of source({ url: server.url }).fetch(context({ maxBytes: 100_000 }))) {
        if (fetched.kind === 'payload')
          for await (const piece of fetched.payload.body) seen += piece.byteLength
      }
    }
    await expect(reading()).rejects.toThrow(code('SOURCE_TOO_LARGE'))
    expect(seen).toBeLessThanOrEqual(100_000)
  })
})

describe('size', () => {
  test('a body of exactly the limit is read, one byte more is not', async () => {
    await using server = await serve((response) => {
      // Without a Content-Length: only counting can tell.
      response.flushHeaders()
      response.end('x'.repeat(1_000))
    })
    expect(
      textsOf((await fetchAll(source({ url: server.url }), { maxBytes: 1_000 })).brought)[0],
    ).toHaveLength(1_000)
    await expect(fetchAll(source({ url: server.url }), { maxBytes: 999 })).rejects.toThrow(
      code('SOURCE_TOO_LARGE'),
    )
  })

  test('a body that announces its size is refused before it is read', async () => {
    await using server = await serve((response) => response.setHeader('Content-Length', 1_001).write('x'))
    await expect(fetchAll(source({ url: server.url }), { maxBytes: 1_000 })).rejects.toThrow(
      code('SOURCE_TOO_LARGE'),
    )
  })

  test('an empty body is asked for again, and then an error', async () => {
    await using server = await serve((response) => response.end())
    const clock = manualClock({ auto: true })
    await expect(fetchAll(source({ url: server.url }), { clock })).rejects.toThrow(code('SOURCE_EMPTY'))
    expect(server.requests).toHaveLength(3)
  })

  test('a compressed body with nothing in it is empty', async () => {
    await using server = await serve((response) =>
      response.setHeader('Content-Encoding', 'gzip').end(gzipSync('')),
    )
    await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_EMPTY'))
  })
})

describe('a body that breaks off', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    [
      'short of its Content-Length',
      (response) =>
        void response.setHeader('Content-Length', 100).write('x'.repeat(50), () => response.destroy()),
    ],
    [
      'in the middle of its chunks',
      (response) => void response.write('x'.repeat(50), () => response.destroy()),
    ],
  ])('%s is an error', async (_, answer) => {
    await using server = await serve(answer)
    await expect(fetchAll(source({ url: server.url }))).rejects.toThrow(code('SOURCE_BODY_BROKEN'))
  })
})

describe('time', () => {
  const impatient: Options = {
    timeouts: { headers: '150ms', body: '150ms', total: '5s' },
    retries: { attempts: 1 },
  }

  test('is up for an answer that does not come', async () => {
    await using server = await serve(() => undefined)
    await expect(fetchAll(source({ ...impatient, url: server.url }))).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringContaining('an answer') as string,
    })
  })

  test('is up for a body that stops', async () => {
    await using server = await serve((response) => response.write('a,b\n'))
    await expect(fetchAll(source({ ...impatient, url: server.url }))).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringContaining('more of the file') as string,
    })
  })

  test('is up for a body that trickles for ever', async () => {
    const timers: NodeJS.Timeout[] = []
    await using server = await serve((response) => timers.push(setInterval(() => response.write('x'), 20)))
    const options: Options = { timeouts: { total: '200ms' }, retries: { attempts: 1 }, url: server.url }
    await expect(fetchAll(source(options))).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringContaining('the whole answer') as string,
    })
    for (const timer of timers) clearInterval(timer)
  })

  test('is up for a server that does not finish the TLS greeting', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const options: Options = { timeouts: { connect: '150ms' }, retries: { attempts: 1 }, url }
    await expect(fetchAll(source(options))).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringContaining('a connection') as string,
    })
    server.close()
  })
})

test('an abort ends the wait for a body that stands still', async () => {
  await using server = await serve((response) => response.write('a,b\n'))
  const stop = new AbortController()
  for await (const fetched of source({ url: server.url }).fetch(context({ signal: stop.signal }))) {
    if (fetched.kind !== 'payload') continue
    const body = fetched.payload.body[Symbol.asyncIterator]()
    expect(Buffer.from((await body.next()).value as Uint8Array).toString()).toBe('a,b\n')
    const waiting = body.next()
    stop.abort(new Error('the poll is over'))
    await expect(waiting).rejects.toThrow('the poll is over')
    break
  }
})

test('a body that is left unread is cut off', async () => {
  let closed: () => void = () => undefined
  const cut = new Promise<void>((resolve) => {
    closed = resolve
  })
  await using server = await serve((response) => {
    response.on('close', closed)
    response.write('a,b\n')
  })
  for await (const fetched of source({ url: server.url }).fetch(context())) {
    expect(fetched.kind).toBe('payload')
    break
  }
  await cut
})

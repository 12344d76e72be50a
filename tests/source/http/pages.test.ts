import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { failureOf, requesting } from './sources.ts'

const all = Array.from({ length: 25 }, (_, index) => `r${index}`)
type Answer = (url: URL, request: IncomingMessage) => { body: unknown; headers?: Record<string, string> }
const serve = (answer: Answer) =>
  startHttpServer((request, response) => {
    const { body, headers = {} } = answer(new URL(request.url ?? '', 'http://x'), request)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
const number = (url: URL, name: string) => Number(url.searchParams.get(name))
type Pages = NonNullable<Parameters<typeof requesting>[0][string]['pages']>
const paging = (url: string, pages: Pages) => requesting({ results: { url, pages } })
/** The items of all pages, and the names of the pages. */
async function read(source: ReturnType<typeof requesting>) {
  const { brought } = await fetchAll(source)
  const pages = brought.flatMap((one) => (one.kind === 'payload' ? [one] : []))
  return {
    names: pages.map(({ item }) => item),
    rows: pages.flatMap(({ text }) => (JSON.parse(text) as { rows: string[] }).rows),
  }
}
const ten = (from: number) => all.slice(from, from + 10)

describe('pages', () => {
  test('by number, until one has no item', async () => {
    await using server = await serve((url) => ({ body: { rows: ten((number(url, 'p') - 1) * 10) } }))
    const source = paging(`${server.url}/?p={page}`, { number: 1, items: 'rows' })
    expect(await read(source)).toEqual({ names: ['1', '2', '3'], rows: all })
    expect(server.requests).toHaveLength(4)
  })

  test('by number, until one is short', async () => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'p') * 10) } }))
    const source = paging(`${server.url}/?p={page}`, { number: 0, items: 'rows', size: 10 })
    expect(await read(source)).toEqual({ names: ['1', '2', '3'], rows: all })
    expect(server.requests.map(({ path }) => path)).toEqual(['/?p=0', '/?p=1', '/?p=2'])
  })

  test('by offset, until the source has given what it counts', async () => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'from')), total: 25 } }))
    const source = paging(`${server.url}/?from={offset}`, { offset: 10, items: 'rows', total: 'total' })
    expect((await read(source)).rows).toEqual(all)
    expect(server.requests.map(({ path }) => path)).toEqual(['/?from=0', '/?from=10', '/?from=20'])
  })

  test('by number, as many as the source says there are', async () => {
    await using server = await serve((url) => ({
      body: { rows: ten((number(url, 'p') - 1) * 10), pages: 3 },
    }))
    const source = paging(`${server.url}/?p={page}`, { number: 1, total_pages: 'pages' })
    expect((await read(source)).rows).toEqual(all)
    expect(server.requests).toHaveLength(3)
  })

  test('until the source says that there is no more', async () => {
    await using server = await serve((url) => {
      const from = (number(url, 'p') - 1) * 10
      return { body: { rows: ten(from), has_more: from + 10 < all.length } }
    })
    const source = paging(`${server.url}/?p={page}`, { number: 1, more: 'has_more' })
    expect((await read(source)).rows).toEqual(all)
    expect(server.requests).toHaveLength(3)
  })

  test.each(['body', 'header'])('by a cursor in the %s; the first request has none', async (where) => {
    await using server = await serve((url) => {
      const from = Number(url.searchParams.get('after') ?? 0)
      const next = from + 10 < all.length ? `${from + 10}` : undefined
      return where === 'body'
        ? { body: { rows: ten(from), next } }
        : { body: { rows: ten(from) }, headers: next === undefined ? {} : { 'X-Next': next } }
    })
    const cursor = where === 'body' ? { json: 'next' } : { header: 'X-Next' }
    const source = paging(`${server.url}/?size=10&after={cursor}`, { cursor })
    expect((await read(source)).rows).toEqual(all)
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/?size=10',
      '/?size=10&after=10',
      '/?size=10&after=20',
    ])
  })

  test('by the header Link', async () => {
    await using server = await serve((url) => {
      const from = number(url, 'from')
      const links = [
        `</?from=0>; rel="first"`,
        ...(from < 20 ? [`</?from=${from + 10}>; rel=next; title="a, b"`] : []),
      ]
      return { body: { rows: ten(from) }, headers: { Link: links.join(', ') } }
    })
    expect((await read(paging(server.url, { next: 'link' }))).rows).toEqual(all)
  })

  test('by the address of the next one in a page', async () => {
    await using server = await serve((url) => {
      const from = number(url, 'from')
      return { body: { rows: ten(from), links: { next: from < 20 ? `?from=${from + 10}` : null } } }
    })
    expect((await read(paging(`${server.url}/out`, { next: { json: 'links.next' } }))).rows).toEqual(all)
  })

  test('by number in what is sent, as a number', async () => {
    const sent: unknown[] = []
    await using server = await startHttpServer(async (request, response) => {
      const text = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('')
      sent.push(JSON.parse(text))
      response.end(JSON.stringify({ rows: ten(JSON.parse(text).page * 10) }))
    })
    const body = { json: { page: '{page}', size: 10 } }
    const source = requesting({
      results: { url: server.url, body, pages: { number: 0, items: 'rows', size: 10 } },
    })
    expect((await read(source)).rows).toEqual(all)
    expect(sent).toEqual([0, 1, 2].map((page) => ({ page, size: 10 })))
  })

  test('of each element of a fan-out', async () => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'p') * 10) } }))
    const source = requesting({
      counties: {
        url: `${server.url}/{county}?p={page}`,
        for_each: { name: 'county', list: ['elm', 'oak'] },
        pages: { number: 0, items: 'rows', size: 10 },
      },
    })
    expect((await read(source)).names).toEqual(['elm/1', 'elm/2', 'elm/3', 'oak/1', 'oak/2', 'oak/3'])
  })

  test('of a list without an item are one page', async () => {
    await using server = await serve(() => ({ body: { rows: [], total: 0 } }))
    const source = paging(`${server.url}/?from={offset}`, { offset: 10, items: 'rows', total: 'total' })
    expect(await read(source)).toEqual({ names: ['1'], rows: [] })
  })
})

describe('pages that do not end well', () => {
  test('the same page again', async () => {
    await using server = await serve(() => ({ body: { rows: ten(0) } }))
    const error = await failureOf(paging(`${server.url}/?p={page}`, { number: 1, items: 'rows' }))
    expect(error).toMatchObject({ code: 'SOURCE_PAGES_STALLED', retryable: true })
    expect(error.message).toContain('it is the same as page 1')
    expect(server.requests).toHaveLength(2)
  })

  test('a cursor that repeats', async () => {
    let n = 0
    await using server = await serve(() => ({
      body: { rows: [`${(n += 1)}`], next: n % 2 === 0 ? 'a' : 'b' },
    }))
    const source = paging(`${server.url}/?c={cursor}`, { cursor: { json: 'next' } })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_PAGES_STALLED' })
    expect(server.requests).toHaveLength(3)
  })

  test('a next address that was there before', async () => {
    let n = 0
    await using server = await serve(() => ({
      body: { rows: [`${(n += 1)}`] },
      headers: { Link: '</a>; rel="next"' },
    }))
    expect(await failureOf(paging(server.url, { next: 'link' }))).toMatchObject({
      code: 'SOURCE_PAGES_STALLED',
    })
    expect(server.requests).toHaveLength(2)
  })

  test('a next address at another host', async () => {
    await using server = await serve(() => ({
      body: {},
      headers: { Link: '<http://evil.example/>; rel=next' },
    }))
    expect(await failureOf(paging(server.url, { next: 'link' }))).toMatchObject({
      code: 'SOURCE_VALUE_REFUSED',
    })
  })

  test('pages without end', async () => {
    let n = 0
    await using server = await serve(() => ({ body: { rows: [`${(n += 1)}`] } }))
    const error = await failureOf(paging(`${server.url}/?p={page}`, { number: 1, items: 'rows', at_most: 7 }))
    expect(error).toMatchObject({ code: 'SOURCE_PAGES_ENDLESS' })
    expect(server.requests).toHaveLength(7)
  })

  test('more bytes than one body may have, all together', async () => {
    let n = 0
    await using server = await serve(() => ({ body: { rows: [`${(n += 1)}`.padEnd(400)] } }))
    const source = paging(`${server.url}/?p={page}`, { number: 1, items: 'rows' })
    expect(await failureOf(source, { maxBytes: 1_000 })).toMatchObject({ code: 'SOURCE_TOO_LARGE' })
    expect(server.requests).toHaveLength(3)
  })

  test('fewer items than the source counts', async () => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'from')), total: 30 } }))
    const source = paging(`${server.url}/?from={offset}`, { offset: 10, items: 'rows', total: 'total' })
    const error = await failureOf(source)
    expect(error).toMatchObject({ code: 'SOURCE_PAGES_DIFFER', retryable: true })
    expect(error.message).toContain('they have 25 items, and the source counts 30')
  })

  test('more items than the source counts', async () => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'from')), total: 19 } }))
    const source = paging(`${server.url}/?from={offset}`, { offset: 10, items: 'rows', total: 'total' })
    expect((await failureOf(source)).message).toContain('they have 20 items, and the source counts 19')
  })

  test('a count that changes while the pages are read', async () => {
    await using server = await serve((url) => ({
      body: { rows: ten(number(url, 'from')), total: 25 + number(url, 'from') },
    }))
    const source = paging(`${server.url}/?from={offset}`, { offset: 10, items: 'rows', total: 'total' })
    const error = await failureOf(source)
    expect(error).toMatchObject({ code: 'SOURCE_PAGES_DIFFER' })
    expect(error.message).toContain('the source counted 25 items on page 1 and 35 on page 2')
  })

  test('fewer pages than the source says there are', async () => {
    await using server = await serve((url) => ({
      body: { rows: ten((number(url, 'p') - 1) * 10), pages: 5 },
    }))
    const source = paging(`${server.url}/?p={page}`, { number: 1, items: 'rows', total_pages: 'pages' })
    expect((await failureOf(source)).message).toContain('there are 3 of them, and the source counts 5')
  })

  test('a page without its list', async () => {
    await using server = await serve(() => ({ body: { error: 'sorry' } }))
    const source = paging(`${server.url}/?p={page}`, { number: 1, items: 'rows' })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_VALUE_MISSING' })
  })

  test('one page of an element fails the element, with all its pages', async () => {
    await using server = await startHttpServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://x')
      if (url.pathname === '/oak' && number(url, 'p') === 2) response.writeHead(404)
      response.end(JSON.stringify({ rows: ten(number(url, 'p') * 10) }))
    })
    const source = requesting({
      counties: {
        url: `${server.url}/{county}?p={page}`,
        for_each: { name: 'county', list: ['elm', 'oak', 'fir'] },
        pages: { number: 0, items: 'rows', size: 10 },
      },
    })
    const { brought } = await fetchAll(source)
    expect(brought.map((one) => `${one.kind} ${'item' in one ? one.item : ''}`)).toEqual([
      'payload elm/1',
      'payload elm/2',
      'payload elm/3',
      'failed oak',
      'payload fir/1',
      'payload fir/2',
      'payload fir/3',
    ])
  })
})

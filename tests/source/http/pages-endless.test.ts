import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { number, paging, serve, ten } from './paging.ts'
import { failureOf, requesting } from './sources.ts'

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

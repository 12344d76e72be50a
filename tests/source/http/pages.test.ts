import { describe, expect, test } from 'vitest'
import { all, number, paging, read, serve, ten } from './paging.ts'
import { startSending } from './sending.ts'
import { requesting } from './sources.ts'

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
    const source = paging(`${server.url}/?size=10&after={cursor}`, {
      cursor,
      ...(where === 'body' && { may_be_absent: true }),
    })
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
    await using server = await startSending(({ text }, response) => {
      const asked = JSON.parse(text) as { page: number }
      sent.push(asked)
      response.end(JSON.stringify({ rows: ten(asked.page * 10) }))
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

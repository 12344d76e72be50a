import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { failureOf, requesting } from './sources.ts'

const items = async (...given: Parameters<typeof fetchAll>) =>
  (await fetchAll(...given)).brought.map((one) =>
    one.kind === 'payload' && 'item' in one ? `${one.item} ${one.text}` : one.kind,
  )
const echo = () => startHttpServer((request, response) => response.end(request.url))

describe('one request for each', () => {
  test('element of a list that is written out', async () => {
    await using server = await echo()
    const list = ['elm', 7, 'oak & pine']
    const source = requesting({
      counties: { url: `${server.url}/{county}`, for_each: { name: 'county', list } },
    })
    expect(await items(source)).toEqual(['elm /elm', '7 /7', 'oak & pine /oak%20%26%20pine'])
    expect([...(source.apart?.keys() ?? [])]).toEqual(['counties'])
  })

  test('object of a list, by its fields; the first names the item', async () => {
    await using server = await echo()
    const list = [
      { name: 'elm', fips: '001' },
      { name: 'oak', fips: '003' },
    ]
    const source = requesting({
      counties: { url: `${server.url}/{county.fips}?n={county.name}`, for_each: { name: 'county', list } },
    })
    expect(await items(source)).toEqual(['elm /001?n=elm', 'oak /003?n=oak'])
  })

  test('entry of a lookup, by key and value', async () => {
    await using server = await echo()
    const declared = { lookups: { county: { Elm: '001', Oak: '003' } }, parameters: {} }
    const source = requesting(
      { counties: { url: `${server.url}/{county.value}`, for_each: { name: 'county', lookup: 'county' } } },
      {},
      declared,
    )
    expect(source.lookups).toEqual(['county'])
    expect(await items(source)).toEqual(['Elm /001', 'Oak /003'])
  })

  test('entry of a lookup of whole rows, by key and columns', async () => {
    await using server = await echo()
    const row = (fips: string, host: string) => ({ name: 'x', fips, host })
    const declared = { lookups: { county: { Elm: row('001', 'a'), Oak: row('003', 'b') } }, parameters: {} }
    const url = `${server.url}/{county.host}/{county.fips}?n={county.key}`
    const requests = { counties: { url, for_each: { name: 'county', lookup: 'county' } } }
    const source = requesting(requests, {}, declared)
    expect(await items(source)).toEqual(['Elm /a/001?n=Elm', 'Oak /b/003?n=Oak'])
  })

  test('element of a list that an earlier answer gives', async () => {
    const index = JSON.stringify({
      races: [
        { key: 'gov', id: 12 },
        { key: 'sen', id: 34 },
      ],
    })
    await using server = await startHttpServer((request, response) =>
      response.end(request.url === '/index' ? index : request.url),
    )
    const source = requesting({
      index: {
        url: `${server.url}/index`,
        probe: true,
        carry: { races: { json: 'races[].{key: key, id: id}', list: true } },
      },
      races: { url: `${server.url}/{race.id}.json`, for_each: { name: 'race', carried: 'races' } },
    })
    expect((await items(source)).slice(1)).toEqual(['gov /12.json', 'sen /34.json'])
  })

  test('few at one time, in the order of the elements', async () => {
    let open = 0
    let most = 0
    await using server = await startHttpServer((request, response) => {
      most = Math.max(most, (open += 1))
      setImmediate(() => {
        open -= 1
        response.end(request.url)
      })
    })
    const list = Array.from({ length: 12 }, (_, index) => `c${index}`)
    const source = requesting({
      counties: { url: `${server.url}/{county}`, for_each: { name: 'county', list, at_once: 3 } },
    })
    expect(await items(source)).toEqual(list.map((name) => `${name} /${name}`))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(3)
  })

  test('each is conditional by what it brought itself', async () => {
    const etags: Record<string, string> = { '/elm': '"e1"', '/oak': '"o1"' }
    await using server = await startHttpServer((request, response) => {
      const etag = etags[request.url ?? ''] ?? ''
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
      return response.setHeader('ETag', etag).end(etag)
    })
    const source = requesting({
      counties: { url: `${server.url}/{county}`, for_each: { name: 'county', list: ['elm', 'oak'] } },
    })
    const first = await fetchAll(source)
    etags['/oak'] = '"o2"'
    const { brought } = await fetchAll(source, first)
    expect(brought).toMatchObject([
      { item: 'elm', kind: 'unmodified' },
      { item: 'oak', kind: 'payload', text: '"o2"' },
    ])
  })

  test('payloads have addresses of their own, also where all are asked for at one', async () => {
    await using server = await echo()
    const source = requesting({
      counties: {
        url: `${server.url}/graph`,
        body: { json: { county: '{county}' } },
        for_each: { name: 'county', list: ['elm', 'oak & pine'] },
      },
    })
    const { brought } = await fetchAll(source)
    expect(brought.map((one) => one.kind === 'payload' && one.origin)).toEqual([
      `${server.url}/graph#counties/elm`,
      `${server.url}/graph#counties/oak%20&%20pine`,
    ])
  })
})

describe('an item that fails', () => {
  const start = (broken: (path: string) => boolean) =>
    startHttpServer((request, response) => {
      if (broken(request.url ?? '')) response.writeHead(404)
      response.end(request.url)
    })
  const list = Array.from({ length: 10 }, (_, index) => `c${index}`)
  const counties = (url: string, more: object = {}) =>
    requesting({ counties: { url: `${url}/{county}`, for_each: { name: 'county', list, ...more } } })

  test('does not end the others', async () => {
    await using server = await start((path) => path === '/c3' || path === '/c9')
    const { brought } = await fetchAll(counties(server.url))
    expect(brought.filter(({ kind }) => kind === 'failed')).toEqual([
      { request: 'counties', item: 'c3', kind: 'failed', code: 'SOURCE_STATUS' },
      { request: 'counties', item: 'c9', kind: 'failed', code: 'SOURCE_STATUS' },
    ])
    expect(brought).toHaveLength(10)
  })

  test('with more than may fail beside it fails the poll', async () => {
    await using server = await start((path) => /[369]$/.test(path))
    const error = await failureOf(counties(server.url))
    expect(error).toMatchObject({ code: 'SOURCE_ITEMS_FAILED', retryable: true })
    expect(error.message).toBe(
      `3 of the 10 items of the request "counties" failed, and 2 may: ${server.url}/c9 answered with HTTP status 404.`,
    )
  })

  test.each([
    ['0%', 0],
    ['5%', 1],
    ['30%', 3],
    ['100%', 9],
  ])('with may_fail: %s %i may fail, and no more', async (may_fail, allowed) => {
    await using few = await start((path) => Number(path.slice(2)) >= 10 - allowed)
    expect((await fetchAll(counties(few.url, { may_fail }))).brought).toHaveLength(10)
    await using many = await start((path) => Number(path.slice(2)) >= 9 - allowed)
    expect(await failureOf(counties(many.url, { may_fail }))).toMatchObject({ code: 'SOURCE_ITEMS_FAILED' })
  })

  test('while its body comes is whole or not there', async () => {
    await using server = await startHttpServer((request, response) => {
      if (request.url !== '/c4') return response.end(request.url)
      response.writeHead(200, { 'content-length': '100' })
      return response.write('half', () => response.destroy())
    })
    const { brought } = await fetchAll(counties(server.url))
    expect(brought[4]).toEqual({
      request: 'counties',
      item: 'c4',
      kind: 'failed',
      code: 'SOURCE_BODY_BROKEN',
    })
  })

  test('a poll that is stopped is no failure of items', async () => {
    const stop = new AbortController()
    await using server = await startHttpServer((request, response) => {
      if (request.url === '/c2') stop.abort(new Error('stopped'))
      else response.end(request.url)
    })
    await expect(fetchAll(counties(server.url), { signal: stop.signal })).rejects.toThrow('stopped')
  })
})

describe('a list that can not be used', () => {
  const carried = async (answer: unknown, more: object = {}) => {
    await using server = await startHttpServer((_, response) => response.end(JSON.stringify(answer)))
    return await failureOf(
      requesting({
        index: { url: server.url, probe: true, carry: { all: { json: 'all', list: true } } },
        each: { url: `${server.url}/{one}`, for_each: { name: 'one', carried: 'all', ...more } },
      }),
    )
  }
  test.each<[string, unknown, string]>([
    ['is empty', { all: [] }, 'SOURCE_ITEMS_UNUSABLE'],
    ['names one twice', { all: ['a', 'b', 'a'] }, 'SOURCE_ITEMS_UNUSABLE'],
    ['is none', { all: 'a' }, 'SOURCE_VALUE_MISSING'],
    ['has elements of another kind', { all: [{ a: { b: 1 } }] }, 'SOURCE_VALUE_REFUSED'],
    ['has elements that may not be', { all: ['a', '../b'] }, 'SOURCE_VALUE_REFUSED'],
  ])('because it %s', async (_, answer, code) => {
    expect(await carried(answer)).toMatchObject({ code })
  })

  test('because it is longer than the spec expects', async () => {
    const error = await carried({ all: ['a', 'b', 'c'] }, { at_most: 2 })
    expect(error).toMatchObject({ code: 'SOURCE_ITEMS_UNUSABLE' })
    expect(error.message).toContain('3 elements, and at most 2 are allowed')
  })
})

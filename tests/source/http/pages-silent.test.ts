import { describe, expect, test } from 'vitest'
import { lacksKey } from '../../../engine/source/http/lacks-key.ts'
import { http } from '../../../engine/source/http.ts'
import { collectingSite, fetchAll } from '../fetching.ts'
import { all, number, paging, read, serve, ten } from './paging.ts'

describe('pages whose key has another name now', () => {
  test.each([
    ['more', { number: 1, more: 'meta.has_more' }, { hasMore: true }],
    ['next', { next: { json: 'meta.next' } }, { nextPage: '?p=2' }],
    ['cursor', { cursor: { json: 'meta.next_token' } }, { nextToken: 'b' }],
  ] as const)('fail where %s is gone', async (name, pages, meta) => {
    await using server = await serve((url) => ({ body: { rows: ten(number(url, 'p')), meta } }))
    const source = paging(`${server.url}/?p={page}&c={cursor}`.replace(unused(name), ''), pages)
    await expect(fetchAll(source)).rejects.toMatchObject({
      code: 'SOURCE_VALUE_MISSING',
      message: expect.stringContaining(`has no "${name}"`) as string,
      hint: expect.stringContaining('may_be_absent') as string,
    })
    const declared = paging(`${server.url}/?p={page}&c={cursor}`.replace(unused(name), ''), {
      ...pages,
      may_be_absent: true,
    })
    expect((await read(declared)).rows).toEqual(all.slice(name === 'more' ? 1 : 0).slice(0, 10))
  })

  test('are fewer than the source counts where that is declared and it counts', async () => {
    await using server = await serve(() => ({ body: { rows: ten(0), nextToken: 'b', total: 25 } }))
    const pages = { cursor: { json: 'next' }, may_be_absent: true, items: 'rows', total: 'total' }
    await expect(fetchAll(paging(`${server.url}/?c={cursor}`, pages))).rejects.toMatchObject({
      code: 'SOURCE_PAGES_DIFFER',
    })
  })
})

test.each([[null], ['']])('a next that is %j is the end', async (next) => {
  await using server = await serve(() => ({ body: { rows: ten(0), next } }))
  expect((await read(paging(server.url, { next: { json: 'next' } }))).rows).toEqual(ten(0))
})

test('nothing may be absent where no key of JSON says where it goes on', () => {
  const site = collectingSite()
  http.create(
    { requests: { a: { url: 'https://results.example/', pages: { next: 'link', may_be_absent: true } } } },
    site,
  )
  expect(site.errors.map(({ code }) => code)).toEqual(['SOURCE_REQUEST_UNCLEAR'])
})

test.each([
  ['next', {}, true],
  ['next', { next: null }, false],
  ['meta.next', {}, true],
  ['meta.next', { meta: null }, false],
  ['meta.next', { meta: 'gone' }, true],
  ['meta."next page"', { meta: { 'next page': 'x' } }, false],
  ['links[0].href', { links: [] }, false],
  ['links[0].href', { links: [{}] }, true],
  ['links[0].href', { links: {} }, true],
  ["links[?rel=='next'].href | [0]", { links: [] }, false],
] as const)('of %s in %j is a key gone: %j', (expression, root, gone) => {
  expect(lacksKey(root as never, expression)).toBe(gone)
})

const unused = (name: string): RegExp =>
  name === 'more' ? /&c=.*/ : name === 'next' ? /\?.*/ : /p=\{page\}&/

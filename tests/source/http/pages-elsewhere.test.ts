// oxlint-disable unicorn/no-thenable -- `then` is a word of the spec
import { expect, test } from 'vitest'
import { fetchAll } from '../fetching.ts'
import { all, number, serve, ten } from './paging.ts'
import { failureOf, type Requests, requesting } from './sources.ts'

const html = (rows: readonly string[], total: string) =>
  `<table>${rows.map((row) => `<tr class="r"><td>${row}</td></tr>`).join('')}</table><p>of ${total} towns</p>`
const pagesOf = (url: string): Requests => ({
  towns: {
    url: `${url}/?p={page}`,
    pages: { number: 1, items: { css: 'tr.r' }, total: { text: 'of (?<value>[\\d,]+) towns' } },
  },
})

test('pages of HTML are counted by their elements, and by what the page says', async () => {
  await using server = await serve((url) => ({ body: html(ten((number(url, 'p') - 1) * 10), '25') }))
  const { brought } = await fetchAll(requesting(pagesOf(server.url)))
  expect(brought).toHaveLength(3)
})

test('a count with commas that is another than what came fails', async () => {
  await using server = await serve((url) => ({ body: html(ten((number(url, 'p') - 1) * 10), '1,025') }))
  expect(await failureOf(requesting(pagesOf(server.url)))).toMatchObject({ code: 'SOURCE_PAGES_DIFFER' })
})

const listing = (url: string): Requests => ({
  listing: {
    url: `${url}/?marker={cursor}`,
    probe: true,
    pages: { cursor: { xml: 'NextMarker' }, items: { xml: 'Name' } },
    carry: { files: { xml: 'Name', list: true } },
  },
  file: { url: `${url}/f/{one}`, for_each: { name: 'one', carried: 'files' } },
})

test('a list is carried over all pages', async () => {
  await using server = await serve((url) => {
    if (url.pathname !== '/') return { body: url.pathname }
    const from = Number(url.searchParams.get('marker') ?? '0')
    const next = from + 10 < all.length ? String(from + 10) : ''
    const names = ten(from).map((name) => `<Name>${name}</Name>`)
    return { body: `<L>${names.join('')}<NextMarker>${next}</NextMarker></L>` }
  })
  const { brought } = await fetchAll(requesting(listing(server.url)))
  expect(brought.flatMap((one) => (one.request === 'file' && 'item' in one ? one.item : []))).toEqual(all)
})

test('and there is nothing to go on with where no page has anything yet', async () => {
  await using server = await serve(() => ({ body: '<Error>not yet</Error>' }))
  const answers = [{ body: 'not yet', then: 'ignore' as const, because: 'before the polls close' }]
  const { brought } = await fetchAll(requesting(listing(server.url), { answers }))
  expect(brought).toMatchObject([
    { request: 'listing', kind: 'nothing' },
    { request: 'file', kind: 'nothing', because: 'before the polls close' },
  ])
})

// oxlint-disable unicorn/no-thenable -- `then` is a word of the spec
import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { failureOf, type Requests, requesting } from './sources.ts'

/** Answers by path; every other path answers with itself. */
const office = (answers: Readonly<Record<string, string | number>>) =>
  startHttpServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? `figures of ${request.url}`
    if (typeof answer === 'number') return response.writeHead(answer).end()
    return response.end(answer)
  })
const itemsOf = async (requests: Requests, given = {}) => {
  const { brought, ...next } = await fetchAll(requesting(requests), given)
  const last = Object.keys(requests).at(-1)
  const items = brought.flatMap((one) =>
    one.request !== last ? [] : one.kind === 'payload' ? `${one.item ?? ''} ${one.text}` : one.kind,
  )
  return { items, next, brought }
}
const listing = `<a href="../">up</a><a href="r_945.csv">a</a><a href="r_2230.csv">b</a><a href="r_1001.csv">c</a>`

describe('one of several', () => {
  test.each([
    [{}, 'r_945.csv'],
    [{ pick: 'first' }, 'r_945.csv'],
    [{ pick: 'last' }, 'r_1001.csv'],
    [{ pick: 'greatest' }, 'r_2230.csv'],
  ] as const)('%j of the links of a page is %s', async (pick, file) => {
    await using server = await office({ '/night/': listing })
    const carry = { newest: { css: 'a[href$=".csv"]', attribute: 'href', url: true, ...pick } }
    const requests = { index: { url: `${server.url}/night/`, probe: true, carry }, main: { url: '{newest}' } }
    expect((await itemsOf(requests)).items).toEqual([` figures of /night/${file}`])
  })

  test.each([
    ['json', { json: 'files[].name' }, JSON.stringify({ files: [{ name: 'v9' }, { name: 'v10' }] })],
    ['text', { text: 'v\\d+' }, 'v9 v10'],
    ['xml', { xml: 'File' }, '<Files><File>v9</File><File>v10</File></Files>'],
  ])('may be the greatest of %s', async (_, place, body) => {
    await using server = await office({ '/index': body })
    const carry = { newest: { ...place, pick: 'greatest' as const } }
    const requests = {
      index: { url: `${server.url}/index`, probe: true, carry },
      main: { url: `${server.url}/{newest}` },
    }
    expect((await itemsOf(requests)).items).toEqual([' figures of /v10'])
  })

  test('is missing where there is none', async () => {
    await using server = await office({ '/index': '<title>maintenance</title>' })
    const carry = { newest: { css: 'a', attribute: 'href', pick: 'greatest' as const } }
    const requests = {
      index: { url: `${server.url}/index`, probe: true, carry },
      main: { url: `${server.url}/{newest}` },
    }
    expect(await failureOf(requesting(requests))).toMatchObject({ code: 'SOURCE_VALUE_MISSING' })
  })
})

describe('a list', () => {
  test('of the options of a page', async () => {
    const page =
      '<select><option value="0">All</option><option value="S1">A</option><option value="S2">B</option>'
    await using server = await office({ '/': page })
    const carry = { counties: { css: 'option:not([value="0"])', attribute: 'value', list: true } }
    const { items } = await itemsOf({
      index: { url: server.url, probe: true, carry },
      county: { url: `${server.url}/{county}`, for_each: { name: 'county', carried: 'counties' } },
    })
    expect(items).toEqual(['S1 figures of /S1', 'S2 figures of /S2'])
  })

  test('of texts is taken apart by the groups of match, of which the first names the item', async () => {
    const counties = ['Elm|105|2001|11/3/2026|2', 'Oak|106|2002|11/3/2026|2']
    await using server = await office({ '/': JSON.stringify({ counties }) })
    const match = '(?<name>\\w+)\\|(?<id>\\d+)\\|(?<version>\\d+)\\|.*'
    const { items } = await itemsOf({
      index: { url: server.url, probe: true, carry: { counties: { json: 'counties', list: true, match } } },
      county: { url: `${server.url}/{one.id}/{one.version}`, for_each: { name: 'one', carried: 'counties' } },
    })
    expect(items).toEqual(['Elm figures of /105/2001', 'Oak figures of /106/2002'])
  })

  test('of links names each item by its file, or by a group', async () => {
    const page = '<a href="/f/elm.zip?x=1">ZIP</a><a href="/f/oak.zip?x=1">ZIP</a>'
    await using server = await office({ '/': page })
    const of = (match: object) => ({
      index: {
        url: server.url,
        probe: true,
        carry: { files: { css: 'a', attribute: 'href', list: true, url: true, ...match } },
      },
      file: { url: '{file.url}', for_each: { name: 'file', carried: 'files' } },
    })
    expect((await itemsOf(of({}))).items).toEqual([
      'elm.zip figures of /f/elm.zip?x=1',
      'oak.zip figures of /f/oak.zip?x=1',
    ])
    expect((await itemsOf(of({ match: '.*/(?<county>\\w+)\\.zip.*' }))).items).toEqual([
      'elm figures of /f/elm.zip?x=1',
      'oak figures of /f/oak.zip?x=1',
    ])
  })

  test('of objects of JSON may have an address each', async () => {
    const files = [{ county: 'Elm', url: 'a/1.zip' }]
    await using server = await office({ '/': JSON.stringify({ files }) })
    const { items } = await itemsOf({
      index: { url: server.url, probe: true, carry: { files: { json: 'files', list: true, url: true } } },
      file: { url: '{file.url}', for_each: { name: 'file', carried: 'files' } },
    })
    expect(items).toEqual(['Elm figures of /a/1.zip'])
  })

  test('leads nowhere else', async () => {
    await using server = await office({ '/': '<a href="https://evil.example/x.zip">x</a>' })
    const carry = { files: { css: 'a', attribute: 'href', list: true, url: true } }
    const source = requesting({
      index: { url: server.url, probe: true, carry },
      file: { url: '{file.url}', for_each: { name: 'file', carried: 'files' } },
    })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
  })

  test('whose elements lack a field that an address wants is refused', async () => {
    await using server = await office({ '/': '[{"name":"Elm","id":"1"}]' })
    const source = requesting({
      index: { url: server.url, probe: true, carry: { counties: { json: '@', list: true } } },
      county: { url: `${server.url}/{one}`, for_each: { name: 'one', carried: 'counties' } },
    })
    const error = await failureOf(source)
    expect(error).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect(error.message).toContain('fields of which none is named')
  })

  test('decides by all fields of an element whether it is asked for again', async () => {
    const answers: Record<string, string> = { '/': '[{"name":"Elm","v":"1"},{"name":"Oak","v":"1"}]' }
    await using server = await office(answers)
    const requests: Requests = {
      index: { url: server.url, probe: true, carry: { counties: { json: '@', list: true } } },
      county: {
        url: `${server.url}/{one.name}/{one.v}`,
        for_each: { name: 'one', carried: 'counties' },
        when_changed: ['one'],
      },
    }
    const first = await itemsOf(requests)
    answers['/'] = '[{"name":"Elm","v":"2"},{"name":"Oak","v":"1"}]'
    expect((await itemsOf(requests, first.next)).items).toEqual(['Elm figures of /Elm/2', 'unmodified'])
  })
})

describe('a list of lists', () => {
  const tree = {
    '/': '["north","south"]',
    '/north': '["a","b"]',
    '/south': '["a"]',
  }
  const requests = (url: string): Requests => ({
    root: { url: `${url}/`, probe: true, carry: { regions: { json: '@', list: true } } },
    region: {
      url: `${url}/{region}`,
      probe: true,
      for_each: { name: 'region', carried: 'regions' },
      carry: { towns: { json: '@', list: true } },
    },
    town: { url: `${url}/{region}/{town}`, for_each: { name: 'town', carried: 'towns' } },
  })

  test('gives each element the values that it lies in, and its place in the name of the item', async () => {
    await using server = await office(tree)
    expect((await itemsOf(requests(server.url))).items).toEqual([
      'north/a figures of /north/a',
      'north/b figures of /north/b',
      'south/a figures of /south/a',
    ])
  })

  test('keeps what a branch last gave when it fails', async () => {
    const answers: Record<string, string | number> = { ...tree }
    await using server = await office(answers)
    const first = await itemsOf(requests(server.url))
    answers['/south'] = 404
    const second = await itemsOf(requests(server.url), first.next)
    expect(second.brought.filter(({ kind }) => kind === 'failed')).toMatchObject([
      { request: 'region', item: 'south', code: 'SOURCE_STATUS' },
    ])
    expect(second.items).toHaveLength(3)
  })

  test('fails where a branch fails of which nothing is known', async () => {
    await using server = await office({ ...tree, '/south': 404 })
    expect(await failureOf(requesting(requests(server.url)))).toMatchObject({
      code: 'SOURCE_ITEMS_FAILED',
      message: expect.stringContaining('1 of the 2 items of the request "region" failed, and 0 may'),
    })
  })

  test('is nothing yet where no branch has anything yet', async () => {
    await using server = await office({ ...tree, '/north': 404, '/south': 404 })
    const answers = [{ status: 404, then: 'ignore' as const, because: 'not yet' }]
    const { brought } = await fetchAll(requesting(requests(server.url), { answers }))
    expect(brought.slice(1)).toMatchObject([
      { request: 'region', kind: 'nothing' },
      { request: 'region', kind: 'nothing' },
      { request: 'town', kind: 'nothing', because: 'not yet' },
    ])
  })

  test('of one value each is as many, named by what they were asked for', async () => {
    await using server = await office({ '/': '["elm","oak"]', '/elm/v': '7', '/oak/v': '8' })
    const { items } = await itemsOf({
      index: { url: server.url, probe: true, carry: { counties: { json: '@', list: true } } },
      version: {
        url: `${server.url}/{county}/v`,
        probe: true,
        for_each: { name: 'county', carried: 'counties' },
        carry: { versions: { text: '^\\d+$' } },
      },
      county: {
        url: `${server.url}/{county}/{version}`,
        for_each: { name: 'version', carried: 'versions' },
      },
    })
    expect(items).toEqual(['elm figures of /elm/7', 'oak figures of /oak/8'])
  })
})

test('a long value fits into a body, and into no address', async () => {
  const state = 'x+/='.repeat(20_000)
  await using server = await office({ '/': `<input id="s" value="${state}">` })
  const page = {
    url: server.url,
    probe: true,
    carry: { state: { css: '#s', attribute: 'value', match: '[A-Za-z0-9+/=]+' } },
  }
  const posted = requesting({
    page,
    main: { url: `${server.url}/post`, body: { form: { state: '{state}' } } },
  })
  const { brought } = await fetchAll(posted)
  expect(brought[1]).toMatchObject({ request: 'main', text: 'figures of /post' })
  const error = await failureOf(requesting({ page, main: { url: `${server.url}/{state}` } }))
  expect(error.message).toContain('no address can hold it')
})

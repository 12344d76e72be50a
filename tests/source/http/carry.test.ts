import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll, textsOf } from '../fetching.ts'
import { requesting } from './sources.ts'

/** A version, and the results of each version, with an ETag each; `asked` are the paths, with the validator sent. */
async function startVersioned() {
  const shown = { version: '281234', text: 'a' }
  const asked: string[] = []
  const server = await startHttpServer((request, response) => {
    const sent = request.headers['if-none-match']
    asked.push(`${request.url}${sent === undefined ? '' : ` if not ${sent}`}`)
    const body = request.url === '/current_ver.txt' ? `${shown.version}\n` : `${shown.version} ${shown.text}`
    const etag = `"${body.trim()}"`
    if (sent === etag) return response.writeHead(304).end()
    return response.setHeader('ETag', etag).end(body)
  })
  return { server, shown, asked, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
const versioned = (url: string, more: object = {}) =>
  requesting({
    version: { url: `${url}/current_ver.txt`, probe: true, carry: { version: { text: '^[0-9]+$' } } },
    results: { url: `${url}/{version}/summary.json`, ...more },
  })

describe('a probe', () => {
  test('gives its value to the address of what is fetched next, and is archived too', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url)
    expect(source.requests).toEqual(['results'])
    expect(source.carries).toEqual(['version'])
    const { brought } = await fetchAll(source)
    expect(brought).toMatchObject([
      { request: 'version', text: '281234\n' },
      { request: 'results', origin: `${office.server.url}/281234/summary.json`, text: '281234 a' },
    ])
  })

  test('that is not modified gives the value that was archived, and the next one stays conditional', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url)
    const first = await fetchAll(source)
    const second = await fetchAll(source, first)
    expect(second.brought.map(({ kind }) => kind)).toEqual(['unmodified', 'unmodified'])
    expect(office.asked.slice(2)).toEqual([
      '/current_ver.txt if not "281234"',
      '/281234/summary.json if not "281234 a"',
    ])
  })

  test('that has changed leads elsewhere, where nothing is asked with what another address has given', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url)
    const first = await fetchAll(source)
    office.shown.version = '281235'
    const second = await fetchAll(source, first)
    expect(textsOf(second.brought)).toEqual(['281235\n', '281235 a'])
    expect(office.asked.slice(2)).toEqual(['/current_ver.txt if not "281234"', '/281235/summary.json'])
  })

  test('is asked unconditionally where there is no archive to read its value from', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url)
    const { cursors } = await fetchAll(source)
    await fetchAll(source, { cursors })
    expect(office.asked[2]).toBe('/current_ver.txt')
  })
})

describe('when_changed', () => {
  test('what hangs on a value that is the same is not asked for', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url, { when_changed: ['version'] })
    const first = await fetchAll(source)
    const second = await fetchAll(source, first)
    expect(second.brought).toEqual([
      { request: 'version', kind: 'unmodified' },
      { request: 'results', kind: 'unmodified' },
    ])
    expect(office.asked.slice(2)).toEqual(['/current_ver.txt if not "281234"'])
  })

  test('and is once the value is another, also after a poll in which it was not', async () => {
    await using office = await startVersioned()
    const source = versioned(office.server.url, { when_changed: ['version'] })
    const second = await fetchAll(source, await fetchAll(source))
    office.shown.version = '281235'
    expect(textsOf((await fetchAll(source, second)).brought)).toEqual(['281235\n', '281235 a'])
  })
})

describe('where a value stands', () => {
  const shown = async (carry: object, body: string, headers: Record<string, string> = {}) => {
    const asked: string[] = []
    await using server = await startHttpServer((request, response) => {
      asked.push(request.url ?? '')
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.end(request.url === '/' ? body : 'figures')
    })
    const source = requesting({
      probe: { url: server.url, probe: true, carry: { value: carry } },
      results: { url: `${server.url}/of/{value}?again={value}` },
    })
    await fetchAll(source)
    return asked[1]
  }
  test.each<[string, object, string]>([
    ['a text', { text: 'ver=(?<value>[a-z0-9]+)' }, 'x ver=b7 y'],
    ['JSON', { json: 'elections[?current].id | [0]' }, '{"elections":[{"id":1},{"id":"b7","current":true}]}'],
    ['a page', { css: '#now', attribute: 'data-version' }, '<p id=now data-version=b7>hello</p>'],
    ['the text of an element', { css: 'b.version' }, '<p>Version <b class="version"> b7 </b></p>'],
    [
      'an XML document',
      { xml: 'Result > Version' },
      '<?xml version="1.0"?><Result><Version>b7</Version></Result>',
    ],
  ])('%s', async (_, carry, body) => {
    expect(await shown(carry, body)).toBe('/of/b7?again=b7')
  })

  test('a header', async () => {
    expect(await shown({ header: 'X-Version' }, 'hello', { 'X-Version': 'b7' })).toBe('/of/b7?again=b7')
  })

  test('a whole number of JSON', async () => {
    expect(await shown({ json: 'n' }, '{"n":1204}')).toBe('/of/1204?again=1204')
  })

  test('a value with signs that mean something in addresses is only that value', async () => {
    expect(await shown({ json: 'n', match: '.*' }, '{"n":"a/b?c=d&e#f%2F ü"}')).toBe(
      '/of/a%2Fb%3Fc%3Dd%26e%23f%252F%20%C3%BC?again=a%2Fb%3Fc%3Dd%26e%23f%252F%20%C3%BC',
    )
  })
})

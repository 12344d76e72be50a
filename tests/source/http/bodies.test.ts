import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll, textsOf } from '../fetching.ts'
import { type Sent, startSending } from './sending.ts'
import { failureOf, problemsOf, type Requests, requesting } from './sources.ts'

/** Keeps what is sent to it; `/value` answers with `value`, all else with `answer`. */
async function startKeeping(value: string, answer: string | ((n: number) => string) = 'figures') {
  const sent: Sent[] = []
  const server = await startSending((one, response) => {
    if (one.url === '/value') response.end(JSON.stringify({ value }))
    else {
      sent.push(one)
      response.end(typeof answer === 'string' ? answer : answer(sent.length))
    }
  })
  return { sent, url: server.url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
const probe = (url: string, match = '.*'): Requests => ({
  value: { url: `${url}/value`, probe: true, carry: { value: { json: 'value', match } } },
})

describe('what is sent', () => {
  test.each<[string, object, string, string]>([
    [
      'JSON',
      { json: { a: 'x {value}', list: ['{value}', 1, null, true] } },
      'application/json',
      '{"a":"x \\"q\\", b","list":["\\"q\\", b",1,null,true]}',
    ],
    [
      'a form',
      { form: { a: 'x {value}', b: '2' } },
      'application/x-www-form-urlencoded',
      'a=x+%22q%22%2C+b&b=2',
    ],
    [
      'a query of GraphQL',
      { graphql: { query: 'query($of: ID!) { votes(of: $of) }', variables: { of: '{value}' } } },
      'application/json',
      '{"query":"query($of: ID!) { votes(of: $of) }","variables":{"of":"\\"q\\", b"}}',
    ],
  ])('%s holds a value as one text, whatever is in it', async (_, body, type, text) => {
    await using office = await startKeeping('"q", b', '{"data":{}}')
    await fetchAll(requesting({ ...probe(office.url), results: { url: office.url, body } }))
    expect(office.sent).toEqual([{ method: 'POST', url: '/', type, text }])
  })

  test('a text as it is, with the type that the spec gives', async () => {
    await using office = await startKeeping('a-7')
    const body = { text: '<get v="{value}"/>' }
    const headers = { 'Content-Type': 'application/xml', SOAPAction: 'get-{value}' }
    await fetchAll(
      requesting({ ...probe(office.url), results: { url: office.url, method: 'PUT', headers, body } }),
    )
    expect(office.sent).toEqual([
      { method: 'PUT', url: '/', type: 'application/xml', text: '<get v="a-7"/>' },
    ])
  })

  test.each(['"/><evil/>', "'", '&x;', '{', 'a\tb'])('no text with %s in it', async (value) => {
    await using office = await startKeeping(value)
    const source = requesting({
      ...probe(office.url),
      results: { url: office.url, body: { text: '<get v="{value}"/>' } },
    })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect(office.sent).toEqual([])
  })

  test('no header with more than printable ASCII in it', async () => {
    await using office = await startKeeping('é')
    const source = requesting({
      ...probe(office.url),
      results: { url: office.url, headers: { 'X-Of': '{value}' } },
    })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect(office.sent).toEqual([])
  })
})

describe('GraphQL', () => {
  const asking = (url: string) => requesting({ results: { url, body: { graphql: { query: '{ votes }' } } } })
  test('an answer that lists errors is one, with data or without', async () => {
    await using office = await startKeeping(
      '',
      '{"data":{"votes":[1]},"errors":[{"message":"Only half of it."}]}',
    )
    const error = await failureOf(asking(office.url))
    expect(error).toMatchObject({ code: 'SOURCE_GRAPHQL_ERRORS', place: '$.errors' })
    expect(error.message).toBe(`${office.url}/#results answered the query with an error (Only half of it).`)
  })

  test('an answer without errors is the payload, as it came', async () => {
    await using office = await startKeeping('', '{ "data": {"votes":[1]}, "errors": [] }')
    expect(textsOf((await fetchAll(asking(office.url))).brought)).toEqual([
      '{ "data": {"votes":[1]}, "errors": [] }',
    ])
  })

  test('pages by a cursor in its variables; the first has none', async () => {
    await using office = await startKeeping('', (n) =>
      JSON.stringify({ data: { rows: { nodes: [n], info: { end: `c${n}`, more: n < 3 } } } }),
    )
    const graphql = {
      query: 'query($after: String) { rows(after: $after) }',
      variables: { after: '{cursor}', first: 1 },
    }
    const pages = { cursor: { json: 'data.rows.info.end' }, more: 'data.rows.info.more' }
    const source = requesting({ results: { url: office.url, body: { graphql }, pages } })
    expect((await fetchAll(source)).brought).toHaveLength(3)
    expect(office.sent.map(({ text }) => JSON.parse(text).variables)).toEqual([
      { first: 1 },
      { after: 'c1', first: 1 },
      { after: 'c2', first: 1 },
    ])
  })
})

describe('a redirect of what was sent', () => {
  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', '{"a":1}'],
    [308, 'POST', '{"a":1}'],
  ])('%i: %s', async (status, method, text) => {
    const sent: string[] = []
    await using server = await startSending(({ url, ...one }, response) => {
      if (url === '/') return response.writeHead(status, { location: '/there' }).end()
      sent.push(`${one.method} ${one.text} ${one.type}`)
      return response.end('figures')
    })
    await fetchAll(requesting({ results: { url: server.url, body: { json: { a: 1 } } } }))
    expect(sent).toEqual([`${method} ${text} ${method === 'GET' ? 'undefined' : 'application/json'}`])
  })

  test.each([307, 308])('%i to another host takes nothing there', async (status) => {
    await using other = await startHttpServer((_, response) => response.end('figures'))
    await using server = await startHttpServer((_, response) =>
      response.writeHead(status, { location: `http://localhost:${other.port}/` }).end(),
    )
    const source = requesting({ results: { url: server.url, body: { json: {} } } }, { redirects: 'any' })
    expect(await failureOf(source)).toMatchObject({ code: 'SOURCE_REDIRECT_REFUSED' })
    expect(other.requests).toEqual([])
  })
})

test('nothing but GET is conditional', async () => {
  const asked: (string | undefined)[] = []
  await using server = await startHttpServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    response.setHeader('ETag', '"a"').end('figures')
  })
  const source = requesting({ results: { url: server.url, body: { json: {} } } })
  const first = await fetchAll(source)
  expect((await fetchAll(source, first)).brought).toMatchObject([{ kind: 'payload', text: 'figures' }])
  expect(asked).toEqual([undefined, undefined])
})

describe('a secret that is sent', () => {
  const secrets = { key: 'k3y-of-ours' }
  test.each([
    [
      { json: { auth: { apiKey: { secret: 'key' } }, of: '7' } },
      '{"auth":{"apiKey":"k3y-of-ours"},"of":"7"}',
    ],
    [{ form: { apiKey: { secret: 'key' }, of: '7' } }, 'apiKey=k3y-of-ours&of=7'],
  ])('stands in %j by its name', async (body, text) => {
    await using office = await startKeeping('')
    const { brought } = await fetchAll(requesting({ a: { url: office.url, body } }), { secrets })
    expect(office.sent.map((one) => one.text)).toEqual([text])
    expect(JSON.stringify(brought)).not.toContain('k3y-of-ours')
  })

  test('is named where the publisher refuses it', async () => {
    await using server = await startSending((_, response) => response.writeHead(403).end())
    const source = requesting({ a: { url: server.url, body: { json: { key: { secret: 'key' } } } } })
    const error = await failureOf(source, { secrets })
    expect(error).toMatchObject({ code: 'SOURCE_CREDENTIALS_REFUSED' })
    expect(error.hint).toContain('"key"')
  })

  test('goes to no address that an answer gives, and is never written out', () => {
    const url = 'https://example.gov/'
    const body = { json: { key: { secret: 'key' } } }
    const requests: Requests = {
      page: { url, probe: true, carry: { file: { json: 'f', url: true } } },
      a: { url: '{file}', body },
    }
    expect(problemsOf(requests).map(({ message }) => message)).toEqual([
      'A secret is sent to no address that an answer gives.',
    ])
    expect(problemsOf({ a: { url, body: { json: { password: 'abc' } } } }).map(({ hint }) => hint)).toEqual([
      expect.stringContaining('{ secret: NAME }'),
    ])
  })
})

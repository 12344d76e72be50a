import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { fetchAll } from '../fetching.ts'
import { failureOf, requesting } from './sources.ts'

describe('a value that is not to be trusted', () => {
  const refused = async (carry: object, body: string, url = '/of/{value}') => {
    await using server = await startHttpServer((request, response) =>
      response.end(request.url === '/' ? body : 'figures'),
    )
    const source = requesting({
      probe: { url: server.url, probe: true, carry: { value: carry } },
      results: { url: `${server.url}${url}` },
    })
    const error = await failureOf(source)
    expect(server.requests).toHaveLength(1)
    return error
  }
  test.each([
    ['a way up', '../../admin'],
    ['another host', '@evil.example'],
    ['a new line', '7\r\nX-Evil: 1'],
    ['nothing', ''],
    ['an address', 'https://evil.example/'],
    ['a huge text', 'x'.repeat(100_000)],
  ])('%s does not match', async (_, value) => {
    expect(await refused({ json: 'value' }, JSON.stringify({ value }))).toMatchObject({
      code: 'SOURCE_VALUE_REFUSED',
      place: 'json value',
    })
  })

  test.each(['..', '.'])('"%s" is no part of a path, whatever may match', async (value) => {
    const error = await refused({ json: 'value', match: '.*' }, JSON.stringify({ value }))
    expect(error).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect(error.message).toContain('it would lead elsewhere')
  })

  test.each([
    ['text that matches nowhere', { text: '^[0-9]+$' }, '<html>Sorry</html>'],
    ['JSON without it', { json: 'a.b' }, '{"a":{}}'],
    ['an empty element list', { css: 'b.version' }, '<p>none</p>'],
    ['a header that is not there', { header: 'X-Version' }, 'x'],
  ])('%s is missing, and said to be with its place', async (_, carry, body) => {
    const [place] = Object.entries(carry).map(([kind, where]) => `${kind} ${where}`)
    expect(await refused(carry, body)).toMatchObject({ code: 'SOURCE_VALUE_MISSING', place })
  })

  test('what is no JSON is said to be none', async () => {
    expect(await refused({ json: 'a' }, '<html>')).toMatchObject({ code: 'SOURCE_ANSWER_UNREADABLE' })
  })

  test('an object or a fraction can not be carried', async () => {
    expect(await refused({ json: 'a' }, '{"a":{}}')).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect(await refused({ json: 'a' }, '{"a":0.5}')).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
  })
})

describe('an address that is carried', () => {
  const follow = async (link: string, more: object = {}) => {
    await using server = await startHttpServer((request, response) =>
      response.end(request.url === '/index/now.json' ? JSON.stringify({ link }) : `at ${request.url}`),
    )
    const source = requesting({
      index: {
        url: `${server.url}/index/now.json`,
        probe: true,
        carry: { file: { json: 'link', url: true, ...more } },
      },
      results: { url: '{file}' },
    })
    return await fetchAll(source).then(
      ({ brought }) => [brought[1]?.kind === 'payload' && brought[1].text, brought[1]] as const,
      (error: unknown) => [error] as const,
    )
  }
  test('may be relative to the answer that gives it', async () => {
    expect((await follow('../out/a.csv?x=1'))[0]).toBe('at /out/a.csv?x=1')
    expect((await follow('b.csv'))[0]).toBe('at /index/b.csv')
  })

  test('leads to no other host, no other scheme and no user', async () => {
    // oxlint-disable-next-line no-await-in-loop -- one server after the other
    for (const link of [
      'http://evil.example/a.csv',
      '//evil.example/a',
      'file:///etc/passwd',
      'javascript:1',
    ])
      expect((await follow(link))[0]).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
    expect((await follow('http://me:secret@127.0.0.1/a'))[0]).toMatchObject({ code: 'SOURCE_VALUE_REFUSED' })
  })

  test('is kept without what opens a door in it', async () => {
    const [text, brought] = await follow('/a.csv?sig=abc123&n=1')
    expect(text).toBe('at /a.csv?sig=abc123&n=1')
    expect(brought).toMatchObject({ origin: expect.stringMatching(/\/a\.csv\?sig=\*\*\*&n=1$/) })
  })

  test('leads to another host only where the spec names it, and secrets stay at home', async () => {
    await using files = await startHttpServer((_, response) => response.end('figures'))
    await using server = await startHttpServer((_, response) =>
      response.end(JSON.stringify({ link: `http://localhost:${files.port}/a.csv` })),
    )
    const source = (hosts: readonly string[]) =>
      requesting(
        {
          index: {
            url: server.url,
            probe: true,
            carry: { file: { json: 'link', url: true, ...(hosts.length > 0 && { hosts: [...hosts] }) } },
          },
          results: { url: '{file}' },
        },
        { headers: { 'X-Api-Key': { secret: 'office' } } },
      )
    expect(await failureOf(source([]), { secrets: { office: 'hush-hush' } })).toMatchObject({
      code: 'SOURCE_VALUE_REFUSED',
    })
    await fetchAll(source([`localhost:${files.port}`]), { secrets: { office: 'hush-hush' } })
    expect(server.requests[1]?.headers['x-api-key']).toBe('hush-hush')
    expect(files.requests).toHaveLength(1)
    expect(files.requests[0]?.headers['x-api-key']).toBeUndefined()
  })
})

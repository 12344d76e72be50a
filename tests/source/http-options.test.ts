import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { http } from '../../engine/source/http.ts'
import { collectingSite } from './fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options) => http.create({ allow_private: true, ...options }, collectingSite())
const reported = (options: Options) => {
  const site = collectingSite()
  http.create(options, site)
  return site.errors.map(({ code, at }) => ({ code, line: at?.line }))
}

describe('what a spec may ask for', () => {
  test('calls a single request main and keeps the order of several', () => {
    expect(source({ url: 'https://results.example/a.csv' }).requests).toEqual(['main'])
    const requests = { b: { url: 'https://results.example/b' }, a: { url: 'https://results.example/a' } }
    expect(source({ requests }).requests).toEqual(['b', 'a'])
  })

  test.each([
    [{}],
    [{ url: 'https://results.example/', requests: { a: { url: 'https://results.example/' } } }],
  ])('wants either one address or several: %j', (options) => {
    expect(reported(options)).toEqual([{ code: 'SOURCE_OPTIONS_UNCLEAR', line: 1 }])
  })

  test.each(['results.example/a.csv', '/a.csv', 'ftp://results.example/a', 'file:///etc/passwd', 'https://'])(
    'refuses %s, which is no address to fetch',
    (url) => {
      expect(reported({ requests: { a: { url } } })).toEqual([{ code: 'SOURCE_URL_INVALID', line: 4 }])
    },
  )

  test.each(['https://desk:tr0ub4dor@results.example/', 'https://desk:tr0ub4dor@:x/'])(
    'refuses a login in %s without repeating it',
    (url) => {
      const site = collectingSite()
      http.create({ url }, site)
      expect(site.errors.map(({ code }) => code)).toEqual(['SOURCE_URL_INVALID'])
      expect(inspect(site.errors)).not.toContain('tr0ub4dor')
    },
  )

  test.each([
    'http://127.0.0.1/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
  ])('refuses %s before the first byte', (url) => {
    expect(reported({ url })).toEqual([{ code: 'SOURCE_ADDRESS_PRIVATE', line: 2 }])
    expect(reported({ url, allow_private: true })).toEqual([])
  })

  test.each([
    ['the connection owns', { Host: 'other.example' }],
    ['the connection owns', { 'If-None-Match': '"1"' }],
    ['hold a secret in clear', { Authorization: 'Bearer abc' }],
    ['hold a secret in clear', { 'X-Api-Key': 'abc' }],
    ['hold a secret in clear', { 'Ocp-Apim-Subscription-Key': 'abc' }],
    ['hold a secret in clear', { 'X-Foo': 'Bearer abcdef' }],
    ['hold a secret in clear', { Cookie: 'session=abc' }],
    ['stand twice', { Accept: 'text/csv', accept: 'text/plain' }],
  ])('refuses headers that %s: %j', (_, headers) => {
    const url = 'https://results.example/'
    expect(reported({ url, headers })).toEqual([{ code: 'SOURCE_HEADER_REFUSED', line: 3 }])
    expect(reported({ requests: { a: { url, headers } } })).toEqual([
      { code: 'SOURCE_HEADER_REFUSED', line: 5 },
    ])
  })
})

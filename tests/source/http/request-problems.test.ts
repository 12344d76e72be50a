import { describe, expect, test } from 'vitest'
import { problemsOf, type Requests } from './sources.ts'

const url = 'https://example.gov/'
const version: Requests = { version: { url, probe: true, carry: { version: { text: '^[0-9]+$' } } } }
const said = (requests: Requests, ...more: [Parameters<typeof problemsOf>[1]?]) =>
  problemsOf(requests, ...more).map(({ code, message, hint }) => `${code} ${message} ${hint}`)
const codes = (requests: Requests) => problemsOf(requests).map(({ code }) => code)

describe('an address', () => {
  test('names what an earlier request carries', () => {
    const requests = { ...version, a: { url: `${url}{verison}` } }
    expect(said(requests)[0]).toBe(
      'SOURCE_PLACEHOLDER "https://example.gov/{verison}" can not be filled in: nothing before it gives a value called "verison". Did you mean "version"? Use one of: version.',
    )
    expect(codes({ a: { url: `${url}{version}` }, ...version })).toContain('SOURCE_PLACEHOLDER')
  })

  test.each([
    ['https://{version}/a', 'a value may not say which host is asked'],
    ['https://{version}.example.gov/a', 'a value may not say which host is asked'],
    ['https://example.gov:{version}/a', 'a value may not say which host is asked'],
    ['{version}', 'a value may not say which host is asked'],
    ['https://example.gov/a#{version}', 'what stands behind # is never sent'],
    ['https://example.gov/{a b}?v={version}', 'a brace stands for a value'],
    ['https://example.gov/{version.x}', '"version" is one text and has no fields'],
  ])('%s: %s', (text, problem) => {
    expect(said({ ...version, a: { url: text } }).join('\n')).toContain(problem)
  })

  test('is judged as any other, with its values', () => {
    expect(codes({ ...version, a: { url: 'https://me:pw@example.gov/{version}' } })).toEqual([
      'SOURCE_URL_INVALID',
    ])
    expect(codes({ ...version, a: { url: 'https://10.0.0.1/{version}' } })).toEqual([
      'SOURCE_ADDRESS_PRIVATE',
    ])
    expect(codes({ ...version, a: { url: 'https://example.gov/?api_key={version}' } })).toEqual([
      'SOURCE_URL_INVALID',
    ])
  })

  test('takes parameters of a profile as they are, the host too', () => {
    const declared = { lookups: {}, parameters: { site: 'https://example.gov/GA/1', n: 7 } }
    expect(said({ a: { url: '{site}/{n}' } }, declared)).toEqual([])
    expect(said({ a: { url: '{site}/{m}' } }, declared)[0]).toContain('Use one of: site, n')
  })

  test('that is carried stands alone', () => {
    const carry = { file: { json: 'a', url: true } }
    const requests = { index: { url, probe: true, carry }, a: { url: 'https://example.gov/{file}' } }
    expect(said(requests).join()).toContain('"file" is a whole address')
  })
})

describe('what is carried', () => {
  const carrying = (carry: object): Requests => ({
    probe: { url, probe: true, carry: { v: carry } },
    a: { url: `${url}{v}` },
  })
  test.each<[object, string]>([
    [{}, 'Nothing says where to look'],
    [{ json: 'a', text: 'b' }, 'Both text and json say where to look'],
    [{ json: 'a', attribute: 'b' }, 'Only an element has an attribute'],
    [{ css: 'a..b' }, 'There is no name behind "."'],
    [{ json: 'a[' }, 'JMESPath'],
    [{ text: '(' }, '('],
    [{ json: 'a', match: '(?=x)' }, 'looks ahead or behind'],
    [{ header: 'A', list: true }, 'A header is one value'],
    [{ css: 'a', list: true, pick: 'last' }, 'A list has all of them'],
    [{ css: 'a', match: '(?<name>.*)' }, 'One value has no fields'],
    [{ css: 'a', match: '(?<url>.*)', list: true, url: true }, 'The address itself is the field url'],
    [{ json: 'a', hosts: ['example.org'] }, 'Only an address has hosts'],
  ])('%j: %s', (carry, problem) => {
    expect(said(carrying(carry)).join('\n')).toContain(problem)
  })

  test('is asked for by somebody', () => {
    const carry = { v: { json: 'a' }, w: { json: 'b' } }
    expect(said({ probe: { url, probe: true, carry }, a: { url: `${url}{v}` } })).toEqual([
      expect.stringMatching(/^SPEC_UNREACHABLE The value "w"/),
    ])
  })

  test('is carried once', () => {
    const requests = {
      ...version,
      again: { url, carry: { version: { json: 'a' } } },
      a: { url: `${url}{version}` },
    }
    expect(said(requests).join()).toContain('"version" is carried already')
  })

  test('is one value: pages have none', () => {
    const carry = { v: { json: 'a' } }
    const pages: Requests = {
      many: { url: `${url}?page={page}`, pages: { number: 1, items: 'a' }, carry },
      a: { url: `${url}{v}` },
    }
    expect(said(pages).join()).toContain('What many pages give can not be carried as one value')
  })

  test('decides about a request only if it comes before it', () => {
    expect(said({ a: { url, when_changed: ['version'] } }).join()).toContain(
      'Nothing before it carries "version"',
    )
  })
})

describe('for_each', () => {
  const each = (for_each: object, path = '{c}'): Requests => ({
    a: { url: `${url}${path}`, for_each: { name: 'c', ...for_each } },
  })
  test.each<[object, string]>([
    [{}, 'It is not clear what the request is made for each of'],
    [{ list: ['a'], lookup: 'b' }, 'It is not clear what the request is made for each of'],
    [{ list: ['a', 'a'] }, 'has "a" twice'],
    [{ lookup: 'county' }, 'county'],
    [{ carried: 'counties' }, 'No request before it carries a list called "counties"'],
  ])('%j: %s', (for_each, problem) => {
    expect(said(each(for_each)).join('\n')).toContain(problem)
  })

  test('asks for something else each time', () => {
    expect(said(each({ list: ['a'] }, 'b')).join()).toContain('Every item would be the same')
  })

  test('says which field of an element it means', () => {
    const list = [{ name: 'elm', fips: '001' }]
    expect(said(each({ list })).join()).toContain('"c" has several fields')
    expect(said(each({ list }, '{c.fip}')).join()).toContain('"c" has no field "fip". Did you mean "fips"?')
  })

  test('takes no list as one text', () => {
    const index = { url, probe: true, carry: { all: { json: 'all', list: true } } }
    expect(said({ index, a: { url: `${url}{all}` } }).join()).toContain('"all" is a list')
  })
})

describe('pages', () => {
  const paged = (pages: object, path = '?p={page}'): Requests => ({ a: { url: `${url}${path}`, pages } })
  test.each<[object, string, string]>([
    [{ items: 'a' }, '', 'Nothing says what the next page is'],
    [
      { number: 1, offset: 10, items: 'a' },
      '?p={page}{offset}',
      'number and offset say what the next page is',
    ],
    [{ number: 1 }, '?p={page}', 'Nothing says which page is the last'],
    [{ number: 1, more: 'a', size: 10 }, '?p={page}', 'Without items nothing can be compared with size'],
    [{ number: 1, more: 'a', total: 'b' }, '?p={page}', 'Without items nothing can be compared with total'],
    [{ number: 1, items: 'a' }, '', 'Every page would be the same: nothing holds {page}'],
    [{ next: { json: 'a[' } }, '', 'JMESPath'],
  ])('%j %s: %s', (pages, path, problem) => {
    expect(said(paged(pages, path)).join('\n')).toContain(problem)
  })
})

describe('a request', () => {
  test.each<[string, Requests, string]>([
    ['a body with GET', { a: { url, method: 'GET', body: { text: 'x' } } }, 'A GET sends no body'],
    ['two bodies', { a: { url, body: { text: 'x', json: {} } } }, 'json and text say what to send'],
    [
      'a probe for nothing',
      { b: { url, probe: true }, a: { url } },
      'A probe that carries nothing is of no use',
    ],
    ['probes alone', { b: { url, probe: true, method: 'POST' } }, 'All requests are probes'],
    ['a secret in a form', { a: { url, body: { form: { password: 'hush' } } } }, 'it looks like a secret'],
    [
      'a secret in JSON',
      { a: { url, body: { json: { login: { api_key: 'hush' } } } } },
      'it looks like a secret',
    ],
    [
      'waiting for pages',
      { a: { url, wait: { until: { status: 200 } }, pages: { next: 'link' } } },
      'What is waited for has no pages',
    ],
  ])('%s', (_, requests, problem) => {
    expect(said(requests).join('\n')).toContain(problem)
  })
})

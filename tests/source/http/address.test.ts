import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedError } from '../../../engine/errors/feed-error.ts'
import { addressAt } from '../../../engine/source/http/address.ts'
import type { Known } from '../../../engine/source/http/template.ts'
import { collectingSite } from '../fetching.ts'

const site = collectingSite()
const scope = new Map<string, Known>([
  ['a', { kind: 'text' }],
  ['b', { kind: 'text' }],
])
const address = addressAt('https://example.gov:8443/x/{a}/y-{b}.json?v={a}&w={b}', scope, false, site, [])
const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '.',
    '..',
    '%2e%2e',
    '/',
    '//evil.example',
    '@evil.example',
    '\\..\\',
    '?',
    '#',
    '\r\n',
    '\0',
  ),
  fc
    .array(fc.constantFrom('.', '/', '%', '2', 'e', '\\', '?', '#', '@', ':', '\t'), { maxLength: 8 })
    .map((signs) => signs.join('')),
)

/** Undefined: one of the values was refused. Any other error fails the test. */
function urlOf(a: string, b: string): URL | undefined {
  const values = new Map([
    ['a', a],
    ['b', b],
  ])
  try {
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- an address, no array
    return address.fill(values, 'results')
  } catch (error) {
    if (error instanceof FeedError && error.code === 'SOURCE_VALUE_REFUSED') return undefined
    throw error
  }
}

test('a value is one part of a path and one of a query, or refused, whatever is in it', () => {
  expect(site.errors).toEqual([])
  let filled = 0
  fc.assert(
    fc.property(anything, anything, (a, b) => {
      const url = urlOf(a, b)
      if (url === undefined) return
      filled += 1
      expect(url.origin).toBe('https://example.gov:8443')
      expect(url.username + url.password + url.hash).toBe('')
      const [, x, one = '', two = '', ...rest] = url.pathname.split('/')
      expect({ x, one: decodeURIComponent(one), two: decodeURIComponent(two), rest }).toEqual({
        x: 'x',
        one: a,
        two: `y-${b}.json`,
        rest: [],
      })
      expect([...url.searchParams]).toEqual([
        ['v', a],
        ['w', b],
      ])
    }),
    { numRuns: 2_000 },
  )
  expect(filled).toBeGreaterThan(500)
})

import { describe, expect, test } from 'vitest'
import { type Hop, redirectTarget, sameHost } from '../../engine/source/redirects.ts'

const origin = 'https://results.example/night/a.csv'
const hop = (given: Partial<Hop>): Hop => ({
  origin,
  from: new URL(origin),
  location: '/b.csv',
  policy: 'same-host',
  visited: [origin],
  ...given,
})

test.each([
  ['/b.csv', 'https://results.example/b.csv'],
  ['b.csv?v=2#top', 'https://results.example/night/b.csv?v=2'],
  ['//results.example/c', 'https://results.example/c'],
  ['https://results.example:443/c', 'https://results.example/c'],
])('goes to %s', (location, expected) => {
  expect(redirectTarget(hop({ location })).href).toBe(expected)
})

test.each<[string, Partial<Hop>]>([
  ['without an address', { location: undefined }],
  ['to what is no address', { location: 'https://' }],
  ['to another protocol', { location: 'ftp://results.example/a' }],
  ['to the files of this machine', { location: 'file:///etc/passwd', policy: 'any' }],
  ['to an address with a login', { location: 'https://desk:pass@results.example/' }],
  ['from https to http', { location: 'http://results.example/a.csv', policy: 'any' }],
  ['to another host', { location: 'https://www.results.example/' }],
  ['to another port', { location: 'https://results.example:8443/' }],
  ['at all, when none is allowed', { policy: 'none' }],
  ['back to where we were', { location: origin }],
  ['for the sixth time', { visited: ['1', '2', '3', '4', '5', '6'] }],
])('does not go %s', (_, given) => {
  expect(() => redirectTarget(hop(given))).toThrow(
    expect.objectContaining({ code: 'SOURCE_REDIRECT_REFUSED' }) as Error,
  )
})

test('goes to another host when the spec allows any', () => {
  const location = 'https://cdn.example/a.csv'
  expect(redirectTarget(hop({ location, policy: 'any' })).href).toBe(location)
})

test('goes the fifth time', () => {
  expect(redirectTarget(hop({ visited: ['1', '2', '3', '4', '5'] })).pathname).toBe('/b.csv')
})

test('does not repeat what may be a token of the server', () => {
  const location = 'https://cdn.example/a.csv?signature=tr0ub4dor'
  expect(() => redirectTarget(hop({ location }))).toThrow(/sends us to https:\/\/cdn\.example\/a\.csv:/)
})

describe('the same host', () => {
  test.each([
    ['http://a.example/', 'https://a.example/', true],
    ['https://a.example/', 'https://A.example:443/x', true],
    ['http://a.example:8080/', 'https://a.example/', false],
    ['https://a.example/', 'https://b.example/', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(sameHost(new URL(one), new URL(other))).toBe(expected)
  })
})

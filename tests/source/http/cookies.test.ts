import { parseCookie } from 'undici'
import { describe, expect, test } from 'vitest'
import { withCookies } from '../../../engine/source/http/cookies.ts'
import type { Exchange } from '../../../engine/source/http/exchange.ts'
import { manualClock } from '../../helpers/manual-clock.ts'

const clock = manualClock({ start: '2024-11-06T00:00:00Z' })
const circumstances = {} as Parameters<Exchange>[1]

/** A browser of one poll: asks an address, which answers with cookies; gives the cookies that were sent. */
function browser() {
  let sets: readonly string[] = []
  let sent: string | undefined
  const exchange = withCookies(
    (request) => {
      sent = request.headers['cookie']
      return Promise.resolve({ statusCode: 200, headers: { 'set-cookie': sets } } as never)
    },
    parseCookie,
    clock,
  )
  return async (url: string, answered: readonly string[] = [], headers: Record<string, string> = {}) => {
    sets = answered
    await exchange({ method: 'GET', url: new URL(url), headers, trusted: true }, circumstances)
    return sent
  }
}

describe('cookies', () => {
  test('go back to where they came from', async () => {
    const ask = browser()
    expect(await ask('https://example.gov/a/b', ['one=1', 'two=2; Path=/'])).toBeUndefined()
    expect(await ask('https://example.gov/a/c')).toBe('one=1; two=2')
    expect(await ask('https://example.gov/ab')).toBe('two=2')
  })

  test.each([
    'http://example.gov/',
    'https://results.example.gov/',
    'https://example.gov:8443/',
    'https://example.org/',
  ])('do not go to %s, whatever their domain says', async (url) => {
    const ask = browser()
    await ask('https://example.gov/', [
      'a=1; Domain=example.gov',
      'b=2; Domain=gov',
      'c=3; Domain=example.org',
    ])
    expect(await ask(url)).toBeUndefined()
    expect(await ask('https://example.gov/')).toBe('a=1; b=2; c=3')
  })

  test('end when they say, and are replaced by their name', async () => {
    const ask = browser()
    const url = 'https://example.gov/'
    await ask(url, ['a=1; Max-Age=60', 'b=2; Expires=Wed, 06 Nov 2024 00:02:00 GMT', 'c=3'])
    await ask(url, ['c=4'])
    expect(await ask(url)).toBe('a=1; b=2; c=4')
    await clock.advance(61_000)
    expect(await ask(url)).toBe('b=2; c=4')
    await clock.advance(61_000)
    expect(await ask(url, ['c=; Max-Age=0'])).toBe('c=4')
    expect(await ask(url)).toBeUndefined()
  })

  test('stand behind one that the spec sends', async () => {
    const ask = browser()
    await ask('https://example.gov/', ['a=1'])
    expect(await ask('https://example.gov/', [], { cookie: 'own=2' })).toBe('own=2; a=1')
  })

  test('are bounded in number and length', async () => {
    const ask = browser()
    const many = Array.from({ length: 500 }, (_, number) => `c${number}=1`)
    await ask('https://example.gov/', [...many, `long=${'x'.repeat(5_000)}`])
    expect((await ask('https://example.gov/'))?.split('; ')).toHaveLength(50)
  })

  test('that are secure are not taken from an unprotected answer', async () => {
    const ask = browser()
    await ask('http://example.gov/', ['a=1; Secure', 'b=2'])
    expect(await ask('http://example.gov/')).toBe('b=2')
  })
})

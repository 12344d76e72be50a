import { describe, expect, test } from 'vitest'
import { http } from '../../../engine/source/http.ts'
import { collectingSite } from '../fetching.ts'
import { logins, type Options, secret } from './logins.ts'

const reported = (options: Options) => {
  const site = collectingSite()
  http.create(options, site)
  return site.errors.map(({ code, message, at }) => ({ code, message, line: at?.line }))
}
const plain = 'http://results.example/a.csv'
const message = '"canary" would travel to results.example over http, where others can read along.'
const refused = (line: number) => ({ code: 'SOURCE_SECRET_UNPROTECTED', message, line })

describe('a secret over http', () => {
  test.each(['basic', 'bearer', 'a key in a header', 'a key in the query', 'a header'])(
    'is refused of %s at its address, unless said or private',
    (login) => {
      const options: Options = { url: plain, ...logins('https://results.example')[login] }
      expect(reported(options)).toEqual([refused(2)])
      expect(reported({ ...options, insecure: true })).toEqual([])
      expect(reported({ ...options, allow_private: true })).toEqual([])
      expect(reported({ ...options, url: 'https://results.example/a.csv' })).toEqual([])
    },
  )

  test('is refused in a body, and at that request alone', () => {
    const requests = {
      list: { url: 'http://results.example/list' },
      main: { url: plain, body: { json: { key: secret } } },
    }
    expect(reported({ requests })).toEqual([refused(4)])
  })

  test.each([
    ['oauth2', 4],
    ['session', 5],
  ])('is refused where the login of %s goes', (login, line) => {
    const options = { url: 'https://results.example/a.csv', ...logins('http://results.example')[login] }
    expect(reported(options)).toEqual([refused(line)])
  })

  test('is none where the password does not travel', () => {
    expect(reported({ url: plain, ...logins('')['digest'] })).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { isConfidentialName, isCredential } from '../../engine/flow/confidential.ts'

test.each([
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'X-Auth',
  'X-Password',
  'Client-Secret',
  'X-Credential',
  'X-Api-Key',
  'api_key',
  'apiKey',
  'APIKEY',
  'key',
  'Ocp-Apim-Subscription-Key',
  'X-Functions-Key',

  'AccessKey',
  'subscription-key',
  'access-token',
  'authToken',
  'sig',
  'X-Amz-Signature',
  'pwd',
  'JSESSIONID',
])('%s names something that opens a door', (name) => {
  expect(isConfidentialName(name)).toBe(true)
})

test.each([
  'Accept',
  'User-Agent',
  'Referer',
  'keyword',
  'monkey',
  'page',
  'author',
  'tokens_left',
  'key-date',
  '',
  'contestKey',
  'election_key',
  'sort-key',
  'X-Precinct-Key',
])('%s does not', (name) => {
  expect(isConfidentialName(name)).toBe(false)
})

test.each([
  'Bearer abcdef123abcdef123',
  'bearer abcdef',
  'Basic dXNlcjpwYXNz',
  'Basic YWJjZGU=',
  'Token 0123456789',

  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
])('%s shows that it opens a door', (value) => {
  expect(isCredential(value)).toBe(true)
})

test.each(['text/csv', 'Basic', 'Basic results of all counties', 'bearer of news', 'Token', 'eyJ.txt'])(
  '%s does not show it',
  (value) => {
    expect(isCredential(value)).toBe(false)
  },
)

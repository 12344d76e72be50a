import { describe, expect, test } from 'vitest'
import { hostsOf, secretNamesOf } from '../../engine/deploy/asked-of.ts'
import { sharedHosts } from '../../engine/deploy/shared-hosts.ts'
import { planOf, specText } from '../plan/specs.ts'

const plan = (source: string, feed = 'us-nc-general') => planOf(specText({ feed, source }))

describe('what a source asks for', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['{ http: { url: "https://Results.example.gov./a.csv" } }', ['results.example.gov'], []],
    [
      '{ http: { url: "http://results.example.gov:8080?x=https://other.example" } }',
      ['results.example.gov'],
      [],
    ],
    [
      '{ http: { requests: { one: { url: "https://b.example/1" }, two: { url: "https://a.example/2" } } } }',
      ['a.example', 'b.example'],
      [],
    ],
    [
      `{ sftp: { host: files.example.gov, user: canvass, password: { secret: county-sftp }, directory: /out, pattern: "*.csv",
         host_key: "SHA256:MadeUpForTheRehearsalWhichShowsAKeyOfItsOwn" } }`,
      ['files.example.gov'],
      ['county-sftp'],
    ],
    [
      `{ s3: { bucket: example-gov-results, region: us-east-2, key: a.csv,
         credentials: { key_id: { secret: z-id }, secret_key: { secret: a-key } } } }`,
      ['example-gov-results.s3.us-east-2.amazonaws.com'],
      ['a-key', 'z-id'],
    ],
    [
      `{ http: { url: "https://a.example/1", authentication: { bearer: { token: { secret: token } } },
         proxy: { url: "http://proxy.example:3128", user: canvass, password: { secret: proxy-word } } } }`,
      ['a.example'],
      ['proxy-word', 'token'],
    ],
  ])('%s', (source, hosts, secrets) => {
    expect(hostsOf(plan(source))).toEqual(hosts)
    expect(secretNamesOf(plan(source))).toEqual(secrets)
  })
})

test('hosts are shared that several feeds name, and those that hosts.yaml names', () => {
  const at = (host: string, feed: string) => plan(`{ http: { url: "https://${host}/a.csv" } }`, feed)
  const plans = [at('own.example', 'one'), at('vendor.example', 'two'), at('Vendor.example', 'three')]
  const allowance = { perSecond: 1, atOnce: 1 }
  expect(sharedHosts(plans, { named: { 'slow.example': allowance } })).toEqual([
    'slow.example',
    'vendor.example',
  ])
  expect(sharedHosts(plans.slice(0, 2), { named: {} })).toEqual([])
})

import { expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { problemsOfShared } from '../../engine/plan/compile-shared.ts'
import { readHosts } from '../../engine/plan/hosts.ts'
import { filesOf } from './specs.ts'

function read(text?: string) {
  const problems: FeedError[] = []
  const files = filesOf(text === undefined ? {} : { 'feeds/hosts.yaml': text })
  return { allowance: readHosts('feeds', files, (error) => void problems.push(error)), problems }
}

test('hosts have the usual allowance where nobody says otherwise', () => {
  expect(read().allowance('example.gov')).toEqual({ perSecond: 5, atOnce: 4 })
})

test('a host has its own allowance, and of what it does not say the default', () => {
  const { allowance, problems } = read(
    'default: { per_second: 2 }\nhosts:\n  example.gov: { per_second: 0.5, at_once: 1 }\n  media.example.gov: { at_once: 9 }\n',
  )
  expect(problems).toEqual([])
  expect(allowance('example.gov')).toEqual({ perSecond: 0.5, atOnce: 1 })
  expect(allowance('media.example.gov')).toEqual({ perSecond: 2, atOnce: 9 })
  expect(allowance('other.example.gov')).toEqual({ perSecond: 2, atOnce: 4 })
})

test.each([
  ['hosts:\n  example.gov: { per_second: 0 }\n', 2],
  ['hosts:\n  Example.gov: { per_second: 1 }\n', 2],
  ['default: { at_once: 1.5 }\n', 1],
  ['default:\n  per_minute: 5\n', 2],
  ['host: {}\n', 1],
])('a mistake in %j is told with its line', (text, line) => {
  const { problems } = read(text)
  expect(problems.map(({ at }) => ({ file: at?.file, line: at?.line }))).toEqual([
    { file: 'feeds/hosts.yaml', line },
  ])
})

test('validating the shared files finds its mistakes', () => {
  const files = filesOf({ 'feeds/hosts.yaml': 'default: { at_once: 0 }\n' })
  expect(problemsOfShared('feeds', files).map(({ code }) => code)).toEqual(['SPEC_VALUE'])
})

test('validating the shared files leaves what a feed fills in to the feed', () => {
  const profile = (url: string, more = '') =>
    `profile: vendor\ntitle: V\nparameters: { home: { description: Its address. } }\nsource: { http: { url: "${url}"${more} } }\n`
  const problems = (text: string) =>
    problemsOfShared('feeds', filesOf({ 'feeds/profiles/vendor.yaml': text })).map(({ code }) => code)
  expect(problems(profile('{home}/results.csv'))).toEqual([])
  expect(problems(profile('https://user:secret@example.gov/results.csv'))).toEqual(['SOURCE_URL_INVALID'])
})

import { expect } from 'vitest'
import type { Declared } from '../../../engine/component.ts'
import type { FeedError } from '../../../engine/errors/feed-error.ts'
import { http } from '../../../engine/source/http.ts'
import type { Source } from '../../../engine/source/source.ts'
import { collectingSite, fetchAll } from '../fetching.ts'

export type Options = Parameters<typeof http.create>[0]
export type Requests = NonNullable<Options['requests']>

/** A source of these requests that may reach this machine; every problem of the spec fails the test. */
export function requesting(requests: Requests, more: Partial<Options> = {}, declared?: Declared): Source {
  const site = collectingSite()
  const source = http.create({ allow_private: true, requests, ...more }, { ...site, declared })
  expect(site.errors.map(({ code, message }) => `${code} ${message}`)).toEqual([])
  return source
}

/** What is reported about a spec: code, message and the path of the options. */
export function problemsOf(requests: Requests, declared?: Declared): readonly FeedError[] {
  const site = collectingSite()
  http.create({ requests }, { ...site, declared })
  return site.errors
}

/** The error with which fetching fails. */
export const failureOf = (source: Source, given: Parameters<typeof fetchAll>[1] = {}): Promise<FeedError> =>
  fetchAll(source, given).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )

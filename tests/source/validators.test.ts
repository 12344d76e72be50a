import { expect, test } from 'vitest'
import { validators } from '../../engine/source/validators.ts'

const date = 'Wed, 06 Nov 2024 02:00:05 GMT'
const at = (second: number): string => `Wed, 06 Nov 2024 02:00:0${second} GMT`
/** As nginx makes them of a file's second and size. */
const nginxEtag = (second: number): string =>
  `"${(Date.UTC(2024, 10, 6, 2, 0, second) / 1_000).toString(16)}-2f"`

test.each([
  ['of a file that is two seconds old', 3, true],
  ['of a file of the second before', 4, false],
  ['of a file of the same second', 5, false],
  ['of a clock that is ahead', 6, true],
])('a time %s', (_, second, isKept) => {
  const lastModified = at(second)
  expect(validators({ etag: '"v1"', lastModified, date })).toEqual({
    etag: '"v1"',
    ...(isKept && { lastModified }),
  })
  const etag = nginxEtag(second)
  expect(validators({ etag, lastModified: undefined, date })).toEqual(isKept ? { etag } : {})
  expect(validators({ etag: `W/${etag}`, lastModified, date })).toEqual(
    isKept ? { etag: `W/${etag}`, lastModified } : {},
  )
})

test.each([undefined, '', 'soon'])(
  'both are kept where the server does not say when it answered (%s)',
  (none) => {
    const given = { etag: nginxEtag(5), lastModified: at(5) }
    expect(validators({ ...given, date: none })).toEqual(given)
  },
)

test('nothing comes of nothing', () => {
  expect(validators({ etag: undefined, lastModified: undefined, date })).toEqual({})
})

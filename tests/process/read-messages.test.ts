import { expect, test } from 'vitest'
import { readMessages } from '../../engine/process/read-messages.ts'
import { message } from '../conformance/log-samples.ts'

const members = { feed: 'string', revision: 'number' } as const
const good = '{"feed":"us-nc","revision":1,"more":null}'

test('gives the contents in order', () => {
  expect(readMessages([message('a|b', 1, good), message('a|b', 2, good)], members)).toEqual([
    { feed: 'us-nc', revision: 1, more: null },
    { feed: 'us-nc', revision: 1, more: null },
  ])
})

test.each([
  ['no JSON', '{"feed":', 'JSON'],
  ['empty', '', 'JSON'],
  ['null', 'null', 'it has no feed'],
  ['a text', '"feed"', 'it has no feed'],
  ['a list', '[]', 'it has no feed'],
  ['without a member', '{"feed":"us-nc"}', 'it has no revision'],
  ['with a member of another type', '{"feed":"us-nc","revision":"1"}', 'it has no revision'],
])('never skips a message that is %s: it says which and why', (_, value, why) => {
  const read = (): unknown => readMessages([message('a|b', 1, good), message('a|b', 2, value)], members)
  expect(read).toThrow(
    expect.objectContaining({
      code: 'CONSUME_UNREADABLE',
      retryable: false,
      message: expect.stringMatching(
        new RegExp(`us-nc-precinct/2/a\\|b can not be read: .*${why}`),
      ) as string,
    }),
  )
})

import { expect, test } from 'vitest'
import { readMessages } from '../../engine/process/read-messages.ts'
import { name, record, revision } from '../../engine/process/shapes.ts'
import { message } from '../conformance/log-samples.ts'

const shape = record({ feed: name, revision })
const good = '{"feed":"us-nc","revision":1,"more":null}'

test('gives the contents in order', () => {
  expect(readMessages([message('a|b', 1, good), message('a|b', 2, good)], shape)).toEqual([
    { feed: 'us-nc', revision: 1, more: null },
    { feed: 'us-nc', revision: 1, more: null },
  ])
})

test.each([
  ['no JSON', '{"feed":', 'JSON'],
  ['empty', '', 'JSON'],
  ['null', 'null', 'it is no object'],
  ['a text', '"feed"', 'it is no object'],
  ['a list', '[]', 'it is no object'],
  ['without a member', '{"feed":"us-nc"}', 'it has no usable revision'],
  ['with a member of another type', '{"feed":"us-nc","revision":"1"}', 'it has no usable revision'],
])('never skips a message that is %s: it says which and why', (_, value, why) => {
  const read = (): unknown => readMessages([message('a|b', 1, good), message('a|b', 2, value)], shape)
  expect(read).toThrow(
    expect.objectContaining({
      code: 'CONSUME_UNREADABLE',
      retryable: false,
      message: expect.stringMatching(
        new RegExp(`us-nc-precinct/2/a\\|b \\(feed us-nc-precinct\\) can not be read: .*${why}`),
      ) as string,
    }),
  )
})

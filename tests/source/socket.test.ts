import { expect, test } from 'vitest'
import { errorCode } from '../../engine/source/error-code.ts'
import { networkReason } from '../../engine/source/socket.ts'

const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code })

test.each([
  [coded('ENOTFOUND'), 'there is no host of that name'],
  [coded('ECONNREFUSED'), 'nothing answers on that port'],
  [new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')]), 'no way leads to that host'],
  [coded('EWHATEVER'), 'connect EWHATEVER'],
  ['cable cut', 'cable cut'],
])('says in words what %s is', (error, expected) => {
  expect(networkReason(error)).toBe(expected)
})

test('knows the code of errors that have one', () => {
  expect(errorCode(coded('EPIPE'))).toBe('EPIPE')
  expect(errorCode(Object.assign(new Error('No such file'), { code: 2 }))).toBeUndefined()
  expect(errorCode('EPIPE')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import { message } from '../conformance/log-samples.ts'

test('counts bytes, not characters, of key, id, value and headers', () => {
  const empty = { ...message('', 1, ''), id: '', headers: {} }
  expect(messageBytes(empty)).toBe(0)
  expect(messageBytes({ ...empty, key: 'é|b' })).toBe(4)
  expect(messageBytes({ ...empty, id: 'é' })).toBe(2)
  expect(messageBytes({ ...empty, value: '選挙' })).toBe(6)
  expect(messageBytes({ ...empty, headers: { ü: 'xyz', b: '' } })).toBe(6)
})

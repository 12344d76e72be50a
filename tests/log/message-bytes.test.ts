import { expect, test } from 'vitest'
import { isWithin, messageBytes } from '../../engine/log/message-bytes.ts'
import { message } from '../conformance/log-samples.ts'

test('counts bytes, not characters, of key, id, value and headers', () => {
  const empty = { ...message('', 1, ''), id: '', headers: {} }
  expect(messageBytes(empty)).toBe(0)
  expect(messageBytes({ ...empty, key: 'é|b' })).toBe(4)
  expect(messageBytes({ ...empty, id: 'é' })).toBe(2)
  expect(messageBytes({ ...empty, value: '選挙' })).toBe(6)
  expect(messageBytes({ ...empty, headers: { ü: 'xyz', b: '' } })).toBe(6)
})

test('is within a limit where its bytes are, whatever it is written in', () => {
  const { key, id } = message('ada|bo', 1, '')
  const headers = { ü: 'xyz' }
  for (const value of ['', 'plain', 'é'.repeat(50), '選挙'.repeat(40), '🗳'.repeat(30), '\ud800']) {
    const one = { key, id, value, headers }
    const bytes = messageBytes(one)
    expect([bytes - 1, bytes, bytes + 1].map((limit) => isWithin(one, limit))).toEqual([false, true, true])
    expect(isWithin(one, 3 * bytes)).toBe(true)
  }
})

import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { type Peeked, peek } from '../../engine/flow/peek.ts'
import { inPieces, never } from '../conformance/unpacker.ts'

const seen = async ({ start, head, blank, body }: Peeked): Promise<unknown> => {
  const pieces = await Array.fromAsync(body)
  expect(Buffer.from(start)).toEqual(Buffer.concat(pieces).subarray(0, 1024))
  return { head: Buffer.from(head).toString(), blank, body: Buffer.concat(pieces).toString() }
}

describe('peek', () => {
  test.each([
    ['County', { head: 'County', blank: 0 }],
    ['\ufeff \r\n\tCounty ', { head: 'County ', blank: 7 }],
    ['\0 \0County', { head: 'County', blank: 3 }],
    [`${' '.repeat(5000)}<html>`, { head: '<html>', blank: 5000 }],
    ['x'.repeat(3000), { head: 'x'.repeat(1024), blank: 0 }],
    ['a', { head: 'a', blank: 0 }],
    ['\ufeff', { head: '', blank: 3 }],
    ['', { head: '', blank: 0 }],
  ])('%#: shows the head and keeps the body, in pieces of any size', async (text, expected) => {
    for (const size of [1, 2, 3, 1000, 10_000])
      expect(await seen(await peek(inPieces(Buffer.from(text), size), never))).toEqual({
        ...expected,
        body: text,
      })
  })

  test('reads no more than it needs', async () => {
    let taken = 0
    async function* counted(): AsyncIterable<Uint8Array> {
      for await (const piece of inPieces(Buffer.alloc(100_000, 'x'), 500)) {
        taken++
        yield piece
      }
    }
    await (await peek(counted(), never)).close()
    expect(taken).toBe(3)
  })

  test('stops when the signal aborts', async () => {
    await expect(peek(bodyOf('abc'), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  })
})

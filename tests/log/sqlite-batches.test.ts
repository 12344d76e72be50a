import { expect, test } from 'vitest'
import { boundedMessages } from '../../engine/log/bounded-messages.ts'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import { unpack } from '../../engine/log/sqlite-batch.ts'
import { batching } from '../../engine/log/sqlite-batches.ts'
import { batchBounds } from '../../engine/log/sqlite-layout.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { diceOf } from '../faults/dice.ts'

const most = { messageBytes: 1_000_000, groupBytes: 3_000_000 }
const sizeOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, one) => sum + messageBytes(one), 0)

test('groups and batches are as full as they may be, whatever is in the messages', () => {
  const dice = diceOf(11)
  const batches = batching(3, most)
  for (let round = 0; round < 25; round++) {
    const letter = ['x', 'é', '選'][dice.below(3)] as string
    const length = [10, 2_000, 200_000][dice.below(3)] as number
    const messages = Array.from({ length: dice.below(1_800 / Math.ceil(length / 1_000)) }, (_, n) =>
      message(`k|${dice.below(9)}`, n, letter.repeat(dice.below(length))),
    )
    const groups = batches(messages)
    const wanted = [...boundedMessages(messages, { bytes: most.groupBytes })].map((some) => some.length)
    expect(groups.map((group) => group.reduce((sum, { count }) => sum + count, 0))).toEqual(wanted)
    let from = 0
    for (const [at, group] of groups.entries()) {
      const some = messages.slice(from, (from += wanted[at] as number))
      for (const partition of [0, 1, 2]) {
        const own = group.filter((batch) => batch.partition === partition)
        const found = own.map(({ codec, bytes }) => unpack(codec, bytes))
        const keys = new Set(found.flat().map(({ key }) => key))
        const parts = [
          ...boundedMessages(
            some.filter(({ key }) => keys.has(key)),
            batchBounds,
          ),
        ]
        expect(found).toEqual(parts)
        expect(own.map(({ count }) => count)).toEqual(parts.map((part) => part.length))
        expect(own.map(({ size }) => size)).toEqual(parts.map(sizeOf))
      }
    }
  }
})

test('after messages that failed in the midst there is nothing left of them', () => {
  const batches = batching(2, most)
  function* broken(): Iterable<Message> {
    yield message('a|b', 1)
    throw new Error('broken')
  }
  expect(() => batches(broken())).toThrow('broken')
  expect(() => batches([message('a|b', 2), message('a|b', 3, 'x'.repeat(1_000_000))])).toThrow('a|b has')
  const found = batches([message('a|b', 4)]).flat()
  expect(found.flatMap(({ codec, bytes }) => unpack(codec, bytes))).toEqual([message('a|b', 4)])
  expect(batches([])).toEqual([])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { type Answer, newConsuming, revisionOf } from './consuming.ts'

const unreadable = (id: string) => feedError('CONSUME_UNREADABLE', { id, where: 'there', why: 'it is odd' })

test('whatever is poison, in whichever batches: that dies and nothing else, and every key stays in order', async () => {
  const plan = fc.record({
    batches: fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 9 }), {
      maxLength: 5,
    }),
    poison: fc.uniqueArray(fc.integer({ min: 0, max: 44 }), { maxLength: 9 }),
    partitions: fc.integer({ min: 1, max: 4 }),
    isDefect: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ batches, poison, partitions, isDefect }) => {
      const one = newConsuming({ changes: ['tally'] }, { partitions })
      const isPoison = (message: Message) => poison.includes(Number(revisionOf(message)))
      const tally: Answer = (messages) => {
        const found = messages.find(isPoison)
        if (found !== undefined) throw isDefect ? new TypeError('a defect') : unreadable(found.id)
        one.ended.push(...messages.map(({ id }) => id))
        return []
      }
      // One that shows that a defect is not met by every message.
      const sent: Message[] = [{ key: 'key|free', id: 'feed/99/key|free', value: '{}', headers: {} }]
      await one.home.log.publish('changes', sent, AbortSignal.timeout(5_000))
      for (const batch of batches) {
        const messages = batch.map((key, at) => ({
          key: `key|${key}`,
          id: `feed/${sent.length - 1 + at}/key|${key}`,
          value: '{}',
          headers: {},
        }))
        sent.push(...messages)
        await one.home.log.publish('changes', messages, AbortSignal.timeout(5_000))
      }
      await one.run({ tally })
      await one.close()
      const dead = one.letters.map(({ message }) => message.id)
      expect(dead.toSorted()).toEqual(
        sent
          .filter(isPoison)
          .map(({ id }) => id)
          .toSorted(),
      )
      // Also the dead end in their turn: nothing of their key is processed before they are safe.
      for (const { key } of sent) {
        const own = sent.filter((message) => message.key === key).map(({ id }) => id)
        expect(one.ended.filter((id) => own.includes(id))).toEqual(own)
      }
    }),
    { numRuns: 60 },
  )
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'
import { type Answer, type Consumed, idOf, newConsuming, revisionOf } from './consuming.ts'

const unreadable = (id: string) => feedError('CONSUME_UNREADABLE', { id, where: 'there', why: 'it is odd' })
const refused = feedError('AWS_REFUSED', { service: 's', call: 'c', of: 'o', why: 'too large' })
const broken = new TypeError('a defect')

let consuming: Consumed
beforeEach(() => {
  consuming = newConsuming({ changes: ['tally', 'export'] })
})
afterEach(() => consuming.close())

/** Throws this for every batch that has one of these in it. */
const failingAt =
  (revisions: readonly number[], error: (id: string) => Error): Answer =>
  (messages) => {
    const found = messages.find((one) => revisions.includes(Number(revisionOf(one))))
    if (found !== undefined) throw error(found.id)
    return []
  }
const buried = ({ letters }: Consumed) =>
  letters.map(({ message, error }) => [revisionOf(message), error.code])

describe('a message that can not be processed', () => {
  test('is found by halves and put to the dead letters; the others are processed, by all processors', async () => {
    const { calls, letters, publish, run } = consuming
    await publish('changes', 1, 2, 3, 4, 5)
    expect(await run({ tally: failingAt([4], unreadable) })).toBe(5)
    expect(calls).toEqual([
      'tally: 1 2 3 4 5',
      'tally: 1 2 3',
      'tally: 4 5',
      'tally: 4',
      'tally: 5',
      'export: 1 2 3 5',
    ])
    expect(letters).toMatchObject([
      {
        id: expect.stringMatching(/^d-[\da-f]{12}$/) as string,
        group: 'one',
        processor: 'tally',
        message: { id: idOf(4), from: { topic: 'changes', partition: 0, offset: 3 } },
        error: { code: 'CONSUME_UNREADABLE' },
        attempts: 1,
      },
    ])
    expect(await run()).toBe(0)
  })

  test('for a defect is offered four times, after longer and longer, before it is given up', async () => {
    const { clock, letters, publish, run } = consuming
    await publish('changes', 1, 2)
    await run({ export: failingAt([2], () => broken) }, { concurrency: 1 })
    expect(letters).toMatchObject([
      { processor: 'export', attempts: 4, error: { code: 'CONSUME_BUG', cause: broken } },
    ])
    expect(clock.slept).toHaveLength(3)
    for (const [at, rest] of clock.slept.entries()) {
      expect(rest).toBeGreaterThanOrEqual(250 * 2 ** at)
      expect(rest).toBeLessThanOrEqual(500 * 2 ** at)
    }
  })

  test('for a defect that passes is processed', async () => {
    let failures = 3
    const tally: Answer = () => {
      if (failures-- > 0) throw broken
      return []
    }
    await consuming.publish('changes', 1, 2)
    expect(await consuming.run({ tally })).toBe(2)
    expect(consuming.letters).toEqual([])
  })

  test('has the same name when it fails again, and another one in another group or topic', async () => {
    await consuming.publish('changes', 1)
    await consuming.run({ tally: failingAt([1], unreadable) })
    await consuming.publish('changes', 1)
    await consuming.run({ tally: failingAt([1], unreadable) })
    const [one, again] = consuming.letters
    expect(again?.id).toBe(one?.id)
    expect(again?.message.from.offset).toBe(1)
  })

  test('keeps back what is behind it until it is safe, however long the dead letters fail', async () => {
    const { calls, failToBury, heard, publish, run } = consuming
    failToBury(feedError('LOG_FAILED', { topic: 'dead-letters', why: 'no broker answers' }), 3)
    await publish('changes', 1, 4)
    await run({ tally: failingAt([1], unreadable) })
    expect(calls.filter((call) => call === 'tally: 4')).toHaveLength(1)
    const kinds = heard.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'waiting')).toHaveLength(3)
    expect(calls).toEqual(['tally: 1 4', 'tally: 1', 'tally: 4', 'export: 4'])
  })
})

describe('what a processor says it did not process', () => {
  const leaving =
    (revision: string, times: number): Answer =>
    (messages) =>
      times-- > 0 ? messages.filter((one) => revisionOf(one) === revision).map(({ id }) => id) : []

  test('comes to it again, alone', async () => {
    const { calls, publish, run } = consuming
    await publish('changes', 1, 2, 3)
    expect(await run({ tally: leaving('2', 2) })).toBe(3)
    expect(calls).toEqual(['tally: 1 2 3', 'tally: 2', 'tally: 2', 'export: 1 2 3'])
  })

  test('four times, and then it is a dead letter', async () => {
    const { calls, publish, run } = consuming
    await publish('changes', 1, 2, 3)
    expect(await run({ tally: leaving('2', 99) })).toBe(3)
    expect(calls).toEqual(['tally: 1 2 3', 'tally: 2', 'tally: 2', 'tally: 2', 'export: 1 3'])
    expect(buried(consuming)).toEqual([['2', 'CONSUME_UNPROCESSED']])
  })

  test('is parted where it is several, so that one does not take another with it', async () => {
    const tally: Answer = (messages) =>
      messages.some((one) => revisionOf(one) === '2') ? messages.map(({ id }) => id) : []
    await consuming.publish('changes', 1, 2, 3)
    expect(await consuming.run({ tally })).toBe(3)
    expect(buried(consuming)).toEqual([['2', 'CONSUME_UNPROCESSED']])
    expect(consuming.calls.at(-1)).toBe('export: 1 3')
  })

  test('is all of it, both copies, where one message was published twice', async () => {
    let first = true
    const tally: Answer = ([one]) => {
      const answer = first ? [one?.id ?? ''] : []
      first = false
      return answer
    }
    await consuming.publish('changes', 1, 1)
    expect(await consuming.run({ tally })).toBe(2)
    expect(consuming.calls).toEqual(['tally: 1 1', 'tally: 1 1', 'export: 1 1'])
  })

  test('is never guessed: an id that nobody knows is a defect, and buries nothing', async () => {
    await consuming.publish('changes', 1)
    await expect(consuming.run({ tally: () => ['nobody'] })).rejects.toMatchObject({ code: 'CONSUME_BUG' })
    expect(consuming.letters).toEqual([])
    expect(await consuming.run()).toBe(1)
  })
})

describe('what may be the message or the store', () => {
  test('is the message where others are processed meanwhile', async () => {
    await consuming.publish('changes', 1, 2, 3)
    expect(await consuming.run({ tally: failingAt([2], () => refused) })).toBe(3)
    expect(buried(consuming)).toEqual([['2', 'AWS_REFUSED']])
  })

  test('is the store where nothing is processed: nobody dies', async () => {
    await consuming.publish('changes', 1, 2, 3)
    const tally: Answer = () => {
      throw refused
    }
    await expect(consuming.run({ tally })).rejects.toBe(refused)
    expect(consuming.letters).toEqual([])
  })

  test('goes through in smaller parts where a function has too little time', async () => {
    const slow = feedError('INVOKE_TIMED_OUT', { processor: 'tally', seconds: 60 })
    const tally: Answer = (messages) => {
      if (messages.length > 2) throw slow
      return []
    }
    await consuming.publish('changes', 1, 2, 3, 4, 5, 6, 7)
    expect(await consuming.run({ tally })).toBe(7)
    expect(consuming.letters).toEqual([])
  })
})

describe('a defect', () => {
  const defective = (...revisions: readonly number[]) => failingAt(revisions, () => broken)

  test('at the first message is put off until the others show that it is that message; nothing of its key passes it', async () => {
    // Keys repeat with every third: 1, 4 and 7 are of one key.
    const { calls, heard, publish, run } = consuming
    await publish('changes', 1, 2, 3, 4, 5, 6, 7)
    expect(await run({ tally: defective(1) })).toBe(7)
    expect(buried(consuming)).toEqual([['1', 'CONSUME_BUG']])
    expect(heard.some(({ kind }) => kind === 'waiting')).toBe(false)
    const alone = calls.filter((call) => call === 'tally: 1').length
    expect(alone).toBe(5)
    const [four, five] = ['4', '5'].map((one) =>
      calls.findIndex((call) => call.startsWith('tally: ') && !call.includes('1') && call.includes(one)),
    )
    expect(five).toBeLessThan(calls.lastIndexOf('tally: 1'))
    expect(four).toBeGreaterThan(calls.lastIndexOf('tally: 1'))
    expect(calls.at(-1)).toBe('export: 2 3 4 5 6 7')
  })

  test('that no message escapes kills none of them: who must come to an end fails with it', async () => {
    const all = Array.from({ length: 40 }, (_, at) => at + 1)
    await consuming.publish('changes', ...all)
    await expect(consuming.run({ tally: defective(...all) })).rejects.toBe(broken)
    expect(consuming.letters).toEqual([])
    // Three keys: of each the first is tried alone, and the rest is behind it.
    expect(consuming.calls.length).toBeLessThan(60)
    expect(await consuming.run()).toBe(40)
  })

  test('at the only message there is is waited for a minute, and then taken for that of the message', async () => {
    const stop = new AbortController()
    await consuming.publish('changes', 1)
    const running = consuming.run({ tally: defective(1) }, { drain: false, signal: stop.signal })
    const ended = running.catch((error: unknown) => error)
    await expect.poll(() => buried(consuming), { timeout: 10_000 }).toEqual([['1', 'CONSUME_BUG']])
    stop.abort(new Error('stop'))
    await ended
    const waits = consuming.heard.filter(({ kind }) => kind === 'waiting')
    expect(waits).toHaveLength(8)
    const passed = consuming.clock.slept.reduce((sum, one) => sum + one, 0)
    expect(passed).toBeGreaterThan(40_000)
    expect(passed).toBeLessThan(120_000)
  })
})

test('a processor that can process nothing at all takes ten messages with it and no more', async () => {
  const all = Array.from({ length: 40 }, (_, at) => at + 1)
  await consuming.publish('changes', ...all)
  const ended = consuming.run({ tally: failingAt(all, unreadable) })
  await expect(ended).rejects.toMatchObject({
    code: 'CONSUME_BROKEN',
    message: expect.stringContaining('CONSUME_UNREADABLE') as string,
  })
  expect(buried(consuming)).toEqual(all.slice(0, 10).map((one) => [String(one), 'CONSUME_UNREADABLE']))
  // What did not die comes again, to a processor that is well.
  expect(await consuming.run()).toBe(40)
})

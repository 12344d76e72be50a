import { expect, test } from 'vitest'
import type { Log, Outgoing } from '../../engine/log/log.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { publish } from '../../engine/poll/publish.ts'
import { message } from '../conformance/log-samples.ts'

const { signal } = new AbortController()
const numbered = Array.from({ length: 7 }, (_, n) => message('a|b', n))

/** What was done, in order: a message that is made, a question whether it is still ours, a call of the log. */
async function done(
  takes: (messages: Iterable<Outgoing>) => readonly Outgoing[],
): Promise<readonly string[]> {
  const all: string[] = []
  function* made(): Iterable<Message> {
    for (const one of numbered) {
      all.push(`made ${one.headers['revision']}`)
      yield one
    }
  }
  const log: Log = {
    maxMessageBytes: 1_000,
    publish: async (_, messages) => {
      const revisions = takes(messages).map(({ headers }) => headers['revision'])
      all.push(`took ${revisions.join()}`)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  await publish(log, made(), () => all.push('ours?'), signal, 3)
  return all
}
const without = (word: string, all: readonly string[]) => all.filter((one) => !one.startsWith(word))

test('messages go out so many at once, made while the log takes them', async () => {
  const all = await done((messages) => [...messages])
  const rest = ['ours?', 'took 0,1,2', 'ours?', 'took 3,4,5', 'ours?', 'took 6']
  expect(without('made', all)).toEqual(rest)
  expect(all.indexOf('made 5')).toBeGreaterThan(all.indexOf('took 0,1,2'))
  expect(all.filter((one) => one.startsWith('made'))).toHaveLength(7)
})

test('a log that takes fewer than it was given is given each only once, and there is an end', async () => {
  const first = (messages: Iterable<Outgoing>): readonly Outgoing[] => {
    for (const one of messages) return [one]
    return []
  }
  expect(without('made', await done(first))).toEqual([
    'ours?',
    'took 0',
    'ours?',
    'took 3',
    'ours?',
    'took 6',
  ])
  expect(without('made', await done(() => []))).toEqual([
    'ours?',
    'took ',
    'ours?',
    'took ',
    'ours?',
    'took ',
  ])
})

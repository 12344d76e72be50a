import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import type { DeadEntry } from '../../engine/model/dead-letter.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { keepDead } from '../../engine/register/dead-entries.ts'
import { firstCounts, type Night, night } from '../helpers/night.ts'

const { signal } = new AbortController()
const said = ['--who', 'Kim', '--why', 'the new version reads it'] as const

const letterSaid = {
  id: 'd-0123456789ab',
  group: 'tally',
  processor: 'tally',
  code: 'CONSUME_BUG',
  message: 'odd',
  attempts: 4,
  at: '2024-11-06T02:00:00.000Z',
}

async function withHomes<T>({ environment }: Night, work: (homes: Homes) => Promise<T>): Promise<T> {
  await using homes = embeddedHomes({ data: environment['CANVASS_HOME'] ?? '', environment: {} })
  return await work(homes)
}

/** A county whose counts are published and processed, and a message behind them that nobody can read. */
async function poisoned(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  const odd: Message = {
    key: 'xx/senator|odd',
    id: 'us-xx-county/9/odd',
    value: '{',
    headers: { feed: 'us-xx-county' },
  }
  await withHomes(one, (homes) => homes.log.publish(topics.changes, [odd], signal))
  return one
}

test('what can not be processed is told by the command that met it, listed with reason and origin, and seen in the status', async () => {
  const one = await poisoned()
  const met = await one.feed(['consume', '--once'])
  expect(met.exit).toBe(1)
  expect(met.stdout).toContain('CONSUME_UNREADABLE')
  expect(met.stdout).toMatch(/1 message processed\.\n→ 1 dead letter, and why: feed dead-letters\n$/)

  const listed = await one.feed(['dead-letters'])
  expect(listed.exit).toBe(1)
  expect(listed.stdout).toMatch(
    /^d-[\da-f]{12} {2}CONSUME_UNREADABLE {2}tally of tally, \d+ s ago, at 2024-11-06T/,
  )
  expect(listed.stdout).toMatch(/us-xx-county\/9\/odd, from results\.changes\/\d@\d+, offered alone 1 time\n/)
  expect(listed.stdout).toMatch(
    /→ 1 dead letter\. When it can be processed: feed dead-letters replay d-[\da-f]{12} --why "…"\n$/,
  )
  const { lines } = await one.json(['dead-letters'])
  expect(lines).toMatchObject([{ deadLetters: [{ code: 'CONSUME_UNREADABLE', value: '{', group: 'tally' }] }])

  const status = await one.feed(['status'])
  expect(status.exit).toBe(1)
  expect(status.stdout).toContain('1 dead letter: messages that no processor could process')
  expect(status.stdout).toContain('→ 1 message could not be processed, and why: feed dead-letters')
})

test('a replay publishes it again under its id, and keeps who had it done and why', async () => {
  const one = await poisoned()
  await one.feed(['consume', '--once'])
  const replayed = await one.feed(['dead-letters', 'replay', '--all', ...said])
  expect(replayed).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('us-xx-county/9/odd: published again to results.changes.') as string,
  })
  expect((await one.feed(['dead-letters'])).stdout).toContain('There are no dead letters.')
  const all = await one.feed(['dead-letters', '--all'])
  expect(all.stdout).toMatch(/replayed by Kim at 2024-11-06T\S+: the new version reads it/)
  expect((await one.feed(['status'])).stdout).not.toContain('dead letter')

  // It fails again: the same letter, open again, found at its new place.
  expect((await one.feed(['consume', '--once'])).exit).toBe(1)
  const { lines } = await one.json(['dead-letters'])
  expect(lines[0].deadLetters).toHaveLength(1)
  expect(lines[0].deadLetters[0]).not.toHaveProperty('replayed')
})

test('what can be processed by now is, after a replay of its id', async () => {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  const letter = await withHomes(one, async (homes) => {
    const messages: Message[] = []
    for await (const some of homes.reader('test').read([topics.changes], { drain: true, signal }))
      messages.push(...some.messages)
    const [first] = messages
    const entry: DeadEntry = {
      ...letterSaid,
      key: first?.key ?? '',
      messageId: first?.id ?? '',
      headers: first?.headers ?? {},
      value: first?.value ?? '',
      from: { topic: topics.changes, partition: 0, offset: 0 },
    }
    await keepDead(homes.register, entry, signal)
    return entry
  })
  expect((await one.feed(['dead-letters', 'replay', letter.id, ...said])).exit).toBe(0)
  const again = await one.feed(['consume', '--once'])
  expect(again).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 message processed.') as string })
  expect((await one.feed(['dead-letters'])).exit).toBe(0)
})

test('wrong words are told before anything is done', async () => {
  const one = await poisoned()
  await one.feed(['consume', '--once'])
  const both = await one.feed(['dead-letters', 'replay', 'd-1', '--all', ...said])
  expect(both).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('either of ids or of --all') as string,
  })
  expect((await one.feed(['dead-letters', 'replay', ...said])).exit).toBe(2)
  expect((await one.feed(['dead-letters', 'bury'])).exit).toBe(2)
  const unknown = await one.feed(['dead-letters', 'replay', 'd-1', ...said])
  expect(unknown.stderr).toContain('CLI_DEAD_LETTER_UNKNOWN')
  expect(unknown.exit).toBe(2)
  expect((await one.feed(['dead-letters', 'replay', '--all'])).stderr).toContain('CLI_ANSWER_MISSING')
  expect((await one.feed(['consume', '--route', 'tallly'])).stderr).toContain('Did you mean tally?')
  expect((await one.feed(['consume', '--grace', '0'])).exit).toBe(2)
  expect((await one.feed(['consume', '--health-port', 'x'])).exit).toBe(2)
})

test('of a message that was too large to be kept only the place is told', async () => {
  const one = night()
  const from = { topic: topics.changes, partition: 3, offset: 17 }
  const entry: DeadEntry = { ...letterSaid, key: 'a|b', messageId: 'x/1/a|b', headers: {}, value: null, from }
  await withHomes(one, (homes) => keepDead(homes.register, entry, signal))
  expect((await one.feed(['dead-letters'])).stdout).toContain('too large to be kept here')
  const refused = await one.feed(['dead-letters', 'replay', entry.id, ...said])
  expect(refused).toMatchObject({
    exit: 1,
    stderr: expect.stringContaining('results.changes/3@17') as string,
  })
})

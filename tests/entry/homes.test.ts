import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consumeTopics } from '../../engine/entry/consume.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { routes } from '../../engine/process/routes.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { envelope, minute, feed as other, status, wake } from '../conformance/results-samples.ts'
import { crashPlan, feed } from '../crash/plan.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { messageOf } from '../process/tally/tallying.ts'

const { signal } = new AbortController()
let directory: string
let data: string
let source: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-homes-'))
  data = join(directory, 'below', 'data')
  source = join(directory, 'source')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const open = (parts: Parameters<typeof embeddedHomes>[1] = {}): Homes =>
  embeddedHomes({ data, environment: {} }, parts)
/** What reads the topics of polls; others would read what these publish. */
const readers = { routes: routes.filter(({ topic }) => topic === topics.changes || topic === topics.status) }
const drain = (homes: Homes): Promise<number> => consumeTopics(homes, { drain: true, signal }, readers)
const pollSaying = (homes: Homes, name: string) => {
  writeFileSync(source, name)
  return pollFeed(crashPlan(source), homes, { build: 1 }, signal)
}

describe('the homes of one machine', () => {
  test('take a poll to results, and keep them for the next process', async () => {
    {
      await using homes = open()
      expect(await pollSaying(homes, 'A')).toMatchObject({ kind: 'published', revision: 1, changes: 2 })
      expect(await drain(homes)).toBe(3)
    }
    await using homes = open()
    expect(await pollSaying(homes, 'B')).toMatchObject({ kind: 'published', revision: 2, changes: 1 })
    expect(await drain(homes)).toBe(2)
    const listed = await Array.fromAsync(homes.results.list({ feed }, signal))
    const own = listed
      .filter(({ derived }) => !derived)
      .map(({ record }) => record.selections[0]?.votes.total)
    expect(new Set(own)).toEqual(new Set([1_005, 50]))
    expect(await homes.results.statuses(signal)).toMatchObject([{ feed, revision: 2, results: 2 }])
  })

  test('lie in one folder, under the names that the configuration page gives', async () => {
    {
      await using homes = open()
      await pollSaying(homes, 'A')
    }
    const page = readFileSync('docs/configuration.md', 'utf8')
    const found = readdirSync(data, { withFileTypes: true }).map(
      (one) => `${one.name}${one.isDirectory() ? '/' : ''}`,
    )
    expect(found.toSorted()).toEqual([
      'archive/',
      'log.sqlite',
      'register.sqlite',
      'results.sqlite',
      'state.sqlite',
      'trace.ndjson',
    ])
    expect(found.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  test('tell the trace to the file and to whoever else asks, all of it by the time they close', async () => {
    const heard: TraceEvent[] = []
    {
      await using homes = open({
        trace: { emit: (event) => void heard.push(event), flush: async () => undefined },
      })
      await pollSaying(homes, 'A')
    }
    const lines = readFileSync(join(data, 'trace.ndjson'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as TraceEvent)).toEqual(heard)
    expect(heard.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['poll.started', 'poll.ended']) as string[],
    )
  })

  test('name every poll differently, by its time', async () => {
    const heard: TraceEvent[] = []
    const trace = { emit: (event: TraceEvent) => void heard.push(event), flush: async () => undefined }
    await using homes = open({ clock: manualClock(), trace })
    await pollSaying(homes, 'A')
    await pollSaying(homes, 'A')
    const names = [...new Set(heard.map(({ poll }) => poll))]
    expect(names).toHaveLength(2)
    for (const name of names) expect(name).toMatch(/^2024-11-06T00:00:00\.000Z-[0-9a-f]{8}$/)
  })

  test('find secrets in the environment they were given', async () => {
    await using homes = embeddedHomes({ data, environment: { CANVASS_SECRET_KEY: 'open' } })
    expect(await homes.secrets.get('key', signal)).toBe('open')
  })

  test('that can not be opened say which file, and leave the others closed', () => {
    writeFileSync(join(directory, 'below'), 'a file')
    expect(() => open()).toThrow(expect.objectContaining({ code: 'DATABASE_UNUSABLE' }))
    expect(existsSync(data)).toBe(false)
  })

  test('close readers that nobody closed', async () => {
    const homes = open()
    const read = Array.fromAsync(homes.reader('one').read(['topic'], { drain: false, signal }))
    await homes[Symbol.asyncDispose]()
    expect(await read).toEqual([])
  })
})

describe('consuming the topics', () => {
  const odd: Message = { key: envelope(1, 1).key, id: 'odd', value: '{', headers: {} }

  test('goes on where it was, group by group', async () => {
    await using homes = open()
    await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
    expect(await drain(homes)).toBe(1)
    expect(await drain(homes)).toBe(0)
    await homes.log.publish(topics.changes, [messageOf(envelope(2, 20))], signal)
    expect(await drain(homes)).toBe(1)
  })

  test('puts a message that can not be read to the dead letters, and goes on with what is behind it', async () => {
    await using homes = open()
    const behind = messageOf(envelope(2, 20, { previous: null }))
    await homes.log.publish(topics.changes, [odd, behind], signal)
    expect(await drain(homes)).toBe(2)
    expect((await homes.results.get(envelope(2, 20).feed, envelope(2, 20).key, signal))?.revision).toBe(2)
    await using reader = homes.reader('anybody')
    const letters: Message[] = []
    for await (const { messages } of reader.read([topics.dead], { drain: true, signal }))
      letters.push(...messages)
    expect(letters).toMatchObject([
      {
        key: odd.key,
        value: '{',
        headers: {
          code: 'CONSUME_UNREADABLE',
          group: 'tally',
          processor: 'tally',
          attempts: '1',
          'origin-topic': topics.changes,
          'origin-offset': '0',
          'origin-id': 'odd',
        },
      },
    ])
    expect(await drain(homes)).toBe(0)
  })

  const busy = feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' })
  const failing = async (): Promise<never> => {
    throw busy
  }
  /** Homes whose results can not be written, on a clock on which no wait takes long. */
  const failingAt = (homes: Homes, ...calls: readonly ('apply' | 'saveStatus')[]): Homes => ({
    ...homes,
    clock: manualClock({ auto: true }),
    results: { ...homes.results, ...Object.fromEntries(calls.map((call) => [call, failing])) },
  })
  const publishBoth = async (homes: Homes): Promise<void> => {
    await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
    const said = { key: other, id: 'said', value: JSON.stringify(status(1, minute(1))), headers: {} }
    await homes.log.publish(topics.status, [said], signal)
  }

  test('comes to the end of the other processors when one fails, and fails with its reason', async () => {
    await using homes = open()
    await publishBoth(homes)
    await expect(drain(failingAt(homes, 'apply'))).rejects.toBe(busy)
    expect(await homes.results.statuses(signal)).toHaveLength(1)
  })

  test('fails with all that failed', async () => {
    await using homes = open()
    await publishBoth(homes)
    await expect(drain(failingAt(homes, 'apply', 'saveStatus'))).rejects.toMatchObject({
      errors: [busy, busy],
    })
  })

  test('ends with the reason of the signal', async () => {
    await using homes = open()
    const stop = new AbortController()
    const consuming = consumeTopics(homes, { drain: false, signal: stop.signal })
    const reason = new Error('stop')
    stop.abort(reason)
    await expect(consuming).rejects.toBe(reason)
  })

  test('tells a gap to the trace', async () => {
    const heard: TraceEvent[] = []
    await using homes = open({
      trace: { emit: (event) => void heard.push(event), flush: async () => undefined },
    })
    await homes.log.publish(topics.changes, [messageOf(envelope(5, 50, { previous: 4 }))], signal)
    await drain(homes)
    expect(heard).toMatchObject([{ event: 'consume.gap', previous: 4, held: null }])
    expect((await homes.results.parts(envelope(5, 50).feed, 'nc/us-president', wake, signal)).length).toBe(1)
  })
})

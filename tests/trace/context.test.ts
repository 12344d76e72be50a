import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { heldMessage } from '../../engine/log/held-message.ts'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { tracedLog } from '../../engine/poll/traced-log.ts'
import { spanId, traceId, traceparent } from '../../engine/trace/context.ts'
import { Crash } from '../crash/faults.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()

describe('the context of a trace', () => {
  test('follows from the name of a poll alone', () => {
    const digits = createHash('sha256').update('poll-1').digest('hex')
    expect(traceId('poll-1')).toBe(digits.slice(0, 32))
    expect(traceparent('poll-1')).toBe(`00-${digits.slice(0, 32)}-${spanId('poll-1')}-01`)
    expect(traceparent('poll-1')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })

  test('has a span of its own for each part of a poll, whatever the parts are called', () => {
    const ids = [spanId('a'), spanId('b'), spanId('a', 'b'), spanId('a', 'b', ''), spanId('a', 'b","')]
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the messages of a poll', () => {
  let world: World
  beforeEach(() => {
    world = newWorld({ archive: memoryArchive() })
  })
  afterEach(async () => {
    await world.close()
    rmSync(world.directory, { recursive: true })
  })

  async function published(topic: string): Promise<readonly Message[]> {
    const messages: Message[] = []
    await using reader = world.reader('test')
    for await (const delivery of reader.read([topic], { drain: true, signal }))
      messages.push(...delivery.messages)
    return messages
  }

  test.each([topics.changes, topics.status])('name it in their headers: %s', async (topic) => {
    world.say('A')
    await world.poll()
    const [poll = ''] = new Set(world.told.map((event) => event.poll))
    const messages = await published(topic)
    expect(messages.length).toBeGreaterThan(0)
    for (const { headers } of messages) expect(headers['traceparent']).toBe(traceparent(poll))
  })

  test('differ in that header and in nothing else when another poll publishes them again', async () => {
    world.say('A')
    await world.poll((boundary) => {
      if (boundary.call === 'log.publish' && boundary.when === 'after') throw new Crash('killed')
    })
    await world.clock.sleep(3_600_000, signal)
    await world.poll()
    const all = await published(topics.changes)
    const twice = [...Map.groupBy(all, ({ id }) => id).values()]
    expect(twice.length).toBeGreaterThan(0)
    for (const [first, second] of twice) {
      expect(second).toMatchObject({ key: first?.key, id: first?.id, value: first?.value })
      const [before, after] = [first?.headers ?? {}, second?.headers ?? {}]
      expect({ ...after, traceparent: '' }).toEqual({ ...before, traceparent: '' })
      expect(after['traceparent']).not.toBe(before['traceparent'])
    }
  })
})

test('a message that the header would make too large goes out without it', async () => {
  const said: Message[] = []
  const message: Message = {
    key: 'k',
    id: 'id',
    value: 'v'.repeat(50),
    headers: { feed: 'f' },
  }
  const open = (spare: number) =>
    tracedLog(
      {
        maxMessageBytes: messageBytes(message) + spare,
        publish: async (_, messages) => void said.push(...Array.from(messages, heldMessage)),
        [Symbol.asyncDispose]: async () => undefined,
      },
      'poll-1',
    )
  const bytes = 'traceparent'.length + traceparent('poll-1').length
  await open(bytes - 1).publish(topics.changes, [message], signal)
  await open(bytes).publish(topics.changes, [message], signal)
  expect(said).toEqual([message, { ...message, headers: { feed: 'f', traceparent: traceparent('poll-1') } }])
  expect(messageBytes(said[1] ?? message)).toBe(messageBytes(message) + bytes)
})

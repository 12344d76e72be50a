import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import { drain, idsOf, message, settling } from '../conformance/log-samples.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const { signal } = new AbortController()
let directory: string
let opened: ReturnType<typeof sqliteLog>[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-log-'))
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map(({ log }) => log[Symbol.asyncDispose]()))
  rmSync(directory, { recursive: true })
})

function open(options?: Parameters<typeof sqliteLog>[1]): ReturnType<typeof sqliteLog> {
  const one = sqliteLog(join(directory, 'log.sqlite'), options)
  opened.push(one)
  return one
}
const numbered = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, n) => message('a|b', n, 'x'.repeat(bytes)))

test('delivers batches of 500 messages at most', async () => {
  const home = open()
  await home.log.publish('t', numbered(1_201, 10), signal)
  const sizes = (await drain(home, 'g', ['t'])).map(({ messages }) => messages.length)
  expect(sizes).toEqual([500, 500, 201])
})

test('delivers batches of a megabyte at most', async () => {
  const home = open()
  await home.log.publish('t', [...numbered(7, 300_000), message('a|b', 7, 'x'.repeat(999_900))], signal)
  const sizes = (await drain(home, 'g', ['t'])).map(({ messages }) => messages.length)
  expect(sizes).toEqual([3, 3, 1, 1])
})

test('spreads keys over its partitions, 8 if nobody says otherwise', async () => {
  const home = open()
  const keys = Array.from({ length: 400 }, (_, n) => message(`contest|unit:${n}`, 1))
  await home.log.publish('t', keys, signal)
  const deliveries = await drain(home, 'g', ['t'])
  expect(deliveries.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(Math.min(...deliveries.map(({ messages }) => messages.length))).toBeGreaterThan(25)
})

test('puts a key where it has always been', async () => {
  const home = open()
  const keys = ['a|b', 'nc/us-president|ocd-division/country:us/state:nc', 'ü|選挙']
  await home.log.publish(
    't',
    keys.map((key) => message(key, 1)),
    signal,
  )
  const places = new Map<string, number>()
  await drain(home, 'g', ['t'], {
    each: ({ partition, messages }) => messages.forEach(({ key }) => places.set(key, partition)),
  })
  expect(keys.map((key) => places.get(key))).toEqual([2, 6, 4])
})

test('keeps the number of partitions with which it was made, and refuses another', async () => {
  open({ partitions: 3 })
  open({ partitions: 3 })
  const home = open()
  await home.log.publish(
    't',
    Array.from({ length: 100 }, (_, n) => message(`k|${n}`, 1)),
    signal,
  )
  const deliveries = await drain(home, 'g', ['t'])
  expect(deliveries.map(({ partition }) => partition)).toEqual([0, 1, 2])
  expect(() => open({ partitions: 8 })).toThrow(
    expect.objectContaining({
      code: 'LOG_PARTITIONS',
      message: expect.stringContaining('3 partitions, not 8'),
    }),
  )
})

test('publishes a large call in several transactions, each whole, and stops between them', async () => {
  const home = open()
  const control = new AbortController()
  const call = home.log.publish('t', numbered(30, 900_000), control.signal)
  control.abort(new Error('stop'))
  await expect(call).rejects.toThrow('stop')
  expect(idsOf(await drain(home, 'g', ['t']))).toEqual(numbered(8, 0).map(({ id }) => id))
})

test('counts an offset for each topic and partition', async () => {
  const home = open({ partitions: 1 })
  for (const topic of ['t', 'u', 't']) {
    // oxlint-disable-next-line no-await-in-loop -- the order is the point
    await home.log.publish(topic, numbered(2, 1), signal)
  }
  const offsets = (await drain(home, 'g', ['t', 'u'])).map(({ topic, messages }) => [
    topic,
    messages.map(({ offset }) => offset),
  ])
  expect(offsets).toEqual([
    ['t', [0, 1, 2, 3]],
    ['u', [0, 1]],
  ])
})

test('gives both members of a group everything, and keeps the furthest offset', async () => {
  const home = open()
  await home.log.publish('t', numbered(3, 1), signal)
  const both = await Promise.all([drain(home, 'g', ['t'], settling), drain(home, 'g', ['t'], settling)])
  expect(both.map((deliveries) => idsOf(deliveries).length)).toEqual([3, 3])
  expect(await drain(home, 'g', ['t'])).toEqual([])
})

test('lets readers, log and the log of another be closed in any order, twice', async () => {
  const home = open()
  const reader = home.reader('g')
  await home.log[Symbol.asyncDispose]()
  await home.log[Symbol.asyncDispose]()
  await open().log.publish('t', numbered(1, 1), signal)
  expect(await Array.fromAsync(reader.read(['t'], { drain: true, signal }))).toHaveLength(1)
  await reader[Symbol.asyncDispose]()
  await reader[Symbol.asyncDispose]()
})

test('wakes the readers of its own process at once, for messages and for the end', async () => {
  const home = open({ clock: manualClock() })
  const reader = home.reader('g')
  const deliveries = reader.read(['t'], { drain: false, signal })[Symbol.asyncIterator]()
  const first = deliveries.next()
  await home.log.publish('t', numbered(1, 1), signal)
  expect(idsOf([(await first).value])).toEqual([message('a|b', 0).id])
  const second = deliveries.next()
  setImmediate(() => void reader[Symbol.asyncDispose]())
  expect(await second).toEqual({ done: true, value: undefined })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../engine/flow/sqlite.ts'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import { nothing, pack, putMessage } from '../../engine/log/sqlite-batch.ts'
import { logSchema } from '../../engine/log/sqlite-layout.ts'
import { drain, message, settling } from '../conformance/log-samples.ts'

const { signal } = new AbortController()
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-log-layout-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** A file of the version that kept each message by itself: `count` of a partition, in polls of seven, and one settled place. */
function oldFile(count: number): string {
  const file = join(directory, 'log.sqlite')
  const database = openDatabase(file, logSchema.slice(0, 2))
  database.exec('INSERT INTO layout VALUES (2)')
  const insert = database.prepare('INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const topic of ['t', 'u'])
    for (const partition of [0, 1])
      for (let at = 0; at < count; at++) {
        const { key, id, value, headers } = message(`k|${partition}`, at, 'x'.repeat(at))
        const published = at < 10 ? null : 1_000 + Math.floor(at / 7)
        insert.run(topic, partition, at, key, id, value, JSON.stringify(headers), value.length, published)
      }
  database.prepare('INSERT INTO settled VALUES (?, ?, ?, ?)').run('g', 't', 1, 13)
  database.close()
  return file
}

test('a file of before is changed over: every message at its offset, and what was settled is', async () => {
  const file = oldFile(1_200)
  await using log = sqliteLog(file).log
  const home = sqliteLog(file)
  const deliveries = await drain(home, 'g', ['t', 'u'])
  for (const topic of ['t', 'u'])
    for (const partition of [0, 1]) {
      const own = deliveries.filter((one) => one.topic === topic && one.partition === partition)
      const from = topic === 't' && partition === 1 ? 13 : 0
      const wanted = Array.from({ length: 1_200 - from }, (_, n) => {
        const at = n + from
        const publishedAt = at < 10 ? {} : { publishedAt: 1_000 + Math.floor(at / 7) }
        return { ...message(`k|${partition}`, at, 'x'.repeat(at)), offset: at, ...publishedAt }
      })
      expect(own.flatMap(({ messages }) => messages)).toEqual(wanted)
    }
  await log.publish('t', [message('k|0', 9_000)], signal)
  const after = await drain(home, 'late', ['t'])
  expect(
    after.flatMap(({ messages }) => messages.map(({ offset }) => offset)).filter((at) => at >= 1_200),
  ).toEqual([1_200])
  await home.log[Symbol.asyncDispose]()
})

test('a reader goes on within a batch that it has settled a part of', async () => {
  const file = join(directory, 'log.sqlite')
  const home = sqliteLog(file, { partitions: 1 })
  await home.log.publish(
    't',
    Array.from({ length: 20 }, (_, n) => message('a|b', n)),
    signal,
  )
  const database = new DatabaseSync(file)
  database.prepare('INSERT INTO settled VALUES (?, ?, ?, ?)').run('g', 't', 0, 12)
  database.close()
  const [first] = await drain(home, 'g', ['t'], settling)
  expect(first?.messages.map(({ offset }) => offset)).toEqual([12, 13, 14, 15, 16, 17, 18, 19])
  expect(await drain(home, 'g', ['t'])).toEqual([])
  await home.log[Symbol.asyncDispose]()
})

test('a damaged batch is an error that names the file, and no batch with fewer messages', async () => {
  const file = join(directory, 'log.sqlite')
  const home = sqliteLog(file, { partitions: 1 })
  const many = Array.from({ length: 200 }, (_, n) => message('a|b', n, JSON.stringify({ votes: n })))
  await home.log.publish('t', many, signal)
  const database = new DatabaseSync(file)
  const packed = database.prepare('SELECT messages FROM batch').get()?.['messages'] as Uint8Array
  const damage = database.prepare('UPDATE batch SET messages = ?')
  const out = nothing()
  for (const one of many.slice(1)) putMessage(out, one)
  const { bytes: fewer } = pack(out)
  for (const bytes of [packed.slice(0, -20), packed.slice(1), new Uint8Array(0), fewer]) {
    damage.run(bytes)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(drain(home, 'g', ['t'])).rejects.toMatchObject({
      code: 'LOG_DAMAGED',
      message: expect.stringContaining('messages 0 to 199 of partition 0 of t'),
    })
  }
  damage.run(packed)
  expect((await drain(home, 'g', ['t']))[0]?.messages).toHaveLength(200)
  database.close()
  await home.log[Symbol.asyncDispose]()
})

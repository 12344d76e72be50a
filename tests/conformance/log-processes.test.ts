import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import { type Child, killAtRandom, seeded, startChild } from './child.ts'
import { drain, idsOf, message, received } from './log-samples.ts'

const publisher = new URL('children/log-publisher.ts', import.meta.url)
const reader = new URL('children/log-reader.ts', import.meta.url)
const perCall = 20

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-log-'))
  file = join(directory, 'log.sqlite')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const idsOfCalls = (name: string, key: number, calls: number): readonly string[] =>
  Array.from({ length: calls }, (_, call) => message(`${name}|${key}`, call).id)

test('processes that publish, read and settle at the same time do not get into each other’s way', async () => {
  const [names, calls] = [['p', 'q', 'r'], 60]
  const all = names.length * calls * perCall
  const readers = ['tally', 'export', 'tally'].map((group) => startChild(reader, file, 't', group, all))
  const heard = readers.map(({ lines }) => lines[Symbol.asyncIterator]())
  // Who joins a group later begins with what the others have not settled: all of them join before the first message.
  expect(await Promise.all(heard.map((lines) => lines.next()))).toMatchObject(
    readers.map(() => ({ value: 'reading' })),
  )
  const publishers = names.map((name) => startChild(publisher, file, 't', name, 0, calls, 2_000))

  const children: readonly Child[] = [...publishers, ...readers]
  const [lines, , ends] = await Promise.all([
    Promise.all(heard.map((rest) => Array.fromAsync({ [Symbol.asyncIterator]: () => rest }))),
    Promise.all(publishers.map((child) => Array.fromAsync(child.lines))),
    Promise.all(children.map((child) => child.ended)),
  ])

  expect(ends).toEqual(children.map(() => ({ code: 0, complaint: '' })))
  for (const ids of lines) {
    expect(ids).toHaveLength(all)
    for (const name of names) {
      expect(ids.filter((id) => id.endsWith(`${name}|7`))).toEqual(idsOfCalls(name, 7, calls))
    }
  }
  expect(await drain(sqliteLog(file), 'tally', ['t'])).toEqual([])
}, 60_000)

test.each([1, 2, 3])(
  'a publisher that is killed loses nothing it acknowledged and leaves no half call (%i)',
  async (seed) => {
    const random = seeded(seed)
    let calls = 0
    for (let round = 0; round < 6; round++) {
      const child = startChild(publisher, file, 't', 'p', calls, 100_000, 20_000)
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      const acknowledged = await killAtRandom(child, random)
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      const deliveries = await drain(sqliteLog(file), 'tally', ['t'])
      const found = received(deliveries).length / perCall
      // The last call may be there without an answer: killed between commit and answer.
      expect([calls + acknowledged.length, calls + acknowledged.length + 1]).toContain(found)
      for (let key = 0; key < perCall; key++) {
        expect(idsOf(deliveries, `p|${key}`)).toEqual(idsOfCalls('p', key, found))
      }
      calls = found
    }
  },
  60_000,
)

test('a reader that is killed gets again what it did not settle, and nothing it did', async () => {
  const random = seeded(4)
  const total = 150 * perCall
  const published = startChild(publisher, file, 't', 'p', 0, 150, 20_000)
  await published.ended
  const settled: string[] = []
  for (let round = 0; round < 4; round++) {
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    const said = await killAtRandom(startChild(reader, file, 't', 'tally', total + 1), random)
    settled.push(...said.filter((line) => line !== 'reading'))
  }
  const rest = idsOf(await drain(sqliteLog(file), 'tally', ['t']))
  const before = new Set(settled)
  expect(before.size).toBe(settled.length)
  expect(rest.filter((id) => before.has(id))).toEqual([])
  // A batch that was settled in the moment before death, and not said, is in neither list.
  const unsaid = total - before.size - rest.length
  expect(unsaid).toBeGreaterThanOrEqual(0)
  expect(unsaid).toBeLessThanOrEqual(4 * 50)
  expect(before.size).toBeGreaterThan(0)
}, 60_000)

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consumingBeside } from '../../engine/entry/consume-beside.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { envelope, feed, minute, status, wake } from '../conformance/results-samples.ts'
import { messageOf } from '../process/tally/tallying.ts'

const { signal } = new AbortController()
let directory: string
let homes: Homes
let told: string[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-beside-'))
  homes = embeddedHomes({ data: directory, environment: {} })
  told = []
})
afterEach(async () => {
  await homes[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

const trouble = ({ code }: FeedError): void => void told.push(code)
const publish = (...messages: readonly Message[]): Promise<void> =>
  homes.log.publish(topics.changes, messages, signal)
const revision = async (): Promise<number | undefined> =>
  (await homes.results.get(feed, envelope(1, 1).key, signal))?.revision

test('consumes while the work goes on, and the rest when it has ended', async () => {
  await consumingBeside(
    homes,
    async () => {
      await publish(messageOf(envelope(1, 10)))
      while ((await revision()) !== 1) await homes.clock.sleep(5, signal)
      await publish(messageOf(envelope(2, 20)))
    },
    trouble,
  )
  expect(await revision()).toBe(2)
  expect(told).toEqual([])
})

test('says that results are behind when the time for the rest is over', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => envelope(1, 10, { unit: `${wake}/precinct:${n}` }))
  await publish(...many.map(messageOf), messageOf(envelope(1, 10)))
  await consumingBeside(homes, async () => undefined, trouble, 0)
  expect(told).toEqual(['CONSUME_BEHIND'])
  await consumingBeside(homes, async () => undefined, trouble)
  expect(await revision()).toBe(1)
})

test('tells a consumer that fails, and lets the work go on', async () => {
  await publish({ ...messageOf(envelope(1, 10)), value: '{' })
  let worked = false
  const beside = consumingBeside(
    homes,
    async () => {
      while (told.length === 0) await homes.clock.sleep(5, signal)
      worked = true
    },
    trouble,
  )
  // At the end it is no aside any more.
  await expect(beside).rejects.toMatchObject({ code: 'CONSUME_UNREADABLE' })
  expect(worked).toBe(true)
  expect(told).toEqual(['CONSUME_UNREADABLE'])
})

test('lets the work and every other consumer go on beside a message that can not be read, and says where it lies', async () => {
  const odd = { ...envelope(1, 10), record: { unit: { id: 'u' } } }
  const message = { ...messageOf(envelope(1, 10)), value: JSON.stringify(odd), headers: { feed } }
  await publish(message)
  const errors: FeedError[] = []
  let statuses = 0
  const beside = consumingBeside(
    homes,
    async () => {
      while (errors.length === 0) await homes.clock.sleep(5, signal)
      const said = { key: feed, id: 'said', value: JSON.stringify(status(1, minute(1))), headers: {} }
      await homes.log.publish(topics.status, [said], signal)
      while (statuses === 0) {
        await homes.clock.sleep(5, signal)
        statuses = (await homes.results.statuses(signal)).length
      }
    },
    (error) => void errors.push(error),
  )
  await expect(beside).rejects.toMatchObject({ code: 'CONSUME_UNREADABLE' })
  expect(statuses).toBe(1)
  expect(errors[0]?.message).toMatch(
    new RegExp(
      `^The message ${RegExp.escape(message.id)} \\(topic results\\.changes, partition \\d, offset 0, feed ${feed}\\) can not be read: it has no usable record\\.election\\.$`,
    ),
  )
})

test('tells a defect of a consumer as one, says where it is, and tries again', async () => {
  let asked = 0
  const defect = new TypeError('a defect')
  const results: Homes['results'] = {
    ...homes.results,
    apply: (...given) => {
      asked += 1
      if (asked === 1) throw defect
      return homes.results.apply(...given)
    },
  }
  const clock = { ...homes.clock, sleep: (_: number, until: AbortSignal) => homes.clock.sleep(5, until) }
  const errors: FeedError[] = []
  await publish(messageOf(envelope(1, 10)))
  await consumingBeside(
    { ...homes, results, clock },
    async () => {
      while ((await revision()) !== 1) await homes.clock.sleep(5, signal)
    },
    (error) => void errors.push(error),
  )
  expect(errors).toMatchObject([{ code: 'CONSUME_BUG', cause: defect }])
  expect(errors[0]?.message).toContain('tally')
})

test('waits longer from one failure to the next', async () => {
  const rests: number[] = []
  const clock = {
    ...homes.clock,
    sleep: (milliseconds: number, until: AbortSignal) => {
      rests.push(milliseconds)
      return homes.clock.sleep(1, until)
    },
  }
  await publish({ ...messageOf(envelope(1, 10)), value: '{' })
  const work = async (): Promise<void> => {
    while (told.length < 6) await homes.clock.sleep(5, signal)
  }
  await expect(consumingBeside({ ...homes, clock }, work, trouble)).rejects.toMatchObject({
    code: 'CONSUME_UNREADABLE',
  })
  expect(rests.slice(0, 5)).toEqual([5_000, 10_000, 20_000, 40_000, 40_000])
})

test('fails as the work fails', async () => {
  const failing = async (): Promise<void> => {
    throw new Error('the disk is full')
  }
  await expect(consumingBeside(homes, failing, trouble)).rejects.toThrow('the disk is full')
})

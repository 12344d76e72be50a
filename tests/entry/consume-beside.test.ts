import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consumingBeside } from '../../engine/entry/consume-beside.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { type FeedError, feedError } from '../../engine/errors/feed-error.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { listDead } from '../../engine/register/dead-entries.ts'
import { envelope, feed, wake } from '../conformance/results-samples.ts'
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

test('puts what can not be read to the dead letters, tells it with its place, and goes on with what is behind it', async () => {
  const odd = { ...envelope(1, 10), record: { unit: { id: 'u' } } }
  const message = { ...messageOf(envelope(1, 10)), value: JSON.stringify(odd), headers: { feed } }
  await publish(message, messageOf(envelope(2, 20)))
  const errors: FeedError[] = []
  await consumingBeside(
    homes,
    async () => {
      while ((await revision()) !== 2) await homes.clock.sleep(5, signal)
    },
    (error) => void errors.push(error),
  )
  expect(errors.map(({ code }) => code)).toEqual(['CONSUME_UNREADABLE'])
  expect(errors[0]?.message).toMatch(
    new RegExp(
      `^The message ${RegExp.escape(message.id)} \\(topic results\\.changes, partition \\d, offset 0, feed ${feed}\\) can not be read: it has no usable record\\.election\\.$`,
    ),
  )
  const letters = await Array.fromAsync(listDead(homes.register, signal))
  expect(letters.map(({ entry }) => entry)).toMatchObject([
    {
      group: 'tally',
      processor: 'tally',
      code: 'CONSUME_UNREADABLE',
      messageId: message.id,
      value: message.value,
      headers: { feed },
      from: { topic: topics.changes, offset: 0 },
    },
  ])
  expect(letters[0]?.entry.replayed).toBeUndefined()
})

/** Real time, but for pauses, which are noted and over at once. */
function restless() {
  const rests: number[] = []
  const sleep = (milliseconds: number, until: AbortSignal): Promise<void> => {
    rests.push(milliseconds)
    return homes.clock.sleep(1, until)
  }
  return { rests, clock: { ...homes.clock, sleep } }
}

test('tells a defect that passes as nothing, and one that stays with where it is', async () => {
  let asked = 0
  const defect = new TypeError('a defect')
  const results: Homes['results'] = {
    ...homes.results,
    apply: (envelopes, until) => {
      asked += 1
      if (asked === 1 || envelopes.some((one) => one.revision === 2)) throw defect
      return homes.results.apply(envelopes, until)
    },
  }
  const errors: FeedError[] = []
  await publish(messageOf(envelope(1, 10)), messageOf(envelope(2, 20)), messageOf(envelope(3, 30)))
  await consumingBeside(
    { ...homes, results, clock: restless().clock },
    async () => {
      while ((await revision()) !== 3) await homes.clock.sleep(5, signal)
    },
    (error) => void errors.push(error),
  )
  expect(errors[0]).toMatchObject({ code: 'CONSUME_BUG', cause: defect })
  expect(errors[0]?.message).toContain('tally')
  const letters = await Array.fromAsync(listDead(homes.register, signal))
  expect(letters.map(({ entry }) => entry)).toMatchObject([
    { messageId: envelope(2, 20).id, code: 'CONSUME_BUG', attempts: 4 },
  ])
  expect(letters[0]?.entry.stack).toContain('a defect')
})

test('waits for a store that fails as long as it does, says so once, and loses nothing', async () => {
  let failures = 12
  const busy = feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' })
  const results: Homes['results'] = {
    ...homes.results,
    apply: (...given) => {
      if (failures-- > 0) throw busy
      return homes.results.apply(...given)
    },
  }
  const { rests, clock } = restless()
  await publish(messageOf(envelope(1, 10)))
  await consumingBeside(
    { ...homes, results, clock },
    async () => {
      while ((await revision()) !== 1) await homes.clock.sleep(5, signal)
    },
    trouble,
  )
  expect(told).toEqual(['DATABASE_FAILED'])
  // Beside them somebody looks every five seconds for what time has changed.
  const waited = rests.filter((rest) => rest > 100 && rest !== 5_000)
  expect(waited).toHaveLength(12)
  expect(waited[0]).toBeLessThanOrEqual(500)
  expect(waited.every((rest, at) => rest <= 500 * 2 ** at && rest <= 30_000)).toBe(true)
  expect(waited.at(-1)).toBeGreaterThanOrEqual(15_000)
  expect(await Array.fromAsync(listDead(homes.register, signal))).toEqual([])
})

test('begins again, after longer and longer, where the log fails', async () => {
  const gone = feedError('LOG_FAILED', { topic: topics.changes, why: 'no broker answers' })
  const { rests, clock } = restless()
  const reader: Homes['reader'] = (group) => ({
    ...homes.reader(group),
    read: () => {
      throw gone
    },
  })
  const work = async (): Promise<void> => {
    while (told.length < 24) await homes.clock.sleep(5, signal)
  }
  await expect(consumingBeside({ ...homes, clock, reader }, work, trouble)).rejects.toThrow(AggregateError)
  expect(new Set(told)).toEqual(new Set(['LOG_FAILED']))
  expect([...new Set(rests)]).toEqual([5_000, 10_000, 20_000, 40_000])
})

test('fails as the work fails', async () => {
  const failing = async (): Promise<void> => {
    throw new Error('the disk is full')
  }
  await expect(consumingBeside(homes, failing, trouble)).rejects.toThrow('the disk is full')
})

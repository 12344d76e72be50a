import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { ndjsonTrace } from '../../engine/trace/ndjson.ts'
import { ndjsonReader } from '../../engine/trace/ndjson-reader.ts'
import { rowRejected } from '../conformance/trace.ts'

const { signal } = new AbortController()
const mine = 'us-nc' as FeedId
const others = 'us-nc-wake' as FeedId
let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-trace-'))
  file = join(directory, 'trace.ndjson')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

async function read(feed = mine): Promise<{ events: readonly TraceEvent[]; damaged: number }> {
  let damaged = 0
  const options = { damaged: () => void damaged++, signal }
  return { events: await Array.fromAsync(ndjsonReader(file).events(feed, options)), damaged }
}
const lines = (events: readonly TraceEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

describe('the trace of a machine', () => {
  test('is read as the sink wrote it, the newest first', async () => {
    const sink = ndjsonTrace(file)
    const events = Array.from({ length: 2_500 }, (_, at) => rowRejected(at, `José – 選挙 "${at}"\n`))
    for (const event of events) sink.emit(event)
    await sink.flush()
    expect(await read()).toEqual({ events: events.toReversed(), damaged: 0 })
  })

  test('is read per feed: an id that begins like another is another', async () => {
    writeFileSync(file, lines([rowRejected(1), { ...rowRejected(2), feed: others }, rowRejected(3)]))
    expect((await read()).events).toEqual([rowRejected(3), rowRejected(1)])
    expect((await read(others)).events).toEqual([{ ...rowRejected(2), feed: others }])
  })

  test('has nothing where there is no file yet, or an empty one', async () => {
    expect(await read()).toEqual({ events: [], damaged: 0 })
    writeFileSync(file, '')
    expect(await read()).toEqual({ events: [], damaged: 0 })
  })

  test('shows what is whole beside lines that were cut off', async () => {
    const cut = lines([rowRejected(2)]).slice(0, 40)
    writeFileSync(file, `${lines([rowRejected(1)])}${cut}\n${lines([rowRejected(3)])}{"event":"po`)
    expect(await read()).toEqual({ events: [rowRejected(3), rowRejected(1)], damaged: 2 })
  })

  test('counts what has the ends of a line of this feed and is none', async () => {
    writeFileSync(file, `{"feed":"us-nc",}\n{"feed":"us-nc"}\n${lines([rowRejected(1)])}`)
    expect(await read()).toEqual({ events: [rowRejected(1)], damaged: 2 })
  })

  test('is not misled by a text that speaks of the feed', async () => {
    writeFileSync(file, lines([{ ...rowRejected(1, '"feed":"us-nc"'), feed: others }]))
    expect(await read()).toEqual({ events: [], damaged: 0 })
  })

  test('is not kept in memory where it has no line ends', async () => {
    writeFileSync(file, lines([rowRejected(1)]))
    for (let part = 0; part < 10; part++) appendFileSync(file, 'x'.repeat(1_000_000))
    appendFileSync(file, `\n${lines([rowRejected(2)])}`)
    expect(await read()).toEqual({ events: [rowRejected(2), rowRejected(1)], damaged: 1 })
  })

  test('is read no further back than somebody wants to know', async () => {
    const many = lines(Array.from({ length: 1_000 }, (_, at) => rowRejected(at, 'x'.repeat(2_000))))
    writeFileSync(file, `damaged\n${many}`)
    let damaged = 0
    const reading = ndjsonReader(file).events(mine, { damaged: () => void damaged++, signal })
    for await (const event of reading) {
      expect(event).toMatchObject({ place: 'L999' })
      break
    }
    expect(damaged).toBe(0)
    expect((await read()).damaged).toBe(1)
  })

  test('stops when it is told to', async () => {
    writeFileSync(file, lines([rowRejected(1)]))
    const stopped = AbortSignal.abort(new Error('enough'))
    const reading = ndjsonReader(file).events(mine, { damaged: () => undefined, signal: stopped })
    await expect(Array.fromAsync(reading)).rejects.toThrow('enough')
  })

  test('is kept until somebody deletes it', async () => {
    expect(await ndjsonReader(file).keptHours(signal)).toBeNull()
    expect(ndjsonReader(file).place).toBe(`the file ${file}`)
  })
})

test('whatever lies where blocks meet, every event is read once and in order', async () => {
  const texts = fc.array(fc.constantFrom('', 'a', 'é選🗳'.repeat(300), 'x'.repeat(90_000)), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(texts, fc.boolean(), async (messages, endsWhole) => {
      const events = messages.map((message, at) => rowRejected(at, message))
      writeFileSync(file, endsWhole ? lines(events) : lines(events).slice(0, -1))
      expect(await read()).toEqual({ events: events.toReversed(), damaged: 0 })
    }),
    { numRuns: 60 },
  )
})

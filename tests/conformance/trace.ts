import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import type { TraceSink } from '../../engine/trace/sink.ts'

export interface OpenTrace {
  readonly sink: TraceSink
  /** Another process that tells the same place. */
  readonly reopen?: () => Promise<TraceSink>
  /** Everything that arrived, in order. */
  arrived(): Promise<readonly TraceEvent[]>
  /** From now on nothing can be written; answers with the way back. */
  breakDown(): Promise<() => Promise<void>>
  close(): Promise<void>
}

export const rowRejected = (at: number, message = 'odd'): TraceEvent => ({
  event: 'row.rejected',
  feed: 'us-nc' as FeedId,
  poll: 'poll-1',
  at: new Date(Date.UTC(2024, 10, 6, 0, 0, 0, at)).toISOString(),
  place: `L${at}`,
  code: 'MAP_FAILED',
  message,
})

/** Every promise of the TraceSink port. */
export function traceConformance(name: string, open: () => Promise<OpenTrace>): void {
  describe(`${name} keeps the promises of a trace sink`, () => {
    let home: OpenTrace
    beforeEach(async () => {
      home = await open()
    })
    afterEach(() => home.close())

    test('has everything that was emitted before a flush, in order and as it was', async () => {
      const events = Array.from({ length: 2_500 }, (_, at) => rowRejected(at, `José – 選挙 "${at}"\n`))
      for (const event of events) home.sink.emit(event)
      await home.sink.flush()
      expect(await home.arrived()).toEqual(events)
    })

    test('has what was emitted while it was busy with what came before', async () => {
      home.sink.emit(rowRejected(1))
      const flushed = home.sink.flush()
      home.sink.emit(rowRejected(2))
      await flushed
      home.sink.emit(rowRejected(3))
      await home.sink.flush()
      expect((await home.arrived()).map((event) => ('place' in event ? event.place : ''))).toEqual([
        'L1',
        'L2',
        'L3',
      ])
    })

    test('flushes nothing without complaint, again and again', async () => {
      await home.sink.flush()
      await Promise.all([home.sink.flush(), home.sink.flush()])
      expect(await home.arrived()).toEqual([])
    })

    test('lets several tell at the same time, event by event', async () => {
      const other = (await home.reopen?.()) ?? home.sink
      for (let at = 0; at < 400; at++) (at % 2 === 0 ? home.sink : other).emit(rowRejected(at))
      await Promise.all([home.sink.flush(), other.flush()])
      const places = (await home.arrived()).map((event) => ('place' in event ? event.place : ''))
      expect(places.toSorted()).toEqual(Array.from({ length: 400 }, (_, at) => `L${at}`).toSorted())
    })

    test('bounds what a text may come to', async () => {
      home.sink.emit(rowRejected(1, 'x'.repeat(1_000_000)))
      await home.sink.flush()
      const [event] = await home.arrived()
      expect(JSON.stringify(event).length).toBeLessThan(10_000)
    })

    test('neither throws nor waits when nothing can be written, and later says how much was lost', async () => {
      home.sink.emit(rowRejected(1))
      await home.sink.flush()
      const repair = await home.breakDown()
      for (let at = 2; at <= 6; at++) home.sink.emit(rowRejected(at))
      await home.sink.flush()
      home.sink.emit(rowRejected(7))
      await home.sink.flush()
      await repair()
      home.sink.emit(rowRejected(8))
      await home.sink.flush()
      const events = await home.arrived()
      expect(events).toContainEqual(rowRejected(1))
      expect(events).toContainEqual(rowRejected(8))
      const lost = events.filter(({ event }) => event === 'trace.lost')
      const missing = 8 - 2 - rest(events)
      expect(lost).toMatchObject(missing === 0 ? [] : [{ feed: 'us-nc', poll: 'poll-1', events: missing }])
    })

    test('takes any number of events in one turn without keeping them all', async () => {
      for (let at = 0; at < 50_000; at++) home.sink.emit(rowRejected(at))
      await home.sink.flush()
      const events = await home.arrived()
      const lost = events.find((event) => event.event === 'trace.lost')
      const written = events.length - (lost === undefined ? 0 : 1)
      expect(written + (lost !== undefined && 'events' in lost ? lost.events : 0)).toBe(50_000)
      expect(written).toBeLessThanOrEqual(20_000)
    })
  })
}

/** How many of the events 2 to 7 arrived after all: a home may keep them until it can write. */
const rest = (events: readonly TraceEvent[]): number =>
  events.filter((event) => 'place' in event && !['L1', 'L8'].includes(event.place)).length

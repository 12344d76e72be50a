import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { callsOf, recordsOf } from '../../engine/trace/kinesis-records.ts'
import { eventsIn } from '../../engine/trace/otlp-events.ts'
import { rowRejected } from '../conformance/trace.ts'

const uidOf = ({ at, poll }: TraceEvent): string => `${poll} ${at}`
const judged = (poll: string): TraceEvent => ({
  event: 'capture.judged',
  feed: 'us-nc' as FeedId,
  poll,
  at: '2024-11-06T02:00:00.000Z',
  rows: 1,
  results: 1,
  rejected: 0,
  changes: 0,
  holds: 0,
  ms: 5,
})

test('no record and no call is larger than the service takes, and nothing is left out or out of order', () => {
  const some = fc.array(
    fc.record({
      poll: fc.constantFrom('a', 'b', 'c'),
      message: fc.constantFrom('', 'x', '選'.repeat(2_000), '\u0001'.repeat(2_000)),
      times: fc.integer({ min: 1, max: 400 }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(some, (parts) => {
      const events = parts.flatMap(({ poll, message, times }, part) =>
        Array.from({ length: times }, (_, at) => ({ ...rowRejected(part * 1_000 + at, message), poll })),
      )
      const calls = callsOf(recordsOf(events, uidOf))
      for (const call of calls) {
        expect(call.length).toBeLessThanOrEqual(500)
        const sizes = call.map(({ key, data }) => data.length + key.length)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(1_048_576)
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(5_242_880)
      }
      for (const poll of ['a', 'b', 'c']) {
        const own = calls.flat().filter(({ key }) => key === poll)
        const texts = own.map(({ data }) => Buffer.from(data).toString())
        expect(texts.flatMap((text) => eventsIn(text) ?? []).map(({ event }) => event)).toEqual(
          events.filter((event) => event.poll === poll),
        )
      }
    }),
    { numRuns: 30 },
  )
})

test('many polls are as many records, in calls of 500', () => {
  const events = Array.from({ length: 1_001 }, (_, at) => ({ ...rowRejected(at), poll: `poll-${at}` }))
  const calls = callsOf(recordsOf(events, uidOf))
  expect(calls.map((call) => call.length)).toEqual([500, 500, 1])
})

test('a poll is a record of logs, and one of spans where something took its time', () => {
  const records = recordsOf([rowRejected(1), judged('poll-1'), judged('poll-2')], uidOf)
  const kinds = records.map(({ key, data }) => [
    key,
    Object.keys(JSON.parse(Buffer.from(data).toString()))[0],
  ])
  expect(kinds).toEqual([
    ['poll-1', 'resourceLogs'],
    ['poll-1', 'resourceSpans'],
    ['poll-2', 'resourceLogs'],
    ['poll-2', 'resourceSpans'],
  ])
})

test('the name of a poll is cut to what a partition key may be', () => {
  const [record] = recordsOf([{ ...rowRejected(1), poll: 'p'.repeat(1_000) }], uidOf)
  expect(record?.key).toHaveLength(256)
})

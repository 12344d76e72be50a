import { describe, expect, test } from 'vitest'
import { spanId, traceId, traceparent } from '../../engine/trace/context.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { logRecordOf, logsRequest, spanOf, traceRequest } from '../../engine/trace/otlp.ts'
import { eventsIn } from '../../engine/trace/otlp-events.ts'
import { isTimed } from '../../engine/trace/stages.ts'
import { eventsOfAllKinds } from './events-of-all-kinds.ts'
import { readOfficially } from './otlp-official.ts'

const poll = eventsOfAllKinds[0]?.poll ?? ''
const timed = eventsOfAllKinds.filter(isTimed)
const logs = logsRequest(eventsOfAllKinds.map((event, at) => JSON.stringify(logRecordOf(event, `uid-${at}`))))
const spans = traceRequest(timed.map((event) => JSON.stringify(spanOf(event))))
const hex = (id: unknown): string => Buffer.from(id as Uint8Array).toString('hex')
const nanoseconds = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n
/** As an event arrives: half a pair of UTF-16 is no Unicode, and is replaced. */
const whole = (event: TraceEvent): TraceEvent =>
  event.event === 'row.rejected' ? { ...event, message: event.message.toWellFormed() } : event

// oxlint-disable-next-line typescript/no-explicit-any -- the message of an official definition; what is asserted is its type
const officially = (text: string): any => readOfficially(text)

describe('events as log records', () => {
  test('are read by the official definitions of OTLP, field by field', () => {
    const [{ resource, scopeLogs }] = officially(logs).resourceLogs
    expect(resource.attributes).toMatchObject([
      { key: 'service.name', value: { value: { case: 'stringValue', value: 'canvass' } } },
    ])
    const records = scopeLogs[0].logRecords
    expect(records).toHaveLength(eventsOfAllKinds.length)
    const failed = records.find((one: { eventName: string }) => one.eventName === 'poll.failed')
    const at = eventsOfAllKinds.find(({ event }) => event === 'poll.failed')?.at ?? ''
    expect(failed).toMatchObject({
      timeUnixNano: nanoseconds(at),
      severityNumber: 17,
      severityText: 'ERROR',
      body: { value: { case: 'stringValue', value: 'poll.failed' } },
      flags: 1,
    })
    expect([hex(failed.traceId), hex(failed.spanId)]).toEqual([traceId(poll), spanId(poll)])
    const said = failed.attributes.map((one: { key: string; value: { value: object } }) => [
      one.key,
      one.value.value,
    ])
    expect(Object.fromEntries(said)).toMatchObject({
      'canvass.feed': { case: 'stringValue', value: 'us-nc' },
      'error.type': { case: 'stringValue', value: 'POLL_BUG' },
      'exception.message': { case: 'stringValue', value: 'odd – 選挙 🗳 "x"' },
      'exception.stacktrace': { case: 'stringValue', value: 'Error\n  at x' },
      'canvass.retryable': { case: 'boolValue', value: false },
      'log.record.uid': { case: 'stringValue' },
    })
  })

  test('are the same events when they are read back', () => {
    const back = eventsIn(logs)
    expect(back?.map(({ event }) => event)).toEqual(eventsOfAllKinds.map(whole))
    expect(back?.map(({ uid }) => uid)).toEqual(eventsOfAllKinds.map((_, at) => `uid-${at}`))
  })

  test('carry large counts exactly', () => {
    const [first] = eventsOfAllKinds
    const event = { ...first, event: 'trace.lost', events: Number.MAX_SAFE_INTEGER } as TraceEvent
    const text = logsRequest([JSON.stringify(logRecordOf(event, 'uid'))])
    expect(eventsIn(text)).toMatchObject([{ event: { events: Number.MAX_SAFE_INTEGER } }])
    const [{ attributes }] = officially(text).resourceLogs[0].scopeLogs[0].logRecords
    expect(attributes.at(-2).value.value).toEqual({ case: 'intValue', value: 9_007_199_254_740_991n })
  })

  test('of a consumer belong to no trace: it would never end', () => {
    const gap = eventsOfAllKinds.find(({ event }) => event === 'consume.gap')
    expect(gap && logRecordOf(gap, 'uid')).not.toHaveProperty('traceId')
  })
})

describe('what took its time, as spans', () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  const all: readonly any[] = officially(spans).resourceSpans[0].scopeSpans[0].spans

  test('are read by the official definitions of OTLP: the poll, and its steps below it', () => {
    expect(all.map(({ name }) => name)).toEqual(
      'acquire poll recover fetch fetch archive load judge commit publish replay'.split(' '),
    )
    for (const span of all) {
      expect(hex(span.traceId)).toBe(traceId(poll))
      const isWhole = ['poll', 'replay'].includes(span.name)
      expect([hex(span.parentSpanId), hex(span.spanId) === spanId(poll)]).toEqual(
        isWhole ? ['', true] : [spanId(poll), false],
      )
    }
  })

  test('begin as long before the event as it says', () => {
    const judged = timed.find(({ event }) => event === 'capture.judged')
    const span = all.find(({ name }) => name === 'judge')
    expect(span.endTimeUnixNano).toBe(nanoseconds(judged?.at ?? ''))
    expect(span.endTimeUnixNano - span.startTimeUnixNano).toBe(82_000_000n)
  })

  test('have ids of their own, which the log records of the same events name too', () => {
    const ids = all.filter(({ name }) => name !== 'replay').map((span) => hex(span.spanId))
    expect(new Set(ids).size).toBe(ids.length)
    const records = officially(logs).resourceLogs[0].scopeLogs[0].logRecords
    const named = new Set(records.map((record: { spanId: Uint8Array }) => hex(record.spanId)))
    expect(ids.filter((id) => !named.has(id))).toEqual([])
  })

  test('are errors where the poll failed', () => {
    const ended = (outcome: string) =>
      officially(
        traceRequest([JSON.stringify(spanOf({ ...timed[0], event: 'poll.ended', outcome, ms: 1 } as never))]),
      ).resourceSpans[0].scopeSpans[0].spans[0].status?.code
    expect([ended('failed'), ended('published')]).toEqual([2, undefined])
  })

  test('the span that messages name in their header is the poll', () => {
    const root = all.find(({ name }) => name === 'poll')
    expect(traceparent(poll)).toBe(`00-${hex(root.traceId)}-${hex(root.spanId)}-01`)
  })

  test('hold no events of their own when they are read back', () => {
    expect(eventsIn(spans)).toEqual([])
  })
})

test.each([
  '',
  '{',
  '{}',
  '[]',
  'null',
  '{"resourceLogs":[{}]}',
  logs.slice(0, -10),
  logs.replaceAll('canvass.poll', 'canvass.pole'),
])('what is no export request is damaged, not empty: %j', (text) => {
  expect(eventsIn(text)).toBeUndefined()
})

test('and the official definitions refuse what they do not know', () => {
  expect(() => readOfficially(logs.replace('"severityText"', '"severityWord"'))).toThrow('severityWord')
  expect(() => readOfficially(logs.replace(/"traceId":"./, '"traceId":"x'))).toThrow('no id')
})

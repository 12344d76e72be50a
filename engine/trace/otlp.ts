import { epochMilliseconds } from '../time/instant.ts'
import { spanId, traceId } from './context.ts'
import type { TraceEvent } from './events.ts'
import { attributesOf } from './otlp-attributes.ts'
import { isTimed, isWhole, stageOf, type Timed } from './stages.ts'

/*
 * OTLP in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids in hex, 64-bit numbers as text,
 * enumerations as numbers. Every event is a log record; one that says how long something took is a span besides.
 */

const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'canvass' } }] }
const scope = { name: 'canvass' }
const isSampled = 1
const severities = {
  debug: [5, 'DEBUG'],
  info: [9, 'INFO'],
  warn: [13, 'WARN'],
  error: [17, 'ERROR'],
} as const
/** All else is information. */
const severityOf: Readonly<Partial<Record<TraceEvent['event'], keyof typeof severities>>> = {
  'poll.failed': 'error',
  'row.rejected': 'warn',
  'hold.placed': 'warn',
  'state.restored': 'warn',
  'consume.gap': 'warn',
  'current.switched': 'warn',
  'trace.lost': 'warn',
  'state.loaded': 'debug',
  'state.swept': 'debug',
}
const kinds = { internal: 1, client: 3, producer: 4 } as const
const failedStatus = 2

/** One event as a log record. `uid` is the same however often it is sent. */
export function logRecordOf(event: TraceEvent, uid: string): object {
  const time = nanoseconds(momentOf(event))
  const [severityNumber, severityText] = severities[severityOf[event.event] ?? 'info']
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber,
    severityText,
    eventName: event.event,
    body: { stringValue: event.event },
    attributes: attributesOf(event, { 'log.record.uid': uid }),
    ...(isOfOneTask(event)
      ? { traceId: traceId(event.poll), spanId: spanIdOf(event), flags: isSampled }
      : {}),
  }
}

/** What took its time, as a span: the poll, and its steps below it. */
export function spanOf(event: Timed): object {
  const end = momentOf(event)
  const isFailed = event.event === 'poll.ended' && event.outcome === 'failed'
  return {
    traceId: traceId(event.poll),
    spanId: spanIdOf(event),
    ...(isWhole(event) ? {} : { parentSpanId: spanId(event.poll) }),
    name: stageOf(event),
    kind: kindOf(event),
    startTimeUnixNano: nanoseconds(end - event.ms),
    endTimeUnixNano: nanoseconds(end),
    attributes: attributesOf(event, {}),
    flags: isSampled,
    ...(isFailed ? { status: { code: failedStatus } } : {}),
  }
}

/** An ExportLogsServiceRequest of records that are JSON already. */
export const logsRequest = (records: readonly string[]): string =>
  `{"resourceLogs":[{"resource":${JSON.stringify(resource)},"scopeLogs":[{"scope":${JSON.stringify(scope)},"logRecords":[${records.join(',')}]}]}]}`

/** An ExportTraceServiceRequest of spans that are JSON already. */
export const traceRequest = (spans: readonly string[]): string =>
  `{"resourceSpans":[{"resource":${JSON.stringify(resource)},"scopeSpans":[{"scope":${JSON.stringify(scope)},"spans":[${spans.join(',')}]}]}]}`

/** What a consumer says belongs to no task with an end. */
const isOfOneTask = ({ event }: TraceEvent): boolean =>
  !event.startsWith('consume.') && event !== 'current.switched'

/** Messages name the whole as their parent, so that one has a name which follows from the poll's alone. */
function spanIdOf(event: TraceEvent): string {
  if (!isTimed(event) || isWhole(event)) return spanId(event.poll)
  const which = 'request' in event ? event.request : 'revision' in event ? String(event.revision) : ''
  return spanId(event.poll, event.event, event.at, which)
}

function kindOf({ event }: Timed): number {
  if (event === 'payload.fetched' || event === 'source.unmodified') return kinds.client
  return event === 'changeset.published' || event === 'changeset.recovered' ? kinds.producer : kinds.internal
}

const momentOf = ({ at }: TraceEvent): number => epochMilliseconds(at) ?? 0
const nanoseconds = (milliseconds: number): string => `${Math.max(0, Math.round(milliseconds))}000000`

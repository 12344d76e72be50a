import type { TraceEvent } from './events.ts'
import { logRecordOf, logsRequest, spanOf, traceRequest } from './otlp.ts'
import { isTimed } from './stages.ts'

/** Of one record the service takes 1 MiB, its key included. */
const maxRecordBytes = 1_000_000
/** Of one call it takes 500 records and 5 MiB. */
const maxRecordsPerCall = 500
const maxCallBytes = 5_000_000
/** What an export request has around its records, and a partition key. */
const overheadBytes = 1_000
/** Of a partition key the service takes so many characters. */
const maxKeyLength = 256

export interface KinesisRecord {
  readonly key: string
  readonly data: Uint8Array
  /** Of these it tells. */
  readonly events: readonly TraceEvent[]
}

/** Export requests of events: per poll those of logs, in order, and those of spans. */
export function recordsOf(
  events: readonly TraceEvent[],
  uidOf: (event: TraceEvent) => string,
): readonly KinesisRecord[] {
  const all: KinesisRecord[] = []
  for (const [poll, own] of Map.groupBy(events, (event) => event.poll)) {
    const key = poll.slice(0, maxKeyLength) || 'none'
    all.push(...packed(key, own, (event) => logRecordOf(event, uidOf(event)), logsRequest))
    all.push(...packed(key, own.filter(isTimed), spanOf, traceRequest))
  }
  return all
}

/** As few records as hold them all. */
function packed<Event extends TraceEvent>(
  key: string,
  events: readonly Event[],
  encode: (event: Event) => object,
  request: (texts: readonly string[]) => string,
): readonly KinesisRecord[] {
  const sized = events.map((event) => {
    const text = JSON.stringify(encode(event))
    return { event, text, bytes: Buffer.byteLength(text) + 1 }
  })
  return grouped(sized, Number.POSITIVE_INFINITY, maxRecordBytes - overheadBytes).map((some) => ({
    key,
    data: Buffer.from(request(some.map(({ text }) => text))),
    events: some.map(({ event }) => event),
  }))
}

/** Records as the calls that carry them, within the limits of one call. */
export function callsOf(records: readonly KinesisRecord[]): readonly (readonly KinesisRecord[])[] {
  const sized = records.map((record) => ({ record, bytes: record.data.length + record.key.length * 4 }))
  return grouped(sized, maxRecordsPerCall, maxCallBytes).map((some) => some.map(({ record }) => record))
}

/** Neighbours together, as many as fit; one that is larger stands alone. */
function grouped<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  most: number,
  maxBytes: number,
): readonly (readonly Item[])[] {
  const groups: Item[][] = []
  let bytes = 0
  for (const item of items) {
    const group = groups.at(-1)
    if (group === undefined || group.length === most || bytes + item.bytes > maxBytes) {
      groups.push([item])
      bytes = item.bytes
    } else {
      group.push(item)
      bytes += item.bytes
    }
  }
  return groups
}

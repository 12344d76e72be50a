import { momentAt } from '../time/clock.ts'
import { isTraceEvent, type TraceEvent } from './events.ts'
import { saidIn } from './otlp-attributes.ts'

/** An event as it was sent, and the name under which it may have been sent more than once. */
export interface SentEvent {
  readonly uid: string
  readonly event: TraceEvent
}

interface Request {
  readonly resourceLogs?: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly Sent[] }[]
  }[]
  readonly resourceSpans?: readonly unknown[]
}
interface Sent {
  readonly timeUnixNano: string
  readonly eventName: string
  readonly attributes: Parameters<typeof saidIn>[0]
}

/** The events of one record of the stream; a record of spans says them once more, and has none. Undefined: it is damaged. */
export function eventsIn(text: string): readonly SentEvent[] | undefined {
  try {
    const { resourceLogs, resourceSpans } = JSON.parse(text) as Request
    if (resourceLogs === undefined) return resourceSpans === undefined ? undefined : []
    const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords))
    const sent = records.map(sentEvent)
    return sent.every(({ event }) => isTraceEvent(event)) ? sent : undefined
  } catch {
    // Whatever it is, it is nothing that we wrote.
    return undefined
  }
}

function sentEvent({ timeUnixNano, eventName, attributes }: Sent): SentEvent {
  const at = momentAt(Number(BigInt(timeUnixNano) / 1_000_000n)).toISOString()
  const event = { event: eventName, ...saidIn(attributes), at } as TraceEvent
  const uid = attributes.find(({ key }) => key === 'log.record.uid')?.value.stringValue ?? ''
  return { uid, event }
}

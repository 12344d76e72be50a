import type { TraceEvent } from './events.ts'

/** What OpenTelemetry's semantic conventions have a name for; all else is `canvass.…`. */
const conventions = {
  origin: 'url.full',
  messages: 'messaging.batch.message_count',
  stack: 'exception.stacktrace',
} as const
/** Of what went wrong. The code of a hold is none of these: a doubt is no error. */
const conventionsOfErrors = { code: 'error.type', message: 'exception.message' } as const
const prefix = 'canvass.'

const conventional: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...conventions, ...conventionsOfErrors }).map(([key, name]) => [name, key]),
)

interface Attribute {
  readonly key: string
  readonly value: AnyValue
}
/** One of them; none of them is null. */
interface AnyValue {
  readonly stringValue?: string
  readonly boolValue?: boolean
  readonly intValue?: string | number
  readonly doubleValue?: number
}

/** What an event says, its kind and time apart. */
export function attributesOf(
  event: TraceEvent,
  more: Readonly<Record<string, string>>,
): readonly Attribute[] {
  const names: Readonly<Record<string, string>> =
    event.event === 'poll.failed' || event.event === 'row.rejected'
      ? { ...conventions, ...conventionsOfErrors }
      : conventions
  const said = Object.entries(event).flatMap(([key, value]: [string, unknown]) =>
    key === 'event' || key === 'at' || value === undefined
      ? []
      : [{ key: names[key] ?? `${prefix}${key}`, value: anyValue(value) }],
  )
  return [...said, ...Object.entries(more).map(([key, value]) => ({ key, value: anyValue(value) }))]
}

/** What was said, by the names of the event. What is neither ours nor one of the conventions is left out. */
export function saidIn(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  const said: Record<string, unknown> = {}
  for (const { key, value } of attributes) {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : conventional.get(key)
    if (name !== undefined) said[name] = plain(value)
  }
  return said
}

/** Protocol buffers carry only whole Unicode. */
function anyValue(value: unknown): AnyValue {
  if (value === null) return {}
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  return { stringValue: (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed() }
}

function plain({ stringValue, boolValue, intValue, doubleValue }: AnyValue): unknown {
  const number = intValue === undefined ? doubleValue : Number(intValue)
  return stringValue ?? boolValue ?? number ?? null
}

import { Temporal } from 'temporal-polyfill'

/** Is this the name of a time zone (`America/New_York`, `UTC`)? Offsets and `EST` are none: they change with the season. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && (!name.includes('/') || /^etc\//i.test(name))) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/**
 * A wall-clock time (`2024-11-05 19:30`, `2024-11-05T19:30:05`) in a zone, as ISO 8601 with the offset that held then.
 * The hour that autumn repeats is its first; the one that spring skips moves on by an hour. Undefined: not such a time.
 */
export function zonedTime(local: string, zone: string): string | undefined {
  try {
    const plain = Temporal.PlainDateTime.from(local.trim().replace(' ', 'T'))
    return plain.toZonedDateTime(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
  } catch {
    return undefined
  }
}

/** Is this wall-clock time one that a zone skips when its clocks go forward? */
export function isSkipped(local: string, zone: string): boolean {
  const zoned = zonedTime(local, zone)
  return zoned !== undefined && !zoned.startsWith(local.trim().replace(' ', 'T').slice(0, 16))
}

/** An instant on the wall clock of a zone, for people: `2024-11-05 19:30:05`. */
export function wallClock(iso: string, zone: string): string {
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDateTime()
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ')
}

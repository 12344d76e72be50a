/** Parts of ISO 8601 as Temporal takes them. What stands behind in brackets says a zone or a calendar, which do not matter. */
const parts = {
  date: String.raw`(?<year>\d{4}|[+-]\d{6})(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)`,
  clock: String.raw`(?<hour>\d\d)(?:(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?`,
  offset: String.raw`(?:[Zz]|(?<sign>[+-])(?<hours>\d\d)(?:(?<colons>:?)(?<minutes>\d\d)(?:\k<colons>(?<seconds>\d\d)(?:[.,](?<part>\d{1,9}))?)?)?)`,
}
const instant = new RegExp(`^${parts.date}[Tt ]${parts.clock}${parts.offset}(?<notes>(?:\\[[^\\]]*\\])*)$`)
const usual = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))$/

/** No calendar of JavaScript goes further, either way. */
const furthest = 8.64e15
const day = 86_400_000
const second = 1_000

/** Milliseconds since 1970 of an ISO 8601 time with offset (or Z). Undefined: not such a time. */
export function epochMilliseconds(iso: string): number | undefined {
  const found = usual.exec(iso)
  if (found === null) return otherForm(iso)
  const days = dayNumber(Number(found[1]), Number(found[2]), Number(found[3]))
  const clock = secondsOf(Number(found[4]), Number(found[5]), Number(found[6]), 60)
  const offset = found[7] === undefined ? 0 : secondsOf(Number(found[8]), Number(found[9]), 0, 59)
  if (days === undefined || clock === undefined || offset === undefined) return undefined
  return days * day + (clock - (found[7] === '-' ? -offset : offset)) * second
}

function otherForm(iso: string): number | undefined {
  const found = instant.exec(iso)?.groups
  if (found === undefined || found['year'] === '-000000' || !areNotes(found['notes'] ?? '')) return undefined
  const number = (name: string): number => Number(found[name] ?? 0)
  const days = dayNumber(number('year'), number('month'), number('day'))
  const clock = secondsOf(number('hour'), number('minute'), number('second'), 60)
  const offset = secondsOf(number('hours'), number('minutes'), number('seconds'), 59)
  if (days === undefined || clock === undefined || offset === undefined) return undefined
  const sign = found['sign'] === '-' ? -1 : 1
  const rest = nanoseconds(found['fraction']) - sign * nanoseconds(found['part'])
  const whole = days * day + (clock - sign * offset) * second
  const made = whole + Math.floor(rest / 1_000_000)
  const isBeyond = Math.abs(made) > furthest || (made === furthest && rest % 1_000_000 !== 0)
  return isBeyond ? undefined : made
}

const nanoseconds = (digits = ''): number => Number(digits.padEnd(9, '0'))

/** A second that was put in is the one before it. */
function secondsOf(hour: number, minute: number, seconds: number, most: number): number | undefined {
  if (hour > 23 || minute > 59 || seconds > most) return undefined
  return (hour * 60 + minute) * 60 + Math.min(seconds, 59)
}

const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days since 1970. Undefined: there is none such. */
function dayNumber(year: number, month: number, date: number): number | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = (months[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0)
  if (date < 1 || date > length) return undefined
  // Counted in years that begin in March, so that the day that leaps is the last.
  const counted = month > 2 ? year : year - 1
  const era = Math.floor(counted / 400)
  const ofEra = counted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const upTo = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear
  return era * 146_097 + upTo - 719_468
}

const zoneNote =
  /^\[!?(?:[A-Za-z._][A-Za-z0-9._+-]*(?:\/[A-Za-z._][A-Za-z0-9._+-]*)*|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)\]$/
const otherNote = /^\[(?<must>!?)(?<key>[a-z_][a-z0-9_-]*)=[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\]$/

/** A zone first, if one is said; then what has a key: nothing but a calendar may insist on being understood. */
function areNotes(notes: string): boolean {
  const all = notes.match(/\[[^\]]*\]/g) ?? []
  const others = all[0] !== undefined && zoneNote.test(all[0]) ? all.slice(1) : all
  const read = others.map((one) => otherNote.exec(one)?.groups)
  if (read.some((one) => one === undefined || (one['must'] === '!' && one['key'] !== 'u-ca'))) return false
  const calendars = read.filter((one) => one?.['key'] === 'u-ca')
  return calendars.length <= 1 || calendars.every((one) => one?.['must'] === '')
}

/** The instant as it is written everywhere inside: UTC, seconds, `Z`; milliseconds only where there are any. */
export function instantText(milliseconds: number): string {
  if (!Number.isInteger(milliseconds) || Math.abs(milliseconds) > furthest)
    throw new RangeError(`${milliseconds} is no instant`)
  const days = Math.floor(milliseconds / day)
  const left = milliseconds - days * day
  const seconds = Math.floor(left / second)
  const part = left % second
  const fraction = part === 0 ? '' : `.${String(part).padStart(3, '0').replace(/0+$/, '')}`
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${dateText(days)}T${clock}${fraction}Z`
}

const two = (count: number): string => String(count).padStart(2, '0')

function dateText(days: number): string {
  const from = days + 719_468
  const era = Math.floor(from / 146_097)
  const ofEra = from - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1
  const named = month < 10 ? month + 3 : month - 9
  const full = year + era * 400 + (named <= 2 ? 1 : 0)
  const shown =
    full >= 0 && full <= 9_999
      ? String(full).padStart(4, '0')
      : `${full < 0 ? '-' : '+'}${String(Math.abs(full)).padStart(6, '0')}`
  return `${shown}-${two(named)}-${two(date)}`
}

import { Temporal } from 'temporal-polyfill'
import type { NumberFormat } from './number-format.ts'

/**
 * A number as people read it: without the noise of floating point and without an exponent; a share of a hundred with its
 * sign, a date as ISO 8601. Undefined: it is no date that exists.
 */
export function numberText(
  value: number,
  format: Exclude<NumberFormat, { readonly kind: 'sections' }>,
  since1904: boolean,
): string | undefined {
  switch (format.kind) {
    case 'number':
      return plainNumber(value)
    case 'percent':
      return `${plainNumber(value * 100)}%`
    case 'code':
      return Number.isInteger(value) && value >= 0
        ? plainNumber(value).padStart(format.digits, '0')
        : plainNumber(value)
    case 'time':
      return timeText(value, format, since1904)
    case 'span':
      return spanText(value)
    default:
      return format satisfies never
  }
}

/** Fifteen digits are what a spreadsheet keeps. */
export function plainNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  const [digits = '', exponent = '0'] = Number(value.toPrecision(15)).toExponential().split('e')
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', rest = ''] = digits.replace('-', '').split('.')
  const point = whole.length + Number(exponent)
  const all = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${rest}`
  const at = Math.max(point, 1)
  const padded = all.padEnd(at, '0')
  return sign + (padded.length > at ? `${padded.slice(0, at)}.${padded.slice(at)}` : padded)
}

const day = 86_400

function timeText(
  value: number,
  shown: { readonly date: boolean; readonly clock: boolean },
  since1904: boolean,
): string | undefined {
  // The last day of the calendar is 9999-12-31.
  if (!(value >= 0 && value < 2_958_466)) return undefined
  const seconds = Math.round(value * day)
  const whole = Math.floor(seconds / day)
  const clock = clockText(seconds % day)
  if (!shown.date) return clock
  if (!since1904 && whole === 0) return shown.clock ? clock : undefined
  // The calendar since 1900 has a 29 February 1900, which never was.
  if (!since1904 && whole === 60) return undefined
  const start = since1904 ? '1904-01-01' : whole < 60 ? '1899-12-31' : '1899-12-30'
  const found = Temporal.PlainDate.from(start).add({ days: whole }).toString()
  return shown.clock ? `${found}T${clock}` : found
}

const two = (number: number): string => String(number).padStart(2, '0')
const clockText = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

function spanText(value: number): string | undefined {
  if (!(value >= 0 && value < 1e9)) return undefined
  return clockText(Math.round(value * day))
}

/** A day and a time that are written out, as ISO 8601 has them: of a day alone no time. Undefined: it is none. */
export function dayText(text: string, dayOnly: (clock: string) => boolean): string | undefined {
  const [, date, clock = '00:00:00'] =
    /^\s*(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?\s*$/.exec(text) ?? []
  if (date === undefined) return undefined
  // A time without a day is one of the day before the calendar begins.
  if (date === '1899-12-31' || date === '1899-12-30') return clock
  return dayOnly(clock) ? date : `${date}T${clock}`
}

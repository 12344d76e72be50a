import { sectionOf, sectionsOf } from './format-sections.ts'

/** What a number format makes of a number, as far as it changes what people read. Colours, commas and signs do not. */
export type NumberFormat =
  | PlainFormat
  /** What it says depends on the number, or has words of its own. */
  | { readonly kind: 'sections'; readonly code: string; readonly sections: readonly Section[] }
type PlainFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  /** Filled up with zeros: `007`. */
  | { readonly kind: 'code'; readonly digits: number }
  | { readonly kind: 'time'; readonly date: boolean; readonly clock: boolean }
  /** Hours may be more than a day has. */
  | { readonly kind: 'span' }

/** What stands for the numbers that one part of a format is for. */
export interface Section {
  readonly holds: (value: number) => boolean
  /** Undefined: the number itself is not shown. Unclear: it is shown in a way that is not ours to write. */
  readonly number: PlainFormat | 'unclear' | undefined
  readonly before: string
  readonly behind: string
}

const plain: PlainFormat = { kind: 'number' }
const date: PlainFormat = { kind: 'time', date: true, clock: false }
const clock: PlainFormat = { kind: 'time', date: false, clock: true }

/** A format by its number, where the workbook does not define it: all workbooks have these. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: 'percent' }
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return date
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return clock
  if (id === 22) return { kind: 'time', date: true, clock: true }
  return id === 46 ? { kind: 'span' } : plain
}

/** A format by its code, such as `0.0%`, `m/d/yyyy h:mm`, `#,##0` or `[<10]"<10";0`. */
export function numberFormat(code: string): NumberFormat {
  const parts = sectionsOf(code)
  const first = parts[0]
  if (first === undefined || (parts.length === 1 && /^\s*$/.test(code))) return plain
  const whole = shownBy(first.signs)
  // Days have no other sign.
  if (whole !== 'unclear' && (whole?.kind === 'time' || whole?.kind === 'span')) return whole
  const sections = parts.slice(0, 3).map((part, at): Section => {
    const { before, behind, split } = sectionOf(part.pieces)
    const shown = shownBy(part.signs)
    const negative = at === 1 && parts[0]?.condition === undefined && part.condition === undefined
    const bare = (text: string): string => (negative ? text.replaceAll(/[-()]/g, '') : text)
    return {
      holds: part.condition ?? standard(at, parts),
      number: split && shown !== undefined ? 'unclear' : shown,
      before: bare(before),
      behind: bare(behind),
    }
  })
  const [only = sections[0]] = sections
  const same = sections.every(
    ({ number, before, behind }) =>
      before === '' && behind === '' && JSON.stringify(number) === JSON.stringify(only?.number),
  )
  return same && only?.number !== undefined && only.number !== 'unclear'
    ? only.number
    : { kind: 'sections', code, sections }
}

/** Of two sections the second is for what is below zero, of three the last for zero; a condition takes their place. */
function standard(at: number, parts: readonly { readonly condition?: unknown }[]): Section['holds'] {
  const isLast = at === Math.min(parts.length, 3) - 1
  if (at === 0 && !isLast) return parts.length > 2 && parts[2]?.condition === undefined ? above : notBelow
  return at === 1 && !(isLast && parts[0]?.condition !== undefined) ? below : () => true
}
const above = (value: number): boolean => value > 0
const notBelow = (value: number): boolean => value >= 0
const below = (value: number): boolean => value < 0

/** What the signs of a section make of a number, without its words. */
function shownBy(signs: string): PlainFormat | 'unclear' | undefined {
  if (/\[(?:h+|m+|s+)\]/i.test(signs)) return { kind: 'span' }
  if (/general|@/i.test(signs)) return plain
  if (/[0#?]/.test(signs.replaceAll(/s\.0+/gi, ''))) {
    if (signs.includes('%')) return { kind: 'percent' }
    // A comma behind the last digit leaves out thousands.
    if (/[0#?],+(?![,0#?])/.test(signs)) return 'unclear'
    return /^0{2,}$/.test(signs) ? { kind: 'code', digits: signs.length } : plain
  }
  const parts = { date: /[yd]|m{3,}/i.test(signs), clock: /[hs]|am\/pm|a\/p/i.test(signs) }
  if (parts.date || parts.clock) return { kind: 'time', ...parts }
  return /m/i.test(signs) ? date : undefined
}

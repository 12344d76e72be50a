/** What a number format makes of a number, as far as it changes what the number is. Colours, commas and signs do not. */
export type NumberFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  /** Filled up with zeros: `007`. */
  | { readonly kind: 'code'; readonly digits: number }
  | { readonly kind: 'time'; readonly date: boolean; readonly clock: boolean }
  /** Hours may be more than a day has. */
  | { readonly kind: 'span' }

const plain: NumberFormat = { kind: 'number' }
const date: NumberFormat = { kind: 'time', date: true, clock: false }
const clock: NumberFormat = { kind: 'time', date: false, clock: true }

/** A format by its number, where the workbook does not define it: all workbooks have these. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: 'percent' }
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return date
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return clock
  if (id === 22) return { kind: 'time', date: true, clock: true }
  return id === 46 ? { kind: 'span' } : plain
}

/** A format by its code, such as `0.0%`, `m/d/yyyy h:mm` or `#,##0`. Of several sections the first counts. */
export function numberFormat(code: string): NumberFormat {
  // Literals, fillers, colours, conditions and languages say nothing about the value; [h] is a span of time.
  const signs = code
    .replaceAll(/"[^"]*"|\\.|[_*]./g, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';')[0]
  if (signs === undefined || /^\s*(?:general|@)?\s*$/i.test(signs)) return plain
  if (/\[(?:h+|m+|s+)\]/i.test(signs)) return { kind: 'span' }
  if (signs.includes('%')) return { kind: 'percent' }
  if (/^\s*0{2,}\s*$/.test(signs)) return { kind: 'code', digits: signs.trim().length }
  if (/[0#?]/.test(signs.replaceAll(/s\.0+/gi, ''))) return plain
  const parts = { date: /[yd]|m{3,}/i.test(signs), clock: /[hs]|am\/pm|a\/p/i.test(signs) }
  if (!parts.date && !parts.clock) return /m/i.test(signs) ? date : plain
  return { kind: 'time', ...parts }
}

import { builtInFormat, type NumberFormat, numberFormat } from '../workbook/number-format.ts'

/** The number formats of a workbook's styles, by their ids. */
export interface Styles {
  style(id: string, parent: string | undefined): void
  format(code: string): void
  /** The format of a style, or of the one that it comes from. */
  of(id: string): NumberFormat
}

export function stylesOf(): Styles {
  const parents = new Map<string, string>()
  const formats = new Map<string, NumberFormat>()
  let current = ''
  return {
    style(id, parent) {
      current = id
      if (parent !== undefined) parents.set(id, parent)
    },
    format: (code) => void formats.set(current, named.get(code) ?? numberFormat(code)),
    of(id) {
      let style: string | undefined = id
      // A style that comes from itself has no format.
      for (let steps = 0; style !== undefined && steps < 100; steps++) {
        const found = formats.get(style)
        if (found !== undefined) return found
        style = parents.get(style)
      }
      return { kind: 'number' }
    },
  }
}

/** Formats that have a name there and a number elsewhere. */
const named: ReadonlyMap<string, NumberFormat> = new Map(
  Object.entries({
    'General Number': 0,
    Fixed: 2,
    Standard: 4,
    Percent: 10,
    Scientific: 11,
    Currency: 4,
    'Euro Currency': 4,
    'Short Date': 14,
    'Medium Date': 15,
    'Long Date': 14,
    'Short Time': 20,
    'Medium Time': 18,
    'Long Time': 19,
    'General Date': 22,
  }).map(([name, id]) => [name, builtInFormat(id)]),
)

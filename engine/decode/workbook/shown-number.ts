import { feedError } from '../../errors/feed-error.ts'
import { cellValueWrong } from './cell-errors.ts'
import type { NumberFormat } from './number-format.ts'
import { numberText } from './number-text.ts'

/**
 * What people read where a number stands: words of its format too, and nothing else where the format shows the number not
 * at all, as offices mask small counts. A zero that is shown as a dash or left blank is 0, unless no number is shown.
 * DECODE_CELL_VALUE: it is no date. DECODE_CELL_FORMAT: it is shown scaled or with words in it.
 */
export function shownNumber(value: number, format: NumberFormat, since1904: boolean, place: string): string {
  const own = (plain: Exclude<NumberFormat, { kind: 'sections' }>): string => {
    const text = numberText(value, plain, since1904)
    if (text === undefined) throw cellValueWrong(`${value} is no date`, place)
    return text
  }
  if (format.kind !== 'sections') return own(format)
  const section = format.sections.find(({ holds }) => holds(value))
  if (section === undefined) return own({ kind: 'number' })
  const { number, before, behind } = section
  const words = before + behind
  const isNil = value === 0 && /^[\s\p{Pd}]*$/u.test(words)
  if (number === undefined)
    return isNil && format.sections.some((other) => other.number !== undefined) ? '0' : words.trim()
  if (number === 'unclear')
    throw feedError('DECODE_CELL_FORMAT', { value: String(value), format: format.code }, { place })
  return isNil ? own(number) : before + own(number) + behind
}

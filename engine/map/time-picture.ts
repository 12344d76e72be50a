/** What a text says of a moment: the wall clock, and an offset or the name of a zone where it has one. */
export interface WallTime {
  /** `2024-11-05T19:30:00`; not yet checked against the calendar. */
  readonly local: string
  readonly offset?: string
  readonly zone?: string
}
/** Undefined: the text is not of this form. */
export type TimePicture = (text: string) => WallTime | undefined

/**
 * A picture in the language of JSONata ($toMillis), read once: `[M]/[D]/[Y] [h]:[m]:[s] [P]`. Parts: [Y] [M] [MNn] [D] [D1o]
 * [F] [H] [h] [m] [s] [f] [P] [Z] and, beyond JSONata, [ZN], the short name of a zone. Case does not matter, names may be
 * cut short, am and pm may have dots, a year of two digits is of this century. A text instead of a picture: what is wrong.
 */
export function timePicture(picture: string): TimePicture | string {
  const parts = partsOf(picture)
  if (typeof parts === 'string') return parts
  const letters = parts.flatMap((part) => ('letter' in part ? [part.letter] : []))
  const twice = letters.find((letter, index) => letters.indexOf(letter) !== index)
  if (twice !== undefined) return `[${twice}] is given twice`
  for (const letter of ['Y', 'M', 'D']) if (!letters.includes(letter)) return `it has no [${letter}]`
  if (letters.includes('H') === letters.includes('h')) return 'it needs either [H] or [h]'
  if (letters.includes('h') !== letters.includes('P')) return '[h] and [P] belong together'
  const pattern = new RegExp(
    `^${parts.map((part, index) => expressionOf(part, parts[index + 1])).join('')}$`,
    'i',
  )
  return (text) => wallTime(pattern.exec(text.trim())?.groups)
}

type Part = { readonly literal: string } | { readonly letter: string; readonly form: string }

function partsOf(picture: string): readonly Part[] | string {
  const parts: Part[] = []
  for (const [found, literal, inside] of picture
    .trim()
    .matchAll(/((?:[^[\]]|\[\[|\]\])+)|\[([^[\]]*)\]|[[\]]/g)) {
    if (literal !== undefined) parts.push({ literal: literal.replace(/\[\[|\]\]/g, (two) => two.charAt(0)) })
    else if (inside === undefined) return `a ${found} stands alone`
    else {
      const marker = inside.replaceAll(/\s/g, '')
      const letter = /^zn/i.test(marker) ? 'ZN' : marker.charAt(0).replace('z', 'Z')
      if (!(letter in forms)) return `[${inside}] is no part that can be read`
      parts.push({ letter, form: marker.slice(letter.length) })
    }
  }
  return parts
}

/** By the letter of a part: what its text looks like. */
const forms: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  M: '\\d{1,2}',
  D: '\\d{1,2}(?:st|nd|rd|th)?',
  F: '[a-z]+\\.?',
  H: '\\d{1,2}',
  h: '\\d{1,2}',
  m: '\\d{2}',
  s: '\\d{2}',
  f: '\\d+',
  P: '[ap]\\.?\\s?m\\.?',
  Z: '(?:GMT|UTC)?\\s?[+-]\\d{2}:?\\d{2}|Z',
  ZN: '[a-z]{1,5}',
}

function expressionOf(part: Part, next: Part | undefined): string {
  if ('literal' in part) {
    const gap =
      next !== undefined && 'letter' in next && (next.letter === 'P' || next.letter === 'ZN') ? '*' : '+'
    return part.literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replace(/\s+/g, `\\s${gap}`)
  }
  const { letter, form } = part
  // Digits that follow each other without anything between them must come in full.
  const wide = next !== undefined && 'letter' in next && forms[letter]?.startsWith('\\d{1,2}') === true
  const short = letter === 'Y' && /^\d\d$|,(?:\*-|2-)?2$/.test(form)
  const expression = letter === 'M' && /^n/i.test(form) ? '[a-z]{3,}\\.?' : (forms[letter] ?? '')
  return `(?<${letter}>${short || wide ? '\\d{2}' : expression})`
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)

function wallTime(found: Readonly<Record<string, string>> | undefined): WallTime | undefined {
  if (found === undefined) return undefined
  const year = (found['Y'] ?? '').padStart(4, '20')
  const month = monthOf(found['M'] ?? '')
  const hour = hourOf(found)
  if (month === undefined || hour === undefined) return undefined
  const [day, minute, second] = [found['D'], found['m'], found['s']].map((digits) => two(digits ?? '0'))
  const local = `${year}-${two(month)}-${day}T${two(hour)}:${minute}:${second}`
  const offset = offsetOf(found['Z'])
  const zone = found['ZN']
  return { local, ...(offset === undefined ? {} : { offset }), ...(zone === undefined ? {} : { zone }) }
}

const two = (digits: string | number): string => String(Number.parseInt(String(digits), 10)).padStart(2, '0')

function monthOf(text: string): number | undefined {
  if (/^\d/.test(text)) return Number(text)
  const start = text.toLowerCase().replace('.', '')
  const index = months.findIndex((month) => month.startsWith(start))
  return index === -1 ? undefined : index + 1
}

function hourOf(found: Readonly<Record<string, string>>): number | undefined {
  if (found['H'] !== undefined) return Number(found['H'])
  const hour = Number(found['h'])
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (/^p/i.test(found['P'] ?? '') ? 12 : 0)
}

function offsetOf(text: string | undefined): string | undefined {
  if (text === undefined || /^z$/i.test(text)) return text === undefined ? undefined : 'Z'
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(text) ?? []
  return `${sign}${hours}:${minutes}`
}

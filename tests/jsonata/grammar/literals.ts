import { nameOf, numberOf, numbers, textOf, texts } from './data.ts'
import type { Write } from './kinds.ts'
import type { Made, Scope } from './scope.ts'

export const numberLiteral = ({ random }: Scope): Made => {
  const value = numberOf(random)
  return { text: String(value), sample: value }
}

export const textLiteral = ({ random }: Scope): Made => {
  const value = random.percent(80) ? textOf(random) : nameOf(random)
  const text = random.percent(10) && /^[\w ]*$/.test(value) ? `'${value}'` : JSON.stringify(value)
  return { text, sample: value }
}

/** Regular expressions whose time their text bounds, on any machine. */
const regexes = [
  '/a/',
  '/b+/',
  '/[a-z]+/i',
  '/(a)(b)?/',
  '/o/',
  '/l+/',
  '/^H/',
  '/d$/',
  '/\\d+/',
  '/(\\d)(\\d)/',
  '/\\s+/',
  '/[,;]/',
  '/X/',
  '/x/i',
  '/^$/',
  '/./',
  '/(.)(.)/',
  '/^b/m',
  '/zzz/',
  '/(?:a|b)c/',
  '/[^a]/',
  '/a|b/',
  '/\\w+/',
  '/😀/',
  '/\\//',
  '/(a)|(b)|(c)|(d)|(e)|(f)|(g)|(h)|(i)|(j)|(k)/',
  '/x*/',
  '/\\b/',
]
const pictures = [
  '#,##0.00',
  '0',
  '000',
  '#',
  '#0.0#',
  '0.###',
  '0%',
  '#0‰',
  '00.000e0',
  '#,##,##0',
  'x0y',
  '0;(0)',
  '',
  '0.0.0',
  '12345',
  '#.#e00',
]
const integerPictures = [
  '0',
  '000',
  '#,##0',
  'w',
  'W',
  'Ww',
  'I',
  'i',
  'A',
  'a',
  '0;o',
  'w;o',
  'Ww;o',
  '#:##0',
  'α',
  '١',
  '',
]
const timePictures = [
  '[Y0001]-[M01]-[D01]',
  '[Y]-[M]-[D] [H]:[m]:[s]',
  '[D1o] [MNn] [Y]',
  '[h]:[m] [P]',
  '[FNn]',
  '[W]',
  '[Y9,999,*]',
  '[M01]/[D01]/[Y0001] [Z]',
  '[X0001]-[x]-[w]',
  '[H01]:[m01]:[s01].[f001]',
  '[Q]',
  '[Y',
  'x',
]
const timestamps = [
  '2024-11-05T19:30:00.000Z',
  '2024-11-05',
  '2024',
  '1970-01-01T00:00:00Z',
  '2024-11-05T19:30:00-05:00',
  '2018-12-31 23:59:59',
  '5th November 2024',
  'no time',
  '12/31/2018',
]
const encoded = [
  'SGVsbG8=',
  'YQ==',
  '',
  '%20a',
  '%E0%A4%A',
  'a%2Fb',
  'https://x.y/z?a=%C3%A9',
  'ä',
  '%',
  '%ff',
]
const digits = [
  '"12"',
  '"-3.5"',
  '"1e3"',
  '"0x1F"',
  '"0b11"',
  '"0o17"',
  '"twelve"',
  '"XIV"',
  '"abc"',
  '""',
  '" 12"',
  'true',
  'false',
  '12',
  '"1,234"',
  '"x0o7"',
  '"١٢"',
  '"one hundred and first"',
]

const lists = {
  picture: pictures,
  integerPicture: integerPictures,
  timePicture: timePictures,
  timestamp: timestamps,
  encoded,
}

/** What only one function asks for: a picture, a regular expression, a count. */
export function special(kind: string, { random }: Scope): string {
  switch (kind) {
    case 'regex':
      return random.pick(regexes)
    case 'count':
      return String(
        random.weighted([
          [80, random.pick([0, 1, 2, 3, -1, -3, 5])],
          [15, random.pick([0.5, -1.5, 20])],
          [5, random.pick(numbers.filter((one) => Math.abs(one) < 1e4))],
        ]),
      )
    case 'radix':
      return random.pick(['2', '10', '16', '36', '1', '37', '2.5'])
    case 'digits':
      return random.pick(digits)
    case 'millis':
      return random.pick(['0', '1510067557121', '1', '-1', '1730833800000', '253402300800000', '1.5'])
    default: {
      const list = lists[kind as keyof typeof lists] ?? texts
      return JSON.stringify(random.pick(list))
    }
  }
}

const replacements = ['', 'X', '$0', '$1', '$2$1', '$$', '$', '$10', '$12', '[$1]', 'é$0', '$a', '$0$0$0']

/** What matches are replaced by. */
export function replacement(scope: Scope, write: Write): string {
  const { random } = scope
  if (random.percent(60)) return JSON.stringify(random.pick(replacements))
  if (random.percent(40))
    return `function($m){ ${random.pick(['$m.match', '$m.groups[0]', '$uppercase($m.match)', '"<" & $m.start & ">"', '$string($m.index)', '$m'])} }`
  return write({ ...scope, depth: 0 }, 'text').text
}

import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nativeFirst } from '../../engine/flow/regex-first.ts'
import type { Regex } from '../../engine/flow/regex-matches.ts'
import { nativeRegex } from '../../engine/flow/regex-native.ts'
import { re2Regex } from '../../engine/flow/regex-re2.ts'
import { anyRegex, anyText, nestedRegex, nestedText } from './regex-arbitrary.ts'

/** Pairs of an expression and a text; at a desk many more. */
const pairs = Number(process.env['CANVASS_PAIRS'] ?? 4_000)

function slow(source: string, flags: string): Regex {
  const made = re2Regex(source, flags)
  if ('problem' in made) throw new Error(`${source}: ${made.problem}`)
  return made
}

/** Everything that an expression can be asked of a text, from every offset. */
const answers = (regex: Regex, text: string): unknown => ({
  groups: regex.groups,
  test: regex.test(text),
  matches: Array.from({ length: text.length + 2 }, (_, from) => {
    const numbered = from > text.length ? undefined : regex.numbered(text, from)
    if (numbered === undefined) return undefined
    const { start, end, all } = numbered
    const index = regex.exec(text, from)?.index
    return {
      start,
      end,
      all: [...all],
      index,
      match: regex.match(text, from),
      spans: regex.spans(text, from),
    }
  }),
})

/** Undefined: the machine does not try it. */
function compared(source: string, flags: string, texts: readonly string[]): number | undefined {
  const native = nativeRegex(source, flags)
  if (native === undefined) return undefined
  const re2 = slow(source, flags)
  // What is too long is answered by the other: here it must be tried.
  const tried = nativeFirst(source, { ...native, longest: Number.POSITIVE_INFINITY }, () => re2)
  for (const text of texts) expect(answers(tried, text), `/${source}/${flags}`).toEqual(answers(re2, text))
  return texts.length
}

test('an expression that the machine tries is answered as RE2 answers it', { timeout: 3_600_000 }, () => {
  let taken = 0
  const some = fc.array(anyText, { minLength: 8, maxLength: 8 })
  const property = fc.property(anyRegex, some, ([source, flags], texts) => {
    taken += compared(source, flags, texts) ?? 0
  })
  fc.assert(property, { numRuns: Math.ceil(pairs / 3) })
  expect(taken).toBeGreaterThan(pairs / 2)
})

test('so are groups in groups, again and again', { timeout: 3_600_000 }, () => {
  let taken = 0
  const some = fc.array(nestedText, { minLength: 8, maxLength: 8 })
  const property = fc.property(nestedRegex, some, (source, texts) => {
    taken += compared(source, '', texts) ?? 0
  })
  fc.assert(property, { numRuns: Math.ceil(pairs / 2) })
  expect(taken).toBeGreaterThan(pairs / 2)
})

test.each([
  ['(?:(a)|b)*', ''],
  ['(?:x(a)?)+', ''],
  ['(a*)?b', ''],
  ['^b', 'm'],
  ['a$', 'm'],
  [String.raw`\w`, 'i'],
  [String.raw`\B`, ''],
  ['é', 'i'],
])('what the two would answer differently, or may, is not tried: /%s/%s', (source, flags) => {
  expect(nativeRegex(source, flags)).toBeUndefined()
})

test('so is every expression of the feeds that it tries, and it tries nearly all', {
  timeout: 60_000,
}, () => {
  const files = globSync('feeds/**/*.yaml').filter((file) => !/fixtures|expected/.test(file))
  const words = files.map((file) => readFileSync(file, 'utf8'))
  const found = new Map<string, string>()
  for (const text of words) {
    for (const [, source = '', flags = ''] of text.matchAll(
      /(?<=[\s(,])\/((?:[^/\\\n]|\\.)+)\/([im]*)(?=[\s,)])/g,
    )) {
      found.set(source, flags)
    }
    for (const [, source = ''] of text.matchAll(
      /(?:: |- |\[ ?|, )["']?(\^[^"'\n]+?|[^"'\n]+?\$|[^"'\n]*\\[dwsS(][^"'\n]*?)["']?(?= [}\]]|,? |$)/gm,
    )) {
      if (!/^[{*]/.test(source) && !('problem' in re2Regex(source, ''))) found.set(source, '')
    }
  }
  const lines = words.flatMap((text) => text.split('\n')).filter((_, index) => index % 97 === 0)
  const texts = [
    ...[...found.keys()].map((source) => source.replaceAll(/[\\^$?]/g, '')),
    ...lines.slice(0, 100),
  ]
  const tried = [...found].map(([source, flags]) =>
    compared(source, flags, texts.filter(({ length }) => length < 60).slice(0, 60)),
  )
  expect(tried.length).toBeGreaterThan(150)
  expect(tried.filter((one) => one === undefined).length).toBeLessThan(tried.length / 20)
})

test.each([
  ['(?i)k|ſ', 'Kelvin \u212a'],
  ['^[^k]$', 's'],
  ['(?i:straße)', 'STRASSE'],
])('/%s/ is the same in %s', (source, text) => {
  expect(regexAnswer(source, text)).toBe(slow(source, '').test(text))
})
const regexAnswer = (source: string, text: string): boolean => {
  const native = nativeRegex(source, '')
  return native === undefined
    ? slow(source, '').test(text)
    : new RegExp(native.source, native.flags).test(text)
}

test('the letters of ASCII have outside it the same twins that RE2 gives them', () => {
  const all = String.fromCodePoint(
    ...Array.from(
      { length: 0xff_ff - 0x80 - 0x8_00 },
      (_, index) => index + 0x80 + (index + 0x80 >= 0xd8_00 ? 0x8_00 : 0),
    ),
  )
  const native = nativeRegex('[a-z]', 'i')
  const re2 = slow('[a-z]', 'i')
  const twins: string[] = []
  for (let found = re2.match(all); found !== undefined; found = re2.match(all, found.end))
    twins.push(all.slice(found.start, found.end))
  expect(all.match(new RegExp(native?.source ?? '', 'gu'))).toEqual(twins)
  expect(twins).toEqual(['ſ', '\u212a'])
})

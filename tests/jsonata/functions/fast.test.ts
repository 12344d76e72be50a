import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { generate } from '../../../engine/jsonata/compile.ts'
import { instantiate } from '../../../engine/jsonata/instantiate.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../../engine/jsonata/tree.ts'
import { regexEngine } from '../../../engine/map/regexes.ts'
import { faultOutcome, inWords, valueOutcome } from '../outcome.ts'
import * as values from './values.ts'

/** Calls that have a form of their own where the kinds of their arguments are known. */
const expressions = String.raw`
  $trim(a)
  $lowercase(a)
  $uppercase(a)
  $length(a)
  $number(a)
  $string(a)
  $boolean(a)
  $not(a)
  $exists(a)
  $count(a)
  $sum(a)
  $max(a)
  $min(a)
  $average(a)
  $floor(a)
  $ceil(a)
  $abs(a)
  $round(a)
  $substring(a, 1)
  $substring(a, -3, 2)
  $substring(a, 1, $number(b))
  $substring(b, $length(a))
  $substringBefore(a, "a")
  $substringBefore(a, b)
  $substringAfter(a, "😀")
  $substringAfter(a, b)
  $contains(a, "a")
  $contains(a, b)
  $contains(a, /[aeiou]+/)
  $contains(a, /A/i)
  $split(a, "a")
  $split(a, b)
  $split(a, /[an]+/)
  $split(a, /x*/)
  $split(a, "")
  $match(a, /a(n)?/)
  $match(a, /x*/)
  $match(a, /(.)(.)/)[0].groups[1]
  $count($match(a, /a/))
  $replace(a, "a", "$1")
  $replace(a, "a", b)
  $replace(a, b, "-")
  $replace(a, "", "-")
  $replace(a, /a(n)?/, "<$1$0$$>")
  $replace(a, /\s+/, "")
  $replace(a, /x*/, "-")
  $join(a, "-")
  $join([a, b], "-")
  $join(a, b)
  $join([a, a, "x"], "")
  $sum([$number(a), $number(b), 1])
  $sum([])
  $sum([$length(a), -0])
  $sum([$length(a), b])
  $lookup({"a": 1, "banana": null, "😀": "x"}, a)
  $lookup({"a": 1}, b)
  $lookup({}, a)
  $lookup({"toString": 1}, a)
  $lookup({"a": {"b": 1}}, a)
  $lookup($, a)
  $lookup({"a": 1, "a": 2}, a)
  a ~> $trim()
  a ~> $replace(/a/, "b")
  a ~> $contains(b)
  [a] ~> $join("+")
  $trim()
  $contains("a")
  $exists(c)
  $count(c)
  $sum(c)
  $not(c)
  $string(c)
  $trim(null)
  $not(a = b)
  $not($contains(a, "a"))
  $boolean(a & b)
  $exists($trim(a))
  $number(a = b)
  [$trim(a), $number(b)]
  ($trim := function($x){ "own" }; $trim(a))
  $map([a, b], $trim)
  $trim(a, b)
`
  .trim()
  .split(/\n\s*/)

/** What a member may be that it is in no file of texts. */
const anything: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  2.5,
  1e21,
  [],
  ['a'],
  [1, 2],
  [3, 'a'],
  [[1]],
  [null],
  {},
  { a: 1 },
  'a',
  '12',
]

async function byLibrary(text: string, value: unknown, options?: object): Promise<string> {
  try {
    return inWords(valueOutcome(await jsonata(text, options).evaluate(value)))
  } catch (thrown) {
    return inWords(faultOutcome(thrown))
  }
}

function compiled(
  text: string,
  row: 'texts' | undefined,
  engine?: typeof regexEngine,
): (value: unknown) => string {
  const generated = generate(jsonata(text).ast() as unknown as Node, {
    known: [],
    ...(row === undefined ? {} : { row }),
  })
  if ('because' in generated) throw new Error(generated.because)
  const matching = engine === undefined ? {} : { regexEngine: engine }
  const evaluate = instantiate(generated, createRuntime({ builtins, now: () => 0, ...matching }))({})
  return (value) => {
    try {
      return inWords(valueOutcome(evaluate(value)))
    } catch (thrown) {
      return inWords(faultOutcome(thrown))
    }
  }
}

const texts = [...values.texts, ...values.numberTexts]
const rows = [
  {},
  ...texts.flatMap((a) => ['a', '2', undefined].map((b) => (b === undefined ? { a } : { a, b }))),
]
const objects = anything.flatMap((a) => ['a', -1, undefined].map((b) => ({ a, b })))

describe.each(expressions)('%s', (text) => {
  test('gives of rows of texts what the library gives', async () => {
    const known = compiled(text, 'texts')
    const unknown = compiled(text, undefined)
    for (const row of rows) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const library = await byLibrary(text, row)
      expect(`${JSON.stringify(row)} ${known(row)}`).toBe(`${JSON.stringify(row)} ${library}`)
      expect(`${JSON.stringify(row)} ${unknown(row)}`).toBe(`${JSON.stringify(row)} ${library}`)
    }
  })

  test('gives of any object what the library gives', async () => {
    const run = compiled(text, undefined)
    for (const object of objects) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const library = await byLibrary(text, object)
      expect(`${JSON.stringify(object)} ${run(object)}`).toBe(`${JSON.stringify(object)} ${library}`)
    }
  })
})

test.each(expressions.filter((text) => text.includes('/')))(
  '%s gives what the library gives, by the regular expressions of mappings',
  async (text) => {
    const run = compiled(text, 'texts', regexEngine)
    for (const row of rows) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const library = await byLibrary(text, row, { RegexEngine: regexEngine })
      expect(`${JSON.stringify(row)} ${run(row)}`).toBe(`${JSON.stringify(row)} ${library}`)
    }
  },
)

test('a regular expression is matched afresh for every text', () => {
  const run = compiled('$map(["aXa", "bba", "a"], function($t){ $match($t, /a/).index })', undefined)
  expect(run({})).toBe('[[0,2],2,0]')
})

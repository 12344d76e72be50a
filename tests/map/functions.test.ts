import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { slug } from '../../engine/flow/slug.ts'
import { mappingFunctions } from '../../engine/map/functions.ts'
import { builtins, functionNames } from '../../engine/map/names.ts'
import { countReader } from '../../engine/map/numbers.ts'
import { slugOf } from '../../engine/map/slug.ts'
import { mapped, valueOf } from './compiled.ts'

test('the names of the library are known, all of them', () => {
  const source = readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8')
  const names = [...source.matchAll(/(?:staticFrame|environment)\.bind\('(\w+)'/g)].map((found) => found[1])
  expect(names.length).toBeGreaterThan(60)
  expect(new Set(builtins)).toEqual(new Set(names))
})

describe('each of our functions', () => {
  test.each(mappingFunctions.flatMap(({ examples }) => examples))(
    '$expression gives $gives',
    async (example) => {
      expect(await valueOf(example.expression)).toBe(String(example.gives))
    },
  )

  test('is known by its name', () => {
    expect(mappingFunctions.map(({ name }) => name).filter((name) => !functionNames.has(name))).toEqual([])
  })

  test.each([
    ['"county" ~> $lookup_in("Wake")', '37183'],
    ['($c := $lookup_in("county", ?); $c("Wake"))', '37183'],
    ['$string($map(["1", "1,000"], $votes))', '[1,1000]'],
    ['"7" ~> $votes', '7'],
    ['"2024-10-31 19:30" ~> $time', '2024-10-31T19:30:00-04:00'],
    ['($t := $time(?, "[D].[M].[Y] [H]:[m]"); $t("5.11.2024 19:30"))', '2024-11-05T19:30:00-05:00'],
    ['"A B" ~> $slug', 'a-b'],
    ['"D&#237;az &amp;amp; Co" ~> $unescape', 'Díaz &amp; Co'],
  ])('may be called, chained, passed on and applied in part: %s', async (expression, expected) => {
    expect(await valueOf(expression)).toBe(expected)
  })

  test.each(['votes', 'time', 'slug', 'unescape'])('$%s of nothing is nothing', async (name) => {
    const { lines, rejected } = await mapped(`{ "capture": { "token": $string($${name}(gone)) } }`, [{}])
    expect([lines, rejected.map(({ code }) => code)]).toEqual([[], ['MAP_LINE_INVALID']])
  })
})

const readCount = countReader({})

describe('$votes', () => {
  test('reads back every whole number, however it is grouped and padded', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constantFrom('', ' ', '\t', '\u00a0'),
        (count, group, pad) => {
          const text = group ? count.toLocaleString('en-US') : String(count)
          expect(readCount(`${pad}${text}${pad}`)).toBe(count)
        },
      ),
    )
  })

  test('never makes a number of a text that does not write that number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+ 0-9.,%*<]{0,12}$/), (text) => {
        let count: number | string | undefined
        try {
          count = readCount(text)
        } catch {
          return
        }
        const written = text.trim().replace(/^(-?)0+(?=\d)/, '$1')
        expect([String(count), count?.toLocaleString('en-US'), count === 0 ? '-0' : '']).toContain(written)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    '',
    ' ',
    '-',
    '*',
    '<5',
    '45.1%',
    '1.5',
    '1.0',
    '1,23',
    '12,34',
    ',123',
    '1,2345',
    '1e3',
    '0x1f',
    '+5',
    'n/a',
    '1 234',
  ])('%j is no count', async (text) => {
    const { rejected } = await mapped('{ "unit": { "name": "u" }, "ballots": { "cast": $votes(V) } }', [
      { V: text },
    ])
    expect(rejected).toEqual([
      {
        place: 'L1',
        code: 'MAP_NOT_A_COUNT',
        message: `${JSON.stringify(text)} is no count (feed.yaml:1:49).`,
      },
    ])
  })

  test.each([true, null, { a: 1 }, [1, 2], 1.5, '9007199254740992'])('neither is %j', (value) => {
    expect(() => readCount(value)).toThrow(expect.objectContaining({ code: 'MAP_NOT_A_COUNT' }))
  })

  test('minus zero is zero', () => {
    expect(Object.is(readCount('-0'), 0)).toBe(true)
    expect(Object.is(readCount(-0), 0)).toBe(true)
  })
})

describe('$lookup_in', () => {
  test.each([['Orange'], ['constructor'], ['__proto__']])('has nothing for %j', async (key) => {
    const { rejected } = await mapped('{\n "unit": { "id": $lookup_in("county", C) }, "ballots": B }', [
      { C: key },
    ])
    expect(rejected).toEqual([
      {
        place: 'L1',
        code: 'MAP_LOOKUP_MISS',
        message: `The lookup "county" has no entry for ${JSON.stringify(key)} (feed.yaml:2:18).`,
      },
    ])
  })

  test('has nothing for nothing', async () => {
    const { rejected } = await mapped('{ "unit": { "id": $lookup_in("county", C) }, "ballots": B }', [{}])
    expect(rejected[0]?.message).toBe('The lookup "county" has no entry for nothing (feed.yaml:1:19).')
  })

  test('takes a number as a key', async () => {
    expect(await valueOf('$lookup_in("n", N)', { N: 7 }, { lookups: { n: { 7: 'seven' } } })).toBe('seven')
  })
})

describe('$slug', () => {
  test('makes ids by the rule that makes them of names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const made = slug(name)
        fc.pre(made !== '')
        expect(slugOf(name)).toBe(made)
      }),
    )
  })
})

test.each(['', '…', 7])('%j makes no slug', async (name) => {
  const { rejected } = await mapped('{ "unit": { "id": $slug(N) }, "ballots": B }', [{ N: name }])
  expect(rejected).toEqual([
    {
      place: 'L1',
      code: 'MAP_NOT_A_NAME',
      message: `${JSON.stringify(name)} is no text that $slug could make an id of (feed.yaml:1:19).`,
    },
  ])
})

describe('$sort and $distinct give what the library gives', () => {
  const own = async (expression: string, xs: unknown): Promise<unknown> =>
    jsonata(`$string(${expression})`).evaluate({ xs })
  const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('a', 'b', ''), fc.boolean())
  const object = fc.record({ k: value, n: fc.integer({ min: 0, max: 3 }) })

  test.each([
    ['$sort(xs)', fc.array(fc.integer())],
    ['$sort(xs)', fc.array(fc.string())],
    ['$sort(xs, function($a, $b) { $a.n > $b.n })', fc.array(object)],
    ['$distinct(xs)', fc.array(fc.oneof(value, object, fc.array(value)))],
    ['$distinct(xs.k)', fc.array(object)],
  ] as const)('%s', async (expression, lists: fc.Arbitrary<unknown[]>) => {
    await fc.assert(
      fc.asyncProperty(lists, async (xs) => {
        const expected = await own(expression, xs)
        const { lines } = await mapped(`{ "capture": { "token": "=" & $string(${expression}) } }`, [
          { xs } as never,
        ])
        expect(lines[0]?.value.capture?.token).toBe(`=${(expected as string | undefined) ?? ''}`)
      }),
    )
  })

  test('in no more time and memory than it is worth, where the list is long', async () => {
    const text = '{ "unit": { "name": "u" }, "ballots": { "cast": $count($distinct($sort(xs))) } }'
    const xs = Array.from({ length: 60_000 }, (_, index) => String((index * 7_919) % 60_000))
    const { lines } = await mapped(text, [{ xs }], { milliseconds: 10_000 })
    expect(lines[0]?.value.ballots?.cast).toBe(60_000)
  }, 30_000)
})

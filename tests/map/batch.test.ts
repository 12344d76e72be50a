import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compiled, mapped } from './compiled.ts'

const line = '{ "unit": { "name": U }, "ballots": { "cast": N } }'

describe('a batch', () => {
  test('gives lines in the order of its rows, each with the place of its row', async () => {
    const { lines, rejected } = await mapped(
      'N > 1 ? xs.{ "unit": { "name": $ }, "ballots": { "cast": $$.N } }',
      [
        { N: 2, xs: ['a', 'b'] },
        { N: 1, xs: ['c'] },
        { N: 3, xs: ['d'] },
      ],
    )
    expect(lines.map(({ place, value }) => [place, value.unit?.name, value.ballots?.cast])).toEqual([
      ['L1', 'a', 2],
      ['L1', 'b', 2],
      ['L3', 'd', 3],
    ])
    expect(rejected).toEqual([])
  })

  test('with nothing in it gives nothing', async () => {
    expect(await mapped(line, [])).toEqual({ lines: [], rejected: [] })
  })

  test('keeps the rows that can be mapped beside those that can not', async () => {
    const { lines, rejected } = await mapped(line, [
      { U: 'a', N: 1 },
      { U: 'b', N: 'x' },
      { U: 'c', N: 3 },
    ])
    expect(lines.map(({ place }) => place)).toEqual(['L1', 'L3'])
    expect(rejected).toEqual([
      {
        place: 'L2',
        code: 'MAP_LINE_INVALID',
        message: 'The mapping gives no count line: ballots.cast is "x", not a whole number.',
      },
    ])
  })

  test('rejects a row as a whole when one of its lines is wrong', async () => {
    const { lines, rejected } = await mapped('xs.{ "unit": { "name": $ }, "ballots": { "cast": 1 } }', [
      { xs: ['a', ' ', 'c'] },
    ])
    expect(lines).toEqual([])
    expect(rejected.map(({ message }) => message)).toEqual([
      'The mapping gives no count line: line 2 of 3: unit.name is " ", not a text with something in it.',
    ])
  })

  test('does not see members that are null: they are absent', async () => {
    const { lines, rejected } = await mapped(
      `[
        { "unit": { "name": U }, "ballots": { "cast": N ?? 7, "registered": M } },
        list.{ "unit": { "name": $exists(x) ? "x" : "none" }, "ballots": { "cast": 1 } },
        gone.{ "unit": { "name": "gone" }, "ballots": { "cast": 1 } }
      ]`,
      [{ U: 'a', N: null, M: null, gone: null, list: [{ x: null }, { x: 0 }] }],
    )
    expect(rejected).toEqual([])
    expect(lines.map(({ value }) => [value.unit?.name, value.ballots])).toEqual([
      ['a', { cast: 7 }],
      ['none', { cast: 1 }],
      ['x', { cast: 1 }],
    ])
  })

  test('is the same when it comes in parts', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => ({
      place: `L${n}`,
      value: { U: `u${n}`, N: n % 7 === 0 ? 'x' : n },
    }))
    const mapping = compiled(line)
    const { signal } = new AbortController()
    const whole = await mapping.map(rows, signal)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 199 }), async (cut) => {
        const parts = [
          await mapping.map(rows.slice(0, cut), signal),
          await mapping.map(rows.slice(cut), signal),
        ]
        expect(parts.flatMap(({ lines }) => lines)).toEqual(whole.lines)
        expect(parts.flatMap(({ rejected }) => rejected)).toEqual(whole.rejected)
      }),
      { numRuns: 10 },
    )
  })

  test('may run beside another of the same mapping', async () => {
    const mapping = compiled('{ "unit": { "name": U }, "ballots": { "cast": $votes(N) } }')
    const { signal } = new AbortController()
    const rows = (n: number) =>
      Array.from({ length: 100 }, (_, i) => ({ place: `L${i}`, value: { U: `u${n}`, N: `${n}` } }))
    const all = await Promise.all([1, 2, 3].map((n) => mapping.map(rows(n), signal)))
    expect(all.map(({ lines }) => new Set(lines.map(({ value }) => value.ballots?.cast)))).toEqual([
      new Set([1]),
      new Set([2]),
      new Set([3]),
    ])
  })

  test('stops at once when it was called off before', async () => {
    const row = { place: 'L1', value: { U: 'a', N: 1 } }
    await expect(compiled(line).map([row], AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })

  test('stops between rows when it is called off meanwhile', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => ({ place: `L${n}`, value: { U: 'a', N: 1 } }))
    const controller = new AbortController()
    const mapping = compiled(line).map(rows, controller.signal)
    setImmediate(() => controller.abort(new Error('enough')))
    await expect(mapping).rejects.toThrow('enough')
  })
})

describe('what a mapping answers', () => {
  test.each<[string, number]>([
    ['gone', 0],
    ['[]', 0],
    ['false ? 1', 0],
    [line, 1],
    [`[${line}]`, 1],
    [`[${line}, ${line}]`, 2],
    [`(${line})[]`, 1],
    [`$map([1], function($x) { ${line} })`, 1],
    [`[${line}, gone]`, 1],
    [`[${line}, [${line}, [${line}]]]`, 3],
  ])('%s is as many lines: %i', async (text, count) => {
    const { lines, rejected } = await mapped(text, [{ U: 'a', N: 1 }])
    expect([lines.length, rejected]).toEqual([count, []])
  })

  test.each([
    ['null', 'it is null, not a count line'],
    ['N', 'it is 1, not a count line'],
    ['true', 'it is true, not a count line'],
    ['U', 'it is "a", not a count line'],
    ['[[1]]', 'it is 1, not a count line'],
    ['[null, 1]', 'line 1 of 2: it is null, not a count line'],
    ['$sum', 'it is a function, not a count line'],
    ['{}', 'it says nothing'],
    [
      '{ "unit": { "name": $trim } , "ballots": { "cast": 1 } }',
      'unit.name is a function, not a text with something in it',
    ],
    [
      '{ "unit": { "name": function($x) { $x } } , "ballots": { "cast": 1 } }',
      'unit.name is a function, not a text with something in it',
    ],
    [
      '{ "unit": { "name": /x/ } , "ballots": { "cast": 1 } }',
      'unit.name is a function, not a text with something in it',
    ],
    ['$merge([{ "__proto__": { "unit": 1 } }])', 'a count line has no "__proto__"'],
  ])('%s is none', async (text, problem) => {
    const { lines, rejected } = await mapped(text, [{ U: 'a', N: 1 }])
    expect(lines).toEqual([])
    expect(rejected).toEqual([
      { place: 'L1', code: 'MAP_LINE_INVALID', message: `The mapping gives no count line: ${problem}.` },
    ])
  })

  test('is plain data, without what was not there', async () => {
    const text =
      '{ "unit": { "name": U, "within": gone }, "reporting": { "as_of": gone }, "ballots": { "cast": 0 * -1 } }'
    const { lines } = await mapped(text, [{ U: 'a' }])
    expect(lines[0]?.value).toStrictEqual({ unit: { name: 'a' }, ballots: { cast: 0 } })
    expect(Object.keys(lines[0]?.value ?? {})).toEqual(['unit', 'ballots'])
  })
})

describe('rows', () => {
  test.each([
    'e{ n: 1 }',
    'xs.{ n: 1 }',
    'xs[]',
    '$append(e, 1)',
    '$ ~> |$|{ "e": 1 }|',
    '($clone := function($x) { $x }; $ ~> |$|{ "e": 1 }, "xs"|)',
    '$sort(xs)',
    '$merge([$, { "e": 1 }])',
  ])('stay as they are under %s', async (text) => {
    const value = { e: [], xs: [[], [3, 1]], o: { e: [] } }
    const before = structuredClone(value)
    await mapped(text, [value])
    expect(value).toStrictEqual(before)
  })

  test('stay as they are, whatever they hold', async () => {
    const mapping = compiled('[*{ "a": $ }, **[], $keys($), $spread($), $each($, function($v) { $v[] })]')
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const before = JSON.stringify(value)
        await mapping.map([{ place: '$', value }], new AbortController().signal)
        expect(JSON.stringify(value)).toBe(before)
      }),
    )
  })

  test('may be lists or single values', async () => {
    const { lines } = await mapped('{ "unit": { "name": $string($[0]) }, "ballots": { "cast": $[1] } }', [
      ['a', 1],
    ])
    expect(lines[0]?.value.unit?.name).toBe('a')
    const one = await mapped('{ "unit": { "name": $ }, "ballots": { "cast": 1 } }', ['b'])
    expect(one.lines[0]?.value.unit?.name).toBe('b')
  })
})

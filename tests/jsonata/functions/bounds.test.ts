import { describe, expect, test } from 'vitest'
import { boundsOf, type Limits } from '../../../engine/jsonata/runtime/bounds.ts'
import type { Context, FunctionValue } from '../../../engine/jsonata/runtime/builtin.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { matcherOf } from '../../../engine/jsonata/runtime/functions/matcher.ts'
import { contextOf } from './called.ts'

function call(name: string, args: readonly unknown[], context: Partial<Context>): unknown {
  const { run } = builtins.get(name) as FunctionValue
  return run.apply({ ...contextOf(), ...context }, args as never[])
}

const within = (limits: Limits): Partial<Context> => ({ bounds: boundsOf(limits) })
const code = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? thrown
  }
}
const regex = matcherOf(RegExp, /a/g, 0)
const long = 'a'.repeat(60)

describe('a text of more than 100 characters is refused before it is made by', () => {
  test.each([
    ['pad', ['a', 101]],
    ['pad', ['a', -1e9, '+-']],
    ['replace', [long, 'a', 'bc']],
    ['replace', [long, regex, 'bc']],
    ['replace', [long, regex, () => 'bc']],
    ['join', [[long, long], '']],
    ['join', [['a', 'b', 'c'], long]],
    ['string', [{ long, other: long }]],
    ['string', [[[[1]]], true]],
    ['base64encode', [`${long}${'b'.repeat(30)}`]],
    ['encodeUrl', ['ä'.repeat(60)]],
    ['encodeUrlComponent', ['/'.repeat(60)]],
  ] as const)('$%s', (name, args) => {
    const most = name === 'string' && args.length === 2 ? 10 : 100
    expect(code(() => call(name, args, within({ characters: most })))).toBe('TEXT')
    expect(code(() => call(name, args, within({ characters: 2_000_000_000 })))).not.toBe('TEXT')
  })
})

describe('a sequence of more than 3 items is refused in', () => {
  const four = { a: 1, b: 2, c: 3, d: 4 }
  const list = [1, 2, 3, 4]
  test.each([
    ['map', [list, (one: unknown) => one]],
    ['filter', [list, () => true]],
    ['each', [four, () => 1]],
    ['keys', [four]],
    ['keys', [[four]]],
    ['spread', [four]],
    ['spread', [[four]]],
    ['lookup', [list.map((a) => ({ a })), 'a']],
    ['match', ['aaaa', regex]],
    ['split', ['abcd', '']],
    ['split', ['b,c,d,e', ',']],
    ['split', ['bacada', regex]],
    [
      'append',
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ] as const)('$%s', (name, args) => {
    expect(code(() => call(name, args, within({ items: 3 })))).toBe('D2015')
    expect(code(() => call(name, args, within({ items: 4 })))).not.toBe('D2015')
  })
})

describe('data that is small since its parts are shared, and huge as a tree, ends by steps in', () => {
  const tree = (part: unknown): unknown => {
    let whole = part
    for (let level = 0; level < 40; level += 1) whole = { a: whole, b: [whole, whole] }
    return whole
  }
  const lists = (): unknown => {
    let whole: unknown = [0]
    for (let level = 0; level < 40; level += 1) whole = [[whole], [whole]]
    return whole
  }
  test.each([
    ['distinct', [[tree(1), tree(1)]]],
    ['string', [tree(1)]],
    ['string', [tree(1), true]],
    ['clone', [tree(1)]],
    ['boolean', [lists()]],
    ['not', [lists()]],
  ] as const)('$%s', (name, args) => {
    let looks = 0
    const look = (): void => {
      looks += 1
      // oxlint-disable-next-line no-throw-literal
      if (looks > 3) throw { code: 'D1012' }
    }
    expect(code(() => call(name, args, within({ look })))).toBe('D1012')
  })
})

test.each([
  ['fromMillis', [1, '[Y]'.repeat(100_000)]],
  ['toMillis', ['2024', '[Y]'.repeat(100_000)]],
  ['now', ['[Y]'.repeat(100_000)]],
  ['formatNumber', [1, '0'.repeat(100_000)]],
  ['formatInteger', [1, '0'.repeat(100_000)]],
  ['parseInteger', ['1', '0'.repeat(100_000)]],
] as const)('a picture without end is refused in $%s', (name, args) => {
  expect(code(() => call(name, args, within({})))).toBe('PICTURE')
})

test.each([0, 2, 3, 1.5, undefined])('a long text is split as a short one, limit: %s', (limit) => {
  for (const separator of ['', 'ab', 'x', 'aba'])
    for (const text of ['abab,ab', 'ab'.repeat(2000)])
      expect(call('split', [text, separator, limit], {})).toEqual(text.split(separator, limit))
  const split = () => call('split', ['ab'.repeat(2000), 'a', limit], within({ items: 100 }))
  expect(code(split)).toEqual(limit === undefined ? 'D2015' : 'ab'.repeat(2000).split('a', limit))
})

test('clock and chance are those of the runtime', () => {
  const context = { now: () => 0, chance: () => 0.25 }
  expect(call('now', [], context)).toBe('1970-01-01T00:00:00.000Z')
  expect(call('now', ['[Y]'], context)).toBe('1970')
  expect(call('millis', [], context)).toBe(0)
  expect(call('random', [], context)).toBe(0.25)
  expect(call('shuffle', [[1, 2, 3, 4]], context)).toEqual([3, 4, 2, 1])
  // A time without a date is one of the day on which the evaluation began.
  expect(call('toMillis', ['01:00', '[H]:[m]'], { now: () => 86_400_000 * 3 })).toBe(
    86_400_000 * 3 + 3_600_000,
  )
})

test('$eval reads and evaluates by what the runtime gives it', () => {
  const read = (text: string) => {
    if (text === '(') throw Object.assign(new Error('unread'), { code: 'S0203' })
    return (input: unknown) => {
      if (text === 'fail') throw Object.assign(new Error('failed'), { code: 'T2001' })
      return [text, input]
    }
  }
  expect(call('eval', ['a', { b: 1 }], { read })).toEqual(['a', { b: 1 }])
  expect(call('eval', ['a'], { read, input: 'context' })).toEqual(['a', 'context'])
  expect(call('eval', [undefined], { read })).toBeUndefined()
  expect(code(() => call('eval', ['('], { read }))).toBe('D3120')
  expect(code(() => call('eval', ['fail'], { read }))).toBe('D3121')
  const [, input] = call('eval', ['a', [1, 2]], { read }) as [string, { outerWrapper?: boolean }]
  expect(input).toMatchObject({ outerWrapper: true, 0: [1, 2] })
})

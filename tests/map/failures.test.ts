import { describe, expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { mapped } from './compiled.ts'

/** The expression stands on a line of its own, so that columns are those of the expression. */
async function failure(expression: string): Promise<string | undefined> {
  const text = `{ "unit": { "name":\n${expression}\n}, "ballots": { "cast": 1 } }`
  const { lines, rejected } = await mapped(text, [{ V: 'abc', N: 3, xs: ['1', 'x'] }])
  expect(lines).toEqual([])
  expect(rejected.map(({ place, code }) => [place, code])).toEqual([['L1', 'MAP_FAILED']])
  return rejected[0]?.message
}

describe('an expression that fails on a row says why, and where in the spec', () => {
  test.each([
    ['$number(V)', '"abc" is no number (feed.yaml:2:1).'],
    ['"a" & $number("1,2")', '"1,2" is no number (feed.yaml:2:7).'],
    ['1 + V', 'The right side of + is "abc", not a number (feed.yaml:2:3).'],
    ['V * 2', 'The left side of * is "abc", not a number (feed.yaml:2:3).'],
    [
      'N * xs[0]',
      'The right side of * is "1", a text and not a number: $number makes one of it, or $votes of a count (feed.yaml:2:3).',
    ],
    ['- V', '"abc" is no number that could be negated (feed.yaml:2:1).'],
    ['N >= "2"', '3 >= "2" compares values of two kinds (feed.yaml:2:3).'],
    ['true < 1', '< can not compare true (feed.yaml:2:6).'],
    ['[V..3]', 'A range begins with "abc", not a whole number (feed.yaml:2:3).'],
    ['[1..V]', 'A range ends with "abc", not a whole number (feed.yaml:2:3).'],
    ['$substring("abc")', '$substring is given nothing as its second argument (feed.yaml:2:1).'],
    ['$uppercase(N)', '$uppercase can not take 3 as its first argument (feed.yaml:2:1).'],
    ['$trim()', '$trim is given nothing as its first argument (feed.yaml:2:1).'],
    ['$join([1])', '$join takes a list of strings, not [1] (feed.yaml:2:1).'],
    ['{ N: 1 }', 'The key of an object is 3, not a text (feed.yaml:2:1).'],
    ['{ V: 1, "abc": 2 }', 'Two members of one object have the key "abc" (feed.yaml:2:1).'],
    ['V ~> 1', 'Right of ~> stands 1, not a function (feed.yaml:2:3).'],
    ['(V)(1)', 'A function is no function (feed.yaml:2:1).'],
    ['[1, "a"]^($)', '1 and "a" can not be put in order (feed.yaml:2:9).'],
    ['[true, false]^($)', 'true can not be put in order (feed.yaml:2:14).'],
    [
      '$sort([1, "a"])',
      '$sort puts texts or numbers in order; for others it needs a function (feed.yaml:2:1).',
    ],
    ['$single([1, 2])', '$single finds more than one (feed.yaml:2:1).'],
    ['$single([])', '$single finds none (feed.yaml:2:1).'],
    ['$error("no " & V)', 'The mapping says: no abc (feed.yaml:2:1).'],
    ['$assert(N = 2, "not two")', 'The mapping says: not two (feed.yaml:2:1).'],
    ['1 + 1 / 0', 'Infinity is no number that can be written down (feed.yaml:2:3).'],
    [
      '$match(V, /x*/)',
      'The regular expression /x*/ matches nothing at all again and again (feed.yaml:2:1).',
    ],
    [
      '$reduce([1, 2], $sum)',
      'The second argument of reduce function must be a function with at least two arguments (feed.yaml:2:1).',
    ],
    [
      '$power(10, 1000)',
      'The power function has resulted in a value that cannot be represented as a JSON number: base=10, exponent=1000 (feed.yaml:2:1).',
    ],
  ])('%s', async (expression, message) => {
    expect(await failure(expression)).toBe(message)
  })

  test('inside functions too, where there is no doubt which call it was', async () => {
    expect(await failure('$map(xs, function($x) { $number($x) })')).toBe('"x" is no number (feed.yaml:2:25).')
    expect(await failure('($f := function($x) { 1 + $x }; $f(V))')).toBe(
      'The right side of + is "abc", not a number (feed.yaml:2:25).',
    )
    expect(await failure('$number(1) & $string($map(xs, function($x) { $number($x) }))')).toBe(
      '"x" is no number.',
    )
  })

  test('our own functions know their place in any depth', async () => {
    const text = '$votes("1") &\n$map(xs, function($x) { $map(ys, function($y) { $votes($x) }) })'
    const { rejected } = await mapped(text, [{ xs: ['1', 'x'], ys: [1] }])
    expect(rejected[0]?.message).toBe('"x" is no count (feed.yaml:2:49).')
  })

  test('no message grows with the value', async () => {
    const { rejected } = await mapped('$number(V)', [{ V: 'x'.repeat(100_000) }])
    expect(rejected[0]?.message.length).toBeLessThan(150)
    const long = await mapped('$error(V)', [{ V: 'x'.repeat(100_000) }])
    expect(long.rejected[0]?.message.length).toBeLessThan(450)
  })

  test('the expression finds its place among several files', async () => {
    const { rejected } = await mapped('\n\n  $number(V)', [{ V: 'x' }])
    expect(rejected[0]?.message).toBe('"x" is no number (feed.yaml:3:3).')
  })
})

describe('a value that shares its parts, small to hold and endless as a text, is quoted like any other', () => {
  const shared =
    '$f := function($o, $n) { $n = 0 ? $o : $f({ "a": $o, "b": $o }, $n - 1) }; $d := $f({ "x": 1 }, 40)'
  test.each([
    ['$uppercase($d)', 'MAP_FAILED', '$uppercase can not take {"a":{"a":'],
    ['1 + $d', 'MAP_FAILED', 'The right side of + is {"a":{"a":'],
    ['{ $d: 1 }', 'MAP_FAILED', 'The key of an object is {"a":{"a":'],
    ['{ "x": 1 } ~> | $ | [$d] |', 'MAP_FAILED', '[{"a":{"a":'],
    ['$votes($d)', 'MAP_NOT_A_COUNT', '{"a":{"a":'],
    ['$d', 'MAP_LINE_INVALID', 'ballots.cast is {"a":{"a":'],
  ])('%s', async (expression, code, beginning) => {
    const text = `( ${shared}; { "unit": { "name": "u" }, "ballots": { "cast": ${expression} } } )`
    const { rejected } = await mapped(text, [{}]).catch((error: unknown) => ({
      rejected: [error as FeedError],
    }))
    expect(rejected[0]?.code).toBe(code)
    expect(rejected[0]?.message).toContain(beginning)
    expect(rejected[0]?.message.length).toBeLessThan(500)
  })
})

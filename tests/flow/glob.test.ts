import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, test } from 'vitest'
import { globOf } from '../../engine/flow/glob.ts'

const matcherOf = (pattern: string, options?: Parameters<typeof globOf>[1]) => {
  const glob = globOf(pattern, options)
  if ('problem' in glob) throw new Error(glob.problem)
  return (name: string) => glob.test(name)
}

describe('a pattern of names', () => {
  test.each([
    [
      'results_*.csv',
      ['results_1.csv', 'results_.csv'],
      ['results_1.csv.bak', 'a/results_1.csv', 'Results_1.csv'],
    ],
    ['*.{csv,zip}', ['a.csv', 'a.zip'], ['a.txt', '.a.csv', 'acsv']],
    ['**/*.csv', ['a.csv', 'x/a.csv', 'x/y/a.csv'], ['a.txt', '.x/a.csv']],
    ['precincts/**', ['precincts/a.csv', 'precincts/x/a.csv'], ['a/precincts/b.csv']],
    ['[ab]?.csv', ['a1.csv', 'bb.csv'], ['c1.csv', 'a.csv']],
    ['.old_*', ['.old_1'], ['old_1']],
    ['@(a|b).csv', ['a.csv', 'b.csv'], ['c.csv']],
  ])('%s fits what it should', (pattern, fits, others) => {
    const matches = matcherOf(pattern)
    expect(fits.filter((name) => !matches(name))).toEqual([])
    expect(others.filter(matches)).toEqual([])
  })

  test('fits as the library says, whatever the names', () => {
    const part = fc.constantFrom('*', '**', '?', 'a', 'b', '.csv', '{a,b}', '/', '_', '[ab]')
    const patterns = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
    const names = fc
      .array(fc.constantFrom('a', 'b', 'ab', '_', '.csv', '/'), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''))
      // Names that lead elsewhere, or nowhere, are refused before.
      .filter((name) => !/^\/|\/\/|\/$/.test(name))
    fc.assert(
      fc.property(patterns, names, (pattern, name) => {
        fc.pre(!/\/\/|^\/|\/$|\*\*[^/]|[^/]\*\*/.test(pattern))
        expect(matcherOf(pattern, { hidden: true })(name)).toBe(picomatch(pattern, { dot: true })(name))
      }),
      { numRuns: 2_000 },
    )
  })

  test('takes its time from the length of a name alone', () => {
    const matches = matcherOf('*a*a*a*a*a*a*b')
    const began = performance.now()
    expect(matches('a'.repeat(1_000))).toBe(false)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test.each([
    ['!(a)*.csv', 'must not be'],
    ['x'.repeat(70_000), 'exceeds'],
  ])('that starts with %.9s is told why it is none', (pattern, why) => {
    expect(globOf(pattern)).toEqual({ problem: expect.stringContaining(why) as string })
  })
})

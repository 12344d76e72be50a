import { describe, expect, test } from 'vitest'
import { type Regex, regexOf } from '../../engine/flow/regex.ts'

function regex(source: string): Regex {
  const made = regexOf(source)
  if ('problem' in made) throw new Error(made.problem)
  return made
}

describe('a regular expression of a spec', () => {
  test('gives its named groups, in order, and leaves out those that took no part', () => {
    const line = regex(String.raw`^ (?<name>\S.*?)(?: \((?<party>[A-Z]+)\))?[ .]+ (?<votes>[\d,]+)$`)
    expect(line.groups).toEqual(['name', 'party', 'votes'])
    expect(line.match(' Ada Ames (GRN).  .  .    1,204')).toEqual({
      start: 0,
      end: 31,
      groups: { name: 'Ada Ames', party: 'GRN', votes: '1,204' },
    })
    expect(line.match(' Ben .  .    0')?.groups).toEqual({ name: 'Ben', votes: '0' })
    expect(line.match('GOVERNOR')).toBeUndefined()
  })

  test('goes on behind a match', () => {
    const pair = regex(String.raw`(?<key>\d\d) = (?<name>[A-Z]+)`)
    const text = '01 = ADA   02 = BEN'
    expect(pair.match(text, 8)).toEqual({ start: 11, end: 19, groups: { key: '02', name: 'BEN' } })
    expect(pair.match(text, 12)).toBeUndefined()
  })

  test('reads characters, not halves of them, and escapes as JavaScript does', () => {
    expect(regex('^.$').test('😀')).toBe(true)
    expect(regex(String.raw`^\u00c1lvaro\/[\p{L}]$`).test('Álvaro/ñ')).toBe(true)
  })

  test('reads a bracket that is none as one', () => {
    expect(regex(String.raw`^\(?=`).test('(=')).toBe(true)
  })

  test.each([
    ['(a+)+$', `${'a'.repeat(200_000)}!`],
    [String.raw`(\d+|\w+)*x`, '7'.repeat(200_000)],
    ['(.*) (.*) (.*) (.*)!', 'a '.repeat(100_000)],
  ])(
    '%s takes no longer than its text, where trying would never end',
    { timeout: 20_000 },
    (source, text) => {
      expect(regex(source).test(text)).toBe(false)
      expect(regex(source).match(text)).toBeUndefined()
    },
  )

  test.each([
    ['(', 'missing closing )'],
    ['(?=x)y', 'it looks ahead or behind, which can take any time'],
    ['(?<!x)y', 'it looks ahead or behind, which can take any time'],
    [String.raw`(a)\1`, 'it refers to a group, which can take any time'],
    ['(?<a>x)|(?<a>y)', 'duplicate capture group name: `a`'],
    ['(?<__proto__>x)', 'no group may be called __proto__'],
    ['x{5000}', 'invalid repeat count: `{5000}`'],
  ])('%s is none', (source, problem) => {
    expect(regexOf(source)).toMatchObject({ problem: expect.stringContaining(problem) as unknown })
  })
})

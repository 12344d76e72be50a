import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nativeRegex } from '../../engine/flow/regex-native.ts'
import { isIn } from '../../engine/flow/regex-sets.ts'
import { type RegexTree, regexTree } from '../../engine/flow/regex-tree.ts'
import { anyRegex } from './regex-arbitrary.ts'

/** How many characters are compared until trying finds a match from any beginning, or none. */
function stepsOf(tree: RegexTree, text: readonly string[], most: number): number {
  let steps = 0
  for (let start = 0; start <= text.length; start += 1) if (tried(tree, start, () => true)) return steps
  return steps

  function tried(part: RegexTree, at: number, then: (at: number) => boolean): boolean {
    if (part.type === 'at') {
      if (part.place === 'start') return at === 0 && then(at)
      if (part.place === 'end') return at === text.length && then(at)
      return isWord(at - 1) !== isWord(at) && then(at)
    }
    if (part.type === 'group') return tried(part.inner, at, then)
    if (part.type === 'any') return part.items.some((item) => tried(item, at, then))
    if (part.type === 'times') return times(part, 0, at, then)
    if (part.type === 'all') {
      const whole = part.items.reduceRight((after, item) => (from: number) => tried(item, from, after), then)
      return whole(at)
    }
    steps += 1
    if (steps > most) throw new Error(`more than ${most} steps`)
    const sign = text[at]?.codePointAt(0)
    return sign !== undefined && isIn(sign, part.set) && then(at + 1)
  }

  function times(
    part: RegexTree & { type: 'times' },
    done: number,
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    const again = (): boolean =>
      done < part.most && tried(part.inner, at, (to) => times(part, done + 1, to, then))
    if (done < part.least) return again()
    return part.lazy ? then(at) || again() : again() || then(at)
  }

  function isWord(at: number): boolean {
    return /^\w$/.test(text[at] ?? '')
  }
}

/** What makes trying long: the same again and again, and then something else. */
const pumped = fc
  .tuple(
    fc.stringMatching(/^[ab01 ,.(k-]{0,3}$/),
    fc.stringMatching(/^[ab01 ,.(k-]{1,3}$/),
    fc.nat(120),
    fc.stringMatching(/^[ab!) ]{0,2}$/),
  )
  .map(([start, piece, count, end]) => Array.from(`${start}${piece.repeat(count)}${end}`))

describe('an expression that the machine tries', () => {
  test('takes at most 64 steps per character, or 65,536 for the longest text', { timeout: 120_000 }, () => {
    let longest = 0
    const property = fc.property(anyRegex, pumped, ([source, flags], text) => {
      const tree = regexTree(source, flags)
      const native = nativeRegex(source, flags)
      if (tree === undefined || native === undefined) return
      const unbounded = native.longest === 1_048_576
      const whole = unbounded ? text : text.slice(0, native.longest)
      longest = Math.max(longest, stepsOf(tree, whole, unbounded ? 64 * (text.length + 1) : 65_536))
    })
    fc.assert(property, { numRuns: 3_000 })
    expect(longest).toBeGreaterThan(300)
  })

  test.each([
    '(a+)+$',
    '(a|a)*$',
    '(a|aa)+$',
    '(?:a*)*b',
    String.raw`(\d+|\w+)*x`,
    String.raw`^(\w+\s?)*$`,
    '(.*) (.*) (.*) (.*)!',
    String.raw`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`,
    '(?:x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?x?){10}y',
    '(?:[ab]?[ab]?[ab]?[ab]?[ab]?[ab]?[ab]?[ab]?c?)+$',
    '(a{1,30}){1,30}$',
    '(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)$',
    '(?=x)y',
    String.raw`(a)\1`,
  ])('is never %s, whatever the text', (source) => {
    expect(nativeRegex(source, '')).toBeUndefined()
  })

  test.each([
    [String.raw`^(?<name>.+) County$`, 1_048_576],
    [String.raw`^(?:\d+|\d{1,3}(?:,\d{3})+)$`, 1_048_576],
    [String.raw`^(?: [A-Z][a-z]+)*$`, 1_048_576],
    [String.raw`write-?ins?\b`, 1_048_576],
    [String.raw`\s+$`, 170],
    [String.raw`^(.*?)\s+(\d+)$`, 120],
  ])('is %s up to its length', (source, longest) => {
    const native = nativeRegex(source, '')
    expect(native?.longest).toBeGreaterThanOrEqual(longest)
    expect((native?.longest ?? 0) < 1_048_576).toBe(longest < 1_048_576)
  })
})

/** A set of characters (code points): the first and the last of each range, in order, no two ranges touching. */
export type CharacterSet = readonly number[]

const last = 0x10_ff_ff

/** A set of ranges in any order. */
export function setOf(...ranges: readonly (readonly [first: number, last: number])[]): CharacterSet {
  const made: number[] = []
  for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
    const end = made.at(-1)
    if (end === undefined || from > end + 1) made.push(from, to)
    else if (to > end) made[made.length - 1] = to
  }
  return made
}

export const union = (...sets: readonly CharacterSet[]): CharacterSet => setOf(...sets.flatMap(rangesOf))

/** All characters that are not in a set. */
export function complement(set: CharacterSet): CharacterSet {
  const made: number[] = []
  let from = 0
  for (const [first, end] of rangesOf(set)) {
    if (first > from) made.push(from, first - 1)
    from = end + 1
  }
  if (from <= last) made.push(from, last)
  return made
}

export function rangesOf(set: CharacterSet): readonly (readonly [number, number])[] {
  return Array.from({ length: set.length / 2 }, (_, index) => [set[2 * index] ?? 0, set[2 * index + 1] ?? 0])
}

export function isIn(character: number, set: CharacterSet): boolean {
  // What does not lie before an even number of borders lies inside.
  return set.findIndex((border, index) => character < border + (index % 2)) % 2 === 1
}

const range = (from: string, to: string) => [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0] as const
export const anything: CharacterSet = [0, last]
export const newline: CharacterSet = [10, 10]
export const digits = setOf(range('0', '9'))
export const wordSigns = setOf(range('0', '9'), range('A', 'Z'), range('_', '_'), range('a', 'z'))
/** What RE2 calls white space: `\S` inside brackets is all else. */
export const plainSpaces = setOf([9, 10], [12, 13], [32, 32])
/** White space as JavaScript has it. */
export const spaces = setOf(
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x16_80, 0x16_80],
  [0x20_00, 0x20_0a],
  [0x20_28, 0x20_29],
  [0x20_2f, 0x20_2f],
  [0x20_5f, 0x20_5f],
  [0x30_00, 0x30_00],
  [0xfe_ff, 0xfe_ff],
)

/** Outside ASCII only two characters are the same as a letter of it but for case: the sign of Kelvin and the long s. */
const beyond: readonly (readonly [number, string])[] = [
  [0x21_2a, 'k'],
  [0x01_7f, 's'],
]

/** The set and all that differs from it by case only. Undefined: it has letters outside ASCII, or so many that it may. */
export function anyCase(set: CharacterSet): CharacterSet | undefined {
  const more: (readonly [number, number])[] = []
  for (const [from, to] of rangesOf(set)) {
    if (to - Math.max(from, 0x80) > 64) return undefined
    for (let one = from; one <= to; one += 1) {
      const sign = String.fromCodePoint(one)
      const [upper, lower] = [sign.toUpperCase(), sign.toLowerCase()]
      if (upper === lower) continue
      if (one >= 0x80) return undefined
      more.push(range(upper, upper), range(lower, lower))
      for (const [twin, letter] of beyond) if (lower === letter) more.push([twin, twin])
    }
  }
  return setOf(...rangesOf(set), ...more)
}

/** The set as an expression of JavaScript with the flag u. */
export function written(set: CharacterSet): string {
  const [first = 0, end] = set
  if (set.length === 2 && first === end) return writtenSign(first)
  const all = first === 0 && set.at(-1) === last
  const ranges = rangesOf(all ? complement(set) : set).map(([from, to]) =>
    from === to ? writtenSign(from) : `${writtenSign(from)}-${writtenSign(to)}`,
  )
  return `[${all ? '^' : ''}${ranges.join('')}]`
}

function writtenSign(character: number): string {
  const text = String.fromCodePoint(character)
  return /^[ \w]$/.test(text) ? text : `\\u{${character.toString(16)}}`
}

import {
  anyCase,
  anything,
  type CharacterSet,
  complement,
  digits,
  newline,
  plainSpaces,
  setOf,
  spaces,
  union,
  wordSigns,
} from './regex-sets.ts'

/** What an expression says, for those that both engines read alike. */
export type RegexTree =
  | { readonly type: 'one'; readonly set: CharacterSet }
  | { readonly type: 'at'; readonly place: Place }
  | { readonly type: 'all'; readonly items: readonly RegexTree[] }
  | { readonly type: 'any'; readonly items: readonly RegexTree[] }
  | { readonly type: 'group'; readonly name: string | undefined; readonly inner: RegexTree }
  | Repeat
export type Place = 'start' | 'end' | 'border'
export interface Repeat {
  readonly type: 'times'
  readonly inner: RegexTree
  readonly least: number
  readonly most: number
  readonly lazy: boolean
}

interface Flags {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
}

/** Counts above it make the machine's program long. */
const mostTimes = 100
const unread = new Error('not of this kind')

/**
 * Reads an expression as RE2 would, where JavaScript reads the same. Undefined: it holds something that one of the two
 * reads otherwise or not at all, or that is too rare to be looked into.
 */
export function regexTree(source: string, flags: string): RegexTree | undefined {
  const signs = Array.from(source)
  let at = 0
  const inside: Flags = { i: flags.includes('i'), m: flags.includes('m'), s: flags.includes('s') }
  try {
    const tree = anyOf(taken(/^\(\?([ims]+)\)/, inside) ?? inside)
    return at === signs.length ? tree : undefined
  } catch (thrown) {
    if (thrown !== unread) throw thrown
    return undefined
  }

  /** Flags that stand here and hold from here on. */
  function taken(form: RegExp, before: Flags): Flags | undefined {
    const [all, words = ''] = form.exec(signs.slice(at, at + 8).join('')) ?? []
    if (all === undefined) return undefined
    at += all.length
    return {
      i: before.i || words.includes('i'),
      m: before.m || words.includes('m'),
      s: before.s || words.includes('s'),
    }
  }

  function anyOf(held: Flags): RegexTree {
    const items = [allOf(held)]
    while (signs[at] === '|') {
      at += 1
      items.push(allOf(held))
    }
    return items.length === 1 && items[0] !== undefined ? items[0] : { type: 'any', items }
  }

  function allOf(held: Flags): RegexTree {
    const items: RegexTree[] = []
    while (at < signs.length && signs[at] !== '|' && signs[at] !== ')') items.push(repeated(single(held)))
    return { type: 'all', items }
  }

  function repeated(inner: RegexTree): RegexTree {
    const [all, sign, least = '', to, most = ''] =
      /^(?:([*+?])|\{(\d{1,3})(,(\d{0,3}))?\})/.exec(signs.slice(at, at + 9).join('')) ?? []
    if (all === undefined) return inner
    at += all.length
    const lazy = signs[at] === '?'
    if (lazy) at += 1
    if (/^[*+?{]$/.test(signs[at] ?? '') || mayBeNothing(inner)) throw unread
    const [low, high] =
      sign === undefined
        ? [
            Number(least),
            to === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most),
          ]
        : [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY]
    if (
      low > high ||
      high === 0 ||
      low > mostTimes ||
      (high > mostTimes && high !== Number.POSITIVE_INFINITY)
    )
      throw unread
    // A group that takes part twice holds what it held last, and what that is differs.
    if (high > 1 && hasGroup(inner)) throw unread
    return { type: 'times', inner, least: low, most: high, lazy }
  }

  function single(held: Flags): RegexTree {
    const sign = signs[at] ?? ''
    at += 1
    switch (sign) {
      case '(':
        return group(held)
      case '[':
        return { type: 'one', set: brackets(held) }
      case '.':
        return { type: 'one', set: held.s ? anything : complement(newline) }
      case '^':
        // The ends of lines differ, and looking for them the machine stops within characters.
        return held.m ? fail() : { type: 'at', place: 'start' }
      case '$':
        return held.m ? fail() : { type: 'at', place: 'end' }
      case '*':
      case '+':
      case '?':
      case '{':
        throw unread
      case '\\':
        if (signs[at] !== 'b') return { type: 'one', set: cased(escape(false, held), held) }
        at += 1
        return { type: 'at', place: 'border' }
      default:
        return { type: 'one', set: cased(only(sign), held) }
    }
  }

  function group(held: Flags): RegexTree {
    let tree: RegexTree
    const [named, name] = /^\?<([A-Za-z_]\w{0,60})>/.exec(signs.slice(at, at + 64).join('')) ?? []
    if (named !== undefined) {
      at += named.length
      if (name === '__proto__') throw unread
      tree = { type: 'group', name, inner: anyOf(held) }
    } else if (signs[at] === '?') tree = anyOf(taken(/^\?([ims]*):/, held) ?? fail())
    else tree = { type: 'group', name: undefined, inner: anyOf(held) }
    if (signs[at] !== ')') throw unread
    at += 1
    return tree
  }

  function brackets(held: Flags): CharacterSet {
    const not = signs[at] === '^'
    if (not) at += 1
    const start = at
    let set: CharacterSet = []
    for (; signs[at] !== ']' || at === start; ) {
      const first = member(held)
      const ranges = signs[at] === '-' && signs[at + 1] !== ']'
      if (ranges) at += 1
      const end = ranges ? member(held) : first
      // A minus between two ranges, or between what are no characters, is read in many ways.
      if (ranges && (first.length !== 2 || first[0] !== first[1] || end.length !== 2 || end[0] !== end[1]))
        throw unread
      if (ranges && ((first[0] ?? 0) > (end[0] ?? 0) || (signs[at] === '-' && signs[at + 1] !== ']')))
        throw unread
      set = ranges ? union(set, setOf([first[0] ?? 0, end[0] ?? 0])) : union(set, first)
    }
    at += 1
    const folded = cased(set, held)
    return not ? complement(folded) : folded
  }

  function member(held: Flags): CharacterSet {
    const sign = signs[at]
    if (sign === undefined || sign === '[' || sign === ']') throw unread
    if (sign === '-' && signs[at + 1] !== ']' && signs[at - 1] !== '[' && signs[at - 1] !== '^') throw unread
    at += 1
    return sign === '\\' ? escape(true, held) : only(sign)
  }

  function escape(bracketed: boolean, held: Flags): CharacterSet {
    const sign = signs[at] ?? ''
    at += 1
    const [hexadecimal] = /^(?:x[\da-f]{2}|u[\da-f]{4})/i.exec(signs.slice(at - 1, at + 4).join('')) ?? []
    if (hexadecimal !== undefined) {
      at += hexadecimal.length - 1
      return only(String.fromCodePoint(Number.parseInt(hexadecimal.slice(1), 16)))
    }
    if (/^[^\w\s]$/.test(sign) && sign < '\u007f') return only(sign)
    const blank = 'tnrfv'.indexOf(sign)
    if (sign !== '' && blank !== -1) return only('\t\n\r\f\v'.charAt(blank))
    if (held.i && /^[wW]$/.test(sign)) throw unread
    return kinds(bracketed)[sign] ?? fail()
  }
}

const fail = (): never => {
  throw unread
}

const kinds = (bracketed: boolean): Readonly<Record<string, CharacterSet>> => ({
  d: digits,
  D: complement(digits),
  w: wordSigns,
  W: complement(wordSigns),
  s: spaces,
  S: complement(bracketed ? plainSpaces : spaces),
})

function only(sign: string): CharacterSet {
  const character = sign.codePointAt(0) ?? 0
  // Half a character.
  if (character >= 0xd8_00 && character <= 0xdf_ff) throw unread
  return [character, character]
}

const cased = (set: CharacterSet, { i }: Flags): CharacterSet => (i ? (anyCase(set) ?? fail()) : set)

/** Whether it may match without a character: what may can be repeated without end, and the engines stop that differently. */
function mayBeNothing(tree: RegexTree): boolean {
  if (tree.type === 'one') return false
  if (tree.type === 'at') return true
  if (tree.type === 'all') return tree.items.every(mayBeNothing)
  if (tree.type === 'any') return tree.items.some(mayBeNothing)
  return (tree.type === 'times' && tree.least === 0) || mayBeNothing(tree.inner)
}

function hasGroup(tree: RegexTree): boolean {
  if (tree.type === 'group') return true
  if (tree.type === 'all' || tree.type === 'any') return tree.items.some(hasGroup)
  return tree.type === 'times' && hasGroup(tree.inner)
}

import { written } from './regex-sets.ts'
import { longestText } from './regex-steps.ts'
import { type Place, type RegexTree, type Repeat, regexTree } from './regex-tree.ts'

/** An expression for the machine's own engine, which answers as RE2 does, and in bounded time up to a length of text. */
export interface NativeRegex {
  readonly source: string
  readonly flags: string
  /** Characters of the longest text for which the time is bounded. */
  readonly longest: number
  /** Its named groups, in order. */
  readonly groups: readonly string[]
  /** Which number each has. */
  readonly numbers: readonly number[]
}

/** Undefined: that both engines answer alike in bounded time is not proven. */
export function nativeRegex(source: string, flags: string): NativeRegex | undefined {
  const tree = regexTree(source, flags)
  if (tree === undefined) return undefined
  const names = groupsOf(tree)
  const groups = names.filter((name) => name !== undefined)
  if (new Set(groups).size < groups.length) return undefined
  const longest = longestText(tree)
  if (longest === undefined) return undefined
  const numbers = groups.map((name) => names.indexOf(name) + 1)
  return { source: print(tree), flags: 'gu', longest, groups, numbers }
}

function groupsOf(tree: RegexTree): readonly (string | undefined)[] {
  if (tree.type === 'all' || tree.type === 'any') return tree.items.flatMap(groupsOf)
  if (tree.type === 'times') return groupsOf(tree.inner)
  return tree.type === 'group' ? [tree.name, ...groupsOf(tree.inner)] : []
}

const places: Readonly<Record<Place, string>> = { start: '^', end: '$', border: '\\b' }

function print(tree: RegexTree): string {
  if (tree.type === 'one') return written(tree.set)
  if (tree.type === 'at') return places[tree.place]
  if (tree.type === 'all') return tree.items.map(print).join('')
  if (tree.type === 'any') return `(?:${tree.items.map(print).join('|')})`
  if (tree.type === 'group') return `(${print(tree.inner)})`
  const inner = tree.inner.type === 'one' ? print(tree.inner) : `(?:${print(tree.inner)})`
  return `${inner}${countOf(tree)}${tree.lazy ? '?' : ''}`
}

function countOf({ least, most }: Repeat): string {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`
  return least === 0 && most === 1 ? '?' : `{${least},${most}}`
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type jsonata from 'jsonata'
import { endless, type LibraryBounds } from './library.ts'
import { faultOutcome, type Outcome, valueOutcome } from './outcome.ts'

/** The library with something changed. What it evaluates is there at once, not promised. */
export type Library = (
  expression: string,
  options: LibraryBounds,
) => {
  evaluate(data: unknown, bindings: Readonly<Record<string, unknown>>): unknown
  ast(): jsonata.ExprNode
}

/** One change of the text of the library. Where nothing of it fits, the library is another than the one we know. */
export interface Change {
  readonly from: string | RegExp
  readonly to: string
}

/** The text of the library. */
export const source = readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8')

/** One thing after another: the members of a list or an object too, which the library evaluates at the same time. */
const inOrder: readonly Change[] = [
  { from: /\basync (function\b|\()/g, to: '$1' },
  { from: /\bawait /g, to: '' },
  { from: /Promise\.all\(/g, to: '(' },
  // What goes on for ever ends, as in `readByLibrary`.
  {
    from: 'function formatNumber(value, picture, options) {',
    to: 'function formatNumber(value, picture, options) { endlessOfTests("formatNumber", [value, picture, options]);',
  },
  {
    from: 'function formatInteger(value, picture) {',
    to: 'function formatInteger(value, picture) { endlessOfTests("formatInteger", [value, picture]);',
  },
  // Regular expressions left of `?:` and `??`, which the engine puts back after parsing; functions are lost.
  { from: 'JSON.parse(JSON.stringify(left))', to: `(${String(copied)})(left)` },
]

function copied(node: unknown): unknown {
  const kept: readonly unknown[] = []
  if (typeof node !== 'object' || node === null || node instanceof RegExp) return node
  if (Array.isArray(node)) return node.map(copied)
  const members = Object.entries(node).filter(
    ([key, member]) => typeof member !== 'function' || kept.includes(key),
  )
  return Object.fromEntries(members.map(([key, member]) => [key, copied(member)]))
}

const made = new Map<string, Library>()

/** The library that evaluates in order, with changes. */
export function mendedLibrary(changes: readonly Change[]): Library {
  const key = JSON.stringify(changes.map(({ from, to }) => [String(from), to]))
  const before = made.get(key)
  if (before !== undefined) return before
  let text = source
  for (const { from, to } of [...inOrder, ...changes]) {
    const changed = typeof from === 'string' ? text.replaceAll(from, () => to) : text.replace(from, to)
    if (changed === text) throw new Error(`the library does not have ${String(from)}`)
    text = changed
  }
  const library = { exports: undefined as unknown as Library }
  // oxlint-disable-next-line no-implied-eval, no-new-func
  new Function('module', 'exports', 'endlessOfTests', text)(library, {}, endless)
  made.set(key, library.exports)
  return library.exports
}

const unbounded: LibraryBounds = {}

/** Evaluates with a changed library. */
export function byMended(
  library: Library,
  expression: string,
  data: unknown,
  bindings: Readonly<Record<string, unknown>> = {},
  bounds = unbounded,
): Outcome {
  try {
    return valueOutcome(readBy(library, expression, bounds).evaluate(data, bindings))
  } catch (thrown) {
    return faultOutcome(thrown)
  }
}

/** What each library read last: many pairs in a row have the same expression. */
const last = new WeakMap<Library, { expression: string; bounds: LibraryBounds; read: ReturnType<Library> }>()

function readBy(library: Library, expression: string, bounds: LibraryBounds): ReturnType<Library> {
  const before = last.get(library)
  if (before?.expression === expression && before.bounds === bounds) return before.read
  const read = library(expression, bounds)
  last.set(library, { expression, bounds, read })
  return read
}

import { existsSync, readFileSync } from 'node:fs'
import jsonata from 'jsonata'
import { realFile } from '../real-files.ts'
import type { Account, Reading } from './account.ts'
import { type ReadSource, seenBy } from './reading.ts'

/** One comparison: what was computed independently, and what the engine published. */
export interface Compared {
  readonly what: string
  readonly expected: unknown
  readonly actual: unknown
  /** Single values in it. */
  readonly leaves: number
}
type Facts = Readonly<Record<string, unknown>>

/** Everything that a reading states, evaluated. */
export async function compared(
  account: Account,
  reading: Reading,
  read: ReadSource,
): Promise<readonly Compared[]> {
  const seen = seenBy(read)
  const facts = factsFor(account, reading)
  const found: Compared[] = []
  const add = async (what: string, expected: unknown, expression: string): Promise<void> => {
    const actual = plain(await jsonata(expression).evaluate(seen))
    found.push({ what, expected, actual, leaves: leavesOf(expected).length })
  }
  for (const [path, expression] of Object.entries(reading.facts ?? {})) {
    const expected = at(facts, path)
    if (expected === undefined) throw new Error(`expected.json says nothing of ${path}`)
    // oxlint-disable-next-line no-await-in-loop -- expressions over many results: one at a time is kinder to memory
    await add(path, expected, expression)
  }
  for (const { what, expected, actual } of reading.stated ?? []) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    await add(what, expected, actual)
  }
  return found
}

/** Facts of `expected.json` that a reading neither compares nor leaves out with a reason. */
export function uncovered(account: Account, reading: Reading): readonly string[] {
  const named = [...Object.keys(reading.facts ?? {}), ...Object.keys(reading.not_compared ?? {})]
  const covers = (leaf: string): boolean => named.some((path) => `${leaf}.`.startsWith(`${path}.`))
  return leavesOf(factsFor(account, reading)).filter((leaf) => !covers(leaf))
}

/** Files for which `expected.json` has facts; none where there is no such file. */
export function filesWithFacts(source: string): readonly string[] {
  const all = expectedOf(source)
  return Array.isArray(all) ? all.map(({ file }: { readonly file: string }) => file) : []
}

function expectedOf(source: string): unknown {
  const path = realFile(source, 'expected.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function factsFor({ source }: Account, { facts_of: file }: Reading): Facts {
  if (file === undefined) return {}
  const all = expectedOf(source)
  const found = Array.isArray(all)
    ? (
        all.find((one: { readonly file: string }) => one.file === file) as
          | { readonly facts: Facts }
          | undefined
      )?.facts
    : at(all, file)
  if (found === undefined) throw new Error(`expected.json of ${source} says nothing of ${file}`)
  return found as Facts
}

/** Keys may hold dots: the longest that fits goes first. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value
  if (typeof value !== 'object' || value === null) return undefined
  const key = Object.keys(value)
    .filter((one) => path === one || path.startsWith(`${one}.`))
    .toSorted((a, b) => b.length - a.length)[0]
  if (key === undefined) return undefined
  return at((value as Facts)[key], path.slice(key.length + 1))
}

function leavesOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  )
}

/** JSONata marks its sequences; a comparison wants bare data. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

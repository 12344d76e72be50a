import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Group, Results } from './figures.ts'

const inResults = (name: string): string => fileURLToPath(new URL(`results/${name}`, import.meta.url))

/** `recorded` is kept in the project, `latest` is of the last run here. */
export const files = { recorded: inResults('recorded.json'), latest: inResults('latest.json') } as const

/** What a run wrote, by group. */
export const readResults = (path: string): Results => JSON.parse(readFileSync(path, 'utf8')) as Results

/** As `readResults`, of a file that somebody named. What is wrong with it is an error in words for them. */
export function resultsIn(path: string): Results | RangeError {
  if (!existsSync(path)) return new RangeError(`There is no file ${path}: ${taken}`)
  try {
    const results = readResults(path)
    const groups = Object.values(results)
    if (!Array.isArray(results) && groups.length > 0 && groups.every(isGroup)) return results
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return new RangeError(`${path} can not be read (${String(error.code)}): ${taken}`)
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
  }
  return new RangeError(`${path} holds no results: ${taken}`)
}

const taken = '--compare takes what a run wrote.'
const isGroup = ({ figures, ratios, pace }: Group): boolean => [figures, ratios, pace].every(Array.isArray)

/** As `resultsIn`, for a run of some groups: at least one of them must be in it, or nothing would be compared. */
export function resultsOf(path: string, wanted: readonly string[]): Results | RangeError {
  const results = resultsIn(path)
  if (results instanceof RangeError) return results
  if (wanted.length === 0) return new RangeError('--compare needs groups that run: --plots alone runs none.')
  if (wanted.some((name) => Object.hasOwn(results, name))) return results
  return new RangeError(
    `${path} has none of the groups that run (${wanted.join(', ')}): it has ${Object.keys(results).join(', ')}.`,
  )
}

/** Puts what a group found in the place of what the file has of it. Numbers lose what is beyond all precision. */
export function writeGroup(path: string, name: string, group: Group): void {
  const before = existsSync(path) ? resultsIn(path) : {}
  // What an older bench wrote is of no use any more.
  const results: Results = before instanceof RangeError ? {} : before
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, formatted(JSON.stringify({ ...results, [name]: group }, rounded, 2)))
}

const project = fileURLToPath(new URL('../..', import.meta.url))

/** As the project's files are formatted: what is recorded is checked like all others. */
const formatted = (text: string): string =>
  execFileSync('node_modules/.bin/biome', ['format', '--stdin-file-path=tests/bench/results/recorded.json'], {
    cwd: project,
    input: text,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  })

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Group, Results } from './figures.ts'

const inResults = (name: string): string => fileURLToPath(new URL(`results/${name}`, import.meta.url))

/** `recorded` is kept in the project, `latest` is of the last run here. */
export const files = { recorded: inResults('recorded.json'), latest: inResults('latest.json') } as const

/** What a run wrote, by group. */
export const readResults = (path: string): Results => JSON.parse(readFileSync(path, 'utf8')) as Results

/** Puts what a group found in the place of what the file has of it. Numbers lose what is beyond all precision. */
export function writeGroup(path: string, name: string, group: Group): void {
  const results: Results = existsSync(path) ? readResults(path) : {}
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value
  const text = JSON.stringify({ ...results, [name]: group }, rounded, 2)
  mkdirSync(dirname(path), { recursive: true })
  // Rounds of a figure stand on one line.
  writeFileSync(path, `${text.replaceAll(/\[[\s\d.,e+-]*\]/g, (list) => list.replaceAll(/\s+/g, ' '))}\n`)
}

import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { Static } from 'typebox'
import type { Check } from '../check/check.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { compileChecks } from '../plan/checks.ts'
import { tables } from '../plan/tables.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { notUtf8, utf8Text } from '../spec/utf8.ts'
import { problemsOf } from '../spec/valid.ts'
import { type Case, CasesFile } from './case.ts'

/** Where the cases of a feed stand, if it has any. */
export const casesPath = (folder: string): string => posix.join(folder, 'cases.yaml')

/** The cases of a feed, in order; none where there is no cases.yaml. Throws an AggregateError of every problem. */
export function readCases(folder: string): readonly Case[] {
  const path = casesPath(folder)
  if (!existsSync(path)) return []
  const text = utf8Text(readFileSync(path))
  if (typeof text !== 'string') throw new AggregateError([notUtf8(path, text)])
  const document = parseSpec(path, text)
  if (document.problems.length > 0) throw new AggregateError(document.problems)
  const written = Array.isArray(document.value) ? document.value.map(writtenOf) : []
  const problems = [
    ...problemsOf(document.value, CasesFile, document, []),
    ...written.flatMap((_, index) => problemsOfCase(written, index, document)),
    ...written.flatMap((_, index) => problemsOfChecks(index, document)),
  ]
  // A missing capture fails its case and no other; beside other mistakes it is told with them.
  if (problems.length > 0)
    throw new AggregateError([...problems, ...missingCaptures(written, folder, document)].toSorted(byPlace))
  const given = document.value as Static<typeof CasesFile>
  return given.map((one, index) => ({
    ...one,
    index,
    at: document.position([index]),
    limited: (checks) => limitedChecks(index, document, () => undefined, checks) ?? checks,
  }))
}

/** The checks with the limits of a case. Undefined: it has none. */
function limitedChecks(
  index: number,
  document: SpecDocument,
  report: (error: FeedError) => void,
  others?: readonly Check[],
): readonly Check[] | undefined {
  const value = Array.isArray(document.value) ? document.value[index] : undefined
  const checks = isObject(value) ? value['checks'] : undefined
  if (!Array.isArray(checks)) return undefined
  return compileChecks({ value: checks, document, path: [index, 'checks'] }, { tables, report }, others)
}

function problemsOfChecks(index: number, document: SpecDocument): readonly FeedError[] {
  const problems: FeedError[] = []
  limitedChecks(index, document, (error) => void problems.push(error))
  return problems
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What can be asked of a case whose form may be wrong. */
interface Written {
  readonly case?: string
  readonly capture?: string
  readonly after?: string
  readonly release?: Json
}

function writtenOf(value: Json): Written {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const { release, ...rest } = value as JsonObject
  const texts = ['case', 'capture', 'after'].flatMap((key) =>
    typeof rest[key] === 'string' ? [[key, rest[key]] as const] : [],
  )
  return { ...Object.fromEntries(texts), ...(release === undefined ? {} : { release }) }
}

const byPlace = ({ at: one }: FeedError, { at: other }: FeedError): number =>
  (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0)

function missingCaptures(
  written: readonly Written[],
  folder: string,
  document: SpecDocument,
): readonly FeedError[] {
  return written.flatMap(({ capture }, index) => {
    if (capture === undefined) return []
    const path = posix.join(folder, 'fixtures', capture)
    if (existsSync(posix.join(path, 'capture.yaml'))) return []
    return [feedError('CAPTURE_MISSING', { path }, { at: document.position([index, 'capture']) })]
  })
}

function problemsOfCase(
  given: readonly Written[],
  index: number,
  document: SpecDocument,
): readonly FeedError[] {
  const { case: name, after, release } = given[index] ?? {}
  const at = (key: string) => document.position([index, key])
  const before = given.slice(0, index).map((one) => one.case)
  const earlier = before.filter((one) => one !== undefined)
  const problems: FeedError[] = []
  const first = before.indexOf(name)
  if (name !== undefined && first !== -1) {
    const other = `${document.file}:${document.position([first, 'case']).line}`
    problems.push(feedError('SPEC_SAME_NAME', { what: 'case', name, other }, { at: at('case') }))
  }
  if (after !== undefined && !earlier.includes(after)) {
    const details = { what: 'earlier case', name: after, near: near(after, earlier), known: earlier }
    problems.push(feedError('SPEC_NOT_FOUND', details, { at: at('after') }))
  }
  if (release !== undefined && after === undefined) {
    const details = {
      key: 'after',
      inside: name === undefined ? 'a case' : `the case "${name}"`,
      meaning: 'the case whose holds are released.',
    }
    problems.push(feedError('SPEC_MISSING_KEY', details, { at: at('release') }))
  }
  return problems
}

import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { Static } from 'typebox'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
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
  const form =
    document.problems.length > 0 ? document.problems : problemsOf(document.value, CasesFile, document, [])
  if (form.length > 0) throw new AggregateError(form)
  const given = document.value as Static<typeof CasesFile>
  const problems = given.flatMap((_, index) => problemsOfCase(given, index, document))
  if (problems.length > 0) throw new AggregateError(problems)
  return given.map((one, index) => ({ ...one, index, at: document.position([index]) }))
}

function problemsOfCase(
  given: Static<typeof CasesFile>,
  index: number,
  document: SpecDocument,
): readonly FeedError[] {
  const { case: name = '', after, release } = given[index] ?? {}
  const at = (key: string) => document.position([index, key])
  const earlier = given.slice(0, index).map((one) => one.case)
  const problems: FeedError[] = []
  const first = earlier.indexOf(name)
  if (first !== -1) {
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
      inside: `the case "${name}"`,
      meaning: 'the case whose holds are released.',
    }
    problems.push(feedError('SPEC_MISSING_KEY', details, { at: at('release') }))
  }
  return problems
}

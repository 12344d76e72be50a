import { posix } from 'node:path'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import { readTable, type SpecTable } from '../spec/table.ts'
import { type Compiling, readText } from './compiling.ts'
import { feedsRootOf } from './feeds-root.ts'

/** The CSV file that a spec names, relative to the folder of the spec. Undefined: a problem was reported. */
export function readBeside(
  name: string,
  what: string,
  at: Position,
  compiling: Compiling,
): SpecTable | undefined {
  const file = posix.join(posix.dirname(at.file), name)
  const outside = posix.relative(feedsRootOf(at.file, compiling.files), file).startsWith('../')
  if (name.startsWith('/') || outside) {
    compiling.report(feedError('SPEC_FILE_OUTSIDE', { file: name, what }, { at }))
    return undefined
  }
  const missing = () => feedError('SPEC_FILE_MISSING', { file: name, what }, { at })
  const text = readText(file, missing, compiling)
  if (text === undefined) return undefined
  const table = readTable(file, text)
  if (table instanceof FeedError) {
    compiling.report(table)
    return undefined
  }
  for (const problem of table.problems) compiling.report(problem)
  return table
}

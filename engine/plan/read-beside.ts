import { posix } from 'node:path'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import { readTable, type SpecTable } from '../spec/table.ts'
import { type Compiling, readText } from './compiling.ts'

/** The CSV file that a spec names, relative to the folder of the spec. Undefined: a problem was reported. */
export function readBeside(
  name: string,
  what: string,
  at: Position,
  compiling: Compiling,
): SpecTable | undefined {
  const file = posix.join(posix.dirname(at.file), name)
  const missing = () => feedError('SPEC_FILE_MISSING', { file: name, what }, { at })
  const text = readText(file, missing, compiling)
  if (text === undefined) return undefined
  const table = readTable(file, text)
  if (!(table instanceof FeedError)) return table
  compiling.report(table)
  return undefined
}

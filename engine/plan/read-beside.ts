import { posix } from 'node:path'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import { readTable, type SpecTable } from '../spec/table.ts'
import type { Compiling } from './compiling.ts'

/** The CSV file that a spec names, relative to the folder of the spec. Undefined: a problem was reported. */
export function readBeside(
  name: string,
  what: string,
  at: Position,
  { files, report }: Compiling,
): SpecTable | undefined {
  const file = posix.join(posix.dirname(at.file), name)
  const text = files.read(file)
  if (text === undefined) {
    report(feedError('SPEC_FILE_MISSING', { file: name, what }, { at }))
    return undefined
  }
  const table = readTable(file, text)
  if (!(table instanceof FeedError)) return table
  report(table)
  return undefined
}

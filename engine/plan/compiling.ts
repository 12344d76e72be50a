import type { Path } from '../component.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import type { SpecDocument } from '../spec/document.ts'
import { type NotUtf8, notUtf8 } from '../spec/utf8.ts'
import type { Tables } from './tables.ts'

/** Where the files of specs come from; paths use slashes. */
export interface SpecFiles {
  /** Undefined: there is no such file. */
  read(path: string): string | NotUtf8 | undefined
  /** Names in a folder, sorted; folders end with a slash. Empty where there is none. */
  list(folder: string): readonly string[]
}

/** What the steps of a compilation share. */
export interface Compiling {
  readonly files: SpecFiles
  readonly tables: Tables
  readonly report: (error: FeedError) => void
}

/** The text of a file. Undefined: what keeps it from being read was reported; `missing` makes the error of no such file. */
export function readText(
  path: string,
  missing: () => FeedError,
  { files, report }: Pick<Compiling, 'files' | 'report'>,
): string | undefined {
  const read = files.read(path)
  if (typeof read === 'string') return read
  report(read === undefined ? missing() : notUtf8(path, read))
  return undefined
}

/** A section, and the file it stands in: the feed's own, or its profile. */
export interface Section<Value = Json> {
  readonly value: Value
  readonly document: SpecDocument
  readonly path: Path
}
/** Where a section stands. */
export const positionOf = ({ document, path }: Section<unknown>): Position => document.position(path)
/** A position as messages name it: `feed.yaml:12`. */
export const placeText = ({ file, line }: Position): string => `${file}:${line}`

import type { Path } from '../component.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import type { SpecDocument } from '../spec/document.ts'
import type { Tables } from './tables.ts'

/** Where the files of specs come from; paths use slashes. */
export interface SpecFiles {
  /** Undefined: there is no such file. */
  read(path: string): string | undefined
  /** Names in a folder, sorted; folders end with a slash. Empty where there is none. */
  list(folder: string): readonly string[]
}

/** What the steps of a compilation share. */
export interface Compiling {
  readonly files: SpecFiles
  readonly tables: Tables
  readonly report: (error: FeedError) => void
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

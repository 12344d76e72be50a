import picomatch from 'picomatch'
import { feedError } from '../errors/feed-error.ts'

/** What a listing tells of a file. */
export interface ListedFile {
  readonly name: string
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
}

/** The file that matches the pattern and was changed last; of several at the same second, the last by name. */
export function newestFile<File extends Pick<ListedFile, 'name' | 'modified'>>(
  files: readonly File[],
  pattern: string,
  origin: string,
): File {
  const matches = picomatch(pattern)
  const newest = files
    .filter(({ name }) => matches(name))
    .reduce<File | undefined>(
      (best, file) => (best === undefined || isNewer(file, best) ? file : best),
      undefined,
    )
  if (newest !== undefined) return newest
  const names = files.map(({ name }) => name).toSorted()
  throw feedError('SOURCE_NO_MATCH', { origin, pattern, files: names.slice(0, 10) })
}

function isNewer<File extends Pick<ListedFile, 'name' | 'modified'>>(file: File, best: File): boolean {
  if (file.modified !== best.modified) return file.modified > best.modified
  return file.name > best.name
}

/** What makes a file another one, as far as a listing can tell. */
export const fileIdentity = ({ name, size, modified }: ListedFile): string => `${name} ${size} ${modified}`

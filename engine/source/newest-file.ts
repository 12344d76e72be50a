import picomatch from 'picomatch'
import { feedError } from '../errors/feed-error.ts'

/** What a listing tells of a file. */
export interface ListedFile {
  readonly name: string
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
}
type Dated = Pick<ListedFile, 'name' | 'modified'>

/** The files that match the pattern, by name; there is at least one. */
export function matchingFiles<File extends Pick<ListedFile, 'name'>>(
  files: readonly File[],
  pattern: string,
  origin: string,
): readonly File[] {
  const matches = picomatch(pattern)
  const matching = files.filter(({ name }) => matches(name))
  if (matching.length > 0) return matching.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const names = files.map(({ name }) => name).toSorted()
  throw feedError('SOURCE_NO_MATCH', { origin, pattern, files: names.slice(0, 10) })
}

/** The file that matches the pattern and was changed last; of several at the same second, the last by name. */
export const newestFile = <File extends Dated>(
  files: readonly File[],
  pattern: string,
  origin: string,
): File => matchingFiles(files, pattern, origin).reduce((best, file) => (isNewer(file, best) ? file : best))

function isNewer(file: Dated, best: Dated): boolean {
  if (file.modified !== best.modified) return file.modified > best.modified
  return file.name > best.name
}

/** What makes a file another one, as far as a listing can tell. */
export const fileIdentity = ({ name, size, modified }: ListedFile): string => `${name} ${size} ${modified}`

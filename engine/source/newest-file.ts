import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { type Glob, globOf } from '../flow/glob.ts'

/** What a listing tells of a file. */
export interface ListedFile {
  readonly name: string
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
}
/** Which names are wanted, and how the spec says it. */
export interface NamePattern extends Glob {
  readonly text: string
}

/** The pattern that a spec writes; one that is none is reported, and fits nothing. */
export function namePattern(text: string, site: Site): NamePattern {
  const glob = globOf(text)
  if (!('problem' in glob)) return { text, test: (name) => glob.test(name) }
  const problem = `The pattern "${text}" can not be used: ${glob.problem}`
  const advice = 'Write a glob over the name, such as results_*.{csv,zip}'
  site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  return { text, test: () => false }
}
type Dated = Pick<ListedFile, 'name' | 'modified'>

/** The files that match the pattern, by name; there is at least one. */
export function matchingFiles<File extends Pick<ListedFile, 'name'>>(
  files: readonly File[],
  pattern: NamePattern,
  origin: string,
): readonly File[] {
  const matching = files.filter(({ name }) => pattern.test(name))
  if (matching.length > 0) return matching.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const names = files.map(({ name }) => name).toSorted()
  throw feedError('SOURCE_NO_MATCH', { origin, pattern: pattern.text, files: names.slice(0, 10) })
}

/** The file that matches the pattern and was changed last; of several at the same second, the last by name. */
export const newestFile = <File extends Dated>(
  files: readonly File[],
  pattern: NamePattern,
  origin: string,
): File => matchingFiles(files, pattern, origin).reduce((best, file) => (isNewer(file, best) ? file : best))

function isNewer(file: Dated, best: Dated): boolean {
  if (file.modified !== best.modified) return file.modified > best.modified
  return file.name > best.name
}

/** What makes a file another one, as far as a listing can tell. */
export const fileIdentity = ({ name, size, modified }: ListedFile): string => `${name} ${size} ${modified}`

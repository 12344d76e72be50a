import { posix } from 'node:path'
import type { SpecFiles } from './compiling.ts'

/** The folder of feeds that a spec belongs to: the nearest one above it in which elections lie, else its own. */
export function feedsRootOf(path: string, files: Pick<SpecFiles, 'list'>): string {
  const own = posix.dirname(path)
  for (let folder = own; ; folder = posix.dirname(folder)) {
    if (files.list(folder).includes('elections/')) return folder
    if (posix.dirname(folder) === folder) return own
  }
}

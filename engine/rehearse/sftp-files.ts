import { posix } from 'node:path'

export interface RemoteFile {
  readonly bytes: Uint8Array
  /** Milliseconds since 1970. */
  readonly modified: number
}
/** Files in memory, by absolute path; a directory exists as long as there is a file below it. */
export interface RemoteFiles {
  set(path: string, bytes: Uint8Array, modified: number): void
  remove(path: string): void
  file(path: string): RemoteFile | undefined
  /** Names of the entries of a directory. Undefined: there is no such directory. */
  directory(path: string): readonly string[] | undefined
}

/** No files yet. */
export function remoteFiles(): RemoteFiles {
  const files = new Map<string, RemoteFile>()
  return {
    set: (path, bytes, modified) => void files.set(absolute(path), { bytes, modified }),
    remove: (path) => void files.delete(absolute(path)),
    file: (path) => files.get(absolute(path)),
    directory(path) {
      const folder = absolute(path)
      const prefix = folder === '/' ? '/' : `${folder}/`
      const names = [...files.keys()]
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).split('/')[0] ?? '')
      return names.length === 0 && folder !== '/' ? undefined : [...new Set(names)].toSorted()
    },
  }
}

/** The one form of a path; what is relative starts at the root. */
export const absolute = (path: string): string => posix.resolve('/', path)

import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { ListedFile } from './newest-file.ts'

/** Files of a server, as a protocol shows them; a connection of one poll. Only ever read. Errors are SOURCE_*. */
export interface FileServer {
  /** `sftp://HOST`, for origins. */
  readonly origin: string
  /** The files of a directory, links to files included. Names are checked. */
  list(directory: string): Promise<readonly ListedFile[]>
  /** Size and time of a file as they are now. */
  stat(path: string): Promise<ListedFile>
  /** All `size` bytes of a file; a file that is shorter or longer is an error. */
  read(path: string, size: number): AsyncIterable<Uint8Array>
}

/** The address of a path, as people write it; a path without leading slash starts at the home of the user. */
export const addressOf = (origin: string, path: string): string =>
  `${origin}${posix.join('/', path.startsWith('/') ? '' : '~', path)}`

const longestName = 255
const mostNames = 50_000
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\0-\x1f\x7f-\x9f]/

/** A name that a server lists, if it is one of that directory: no path, and nothing that a protocol takes for a command. */
export function checkedName(name: string, origin: string): string {
  const problem =
    name === '' || name === '.' || name === '..'
      ? 'it is no name of a file'
      : /[/\\]/.test(name)
        ? 'it leads to another directory'
        : control.test(name)
          ? 'it has control characters'
          : name.length > longestName
            ? `it is longer than ${longestName} characters`
            : undefined
  if (problem === undefined) return name
  throw feedError('SOURCE_NAME_REFUSED', { origin, name: JSON.stringify(name.slice(0, 80)), problem })
}

/** Refuses a directory that is no place for results. */
export function checkCount(count: number, origin: string): void {
  if (count > mostNames)
    throw feedError('SOURCE_FAILED', { origin, reason: `it has more than ${mostNames} files` })
}

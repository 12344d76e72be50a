import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'
import { addressOf, type FileServer } from './file-server.ts'
import { fileIdentity, type ListedFile, matchingFiles, type NamePattern, newestFile } from './newest-file.ts'

const mostLooks = 10

export interface Wanted {
  readonly directory: string
  readonly pattern: NamePattern
  /** Every file that matches, not only the newest. */
  readonly every: boolean
  /** Milliseconds for which size and time must stay the same. */
  readonly stableFor: number
  /** Was this file fetched before, as it is? */
  readonly isKnown: (file: ListedFile) => boolean
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * The newest file that matches, or every one by name, once they have stayed the same for a while; what is known is not
 * waited for. Looks at the directory again each time: a newer file may come meanwhile.
 */
export async function settledFiles(server: FileServer, wanted: Wanted): Promise<readonly ListedFile[]> {
  const { directory, pattern, every, stableFor, isKnown, clock, signal } = wanted
  const origin = addressOf(server.origin, directory)
  const look = async () => {
    const files = await server.list(directory)
    return every ? matchingFiles(files, pattern, origin) : [newestFile(files, pattern, origin)]
  }
  let seen = await look()
  for (let looks = 1; looks <= mostLooks; looks += 1) {
    if (seen.every(isKnown)) return seen
    await clock.sleep(stableFor, signal)
    const now = await look()
    if (namesOf(now) === namesOf(seen)) return now
    seen = now
  }
  throw feedError('SOURCE_UNSTABLE', {
    origin: every ? origin : addressOf(server.origin, posix.join(directory, seen[0]?.name ?? '')),
    seconds: (mostLooks * stableFor) / 1_000,
  })
}

const namesOf = (files: readonly ListedFile[]): string => JSON.stringify(files.map(fileIdentity))

import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'
import { fileIdentity, type ListedFile, newestFile } from './newest-file.ts'
import { addressOf, listFiles, type Reach } from './sftp-files.ts'

const mostLooks = 10

export interface Wanted {
  readonly directory: string
  readonly pattern: string
  /** Milliseconds for which size and time must stay the same. */
  readonly stableFor: number
  /** The identity of the file that was fetched last. */
  readonly known: string | undefined
  readonly clock: Clock
}

/**
 * The newest file that matches, once it has stayed the same for a while; undefined when it is the known one, which is
 * not waited for. Looks at the directory again each time: a newer file may come meanwhile.
 */
export async function newestSettled(reach: Reach, wanted: Wanted): Promise<ListedFile | undefined> {
  const { directory, pattern, stableFor, known, clock } = wanted
  const look = async () =>
    newestFile(await listFiles(reach, directory), pattern, addressOf(reach.host, directory))
  let newest = await look()
  for (let looks = 1; looks <= mostLooks; looks += 1) {
    const identity = fileIdentity(newest)
    if (identity === known) return undefined
    await clock.sleep(stableFor, reach.signal)
    const now = await look()
    if (fileIdentity(now) === identity) return now
    newest = now
  }
  const origin = addressOf(reach.host, posix.join(directory, newest.name))
  throw feedError('SOURCE_UNSTABLE', { origin, seconds: (mostLooks * stableFor) / 1_000 })
}

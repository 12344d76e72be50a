import { feedError } from '../errors/feed-error.ts'
import type { CodeName } from './sources.ts'

/** What Lambda takes of one function, unpacked: 250 MB as it counts them. */
export const mostBytes = 250 * 1_024 * 1_024

/** Whether every function has room for its code. Throws DEPLOY_TOO_LARGE, which the deployment would fail with after all else was made. */
export function assertRoom(bytes: Readonly<Record<CodeName, number>>, feeds: number): void {
  for (const [name, size] of Object.entries(bytes))
    if (size > mostBytes)
      throw feedError('DEPLOY_TOO_LARGE', { name, megabytes: Math.round(size / 1_048_576), most: 250, feeds })
}

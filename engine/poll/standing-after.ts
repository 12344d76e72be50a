import { addDigests, sumOfDigests } from '../diff/digest.ts'
import type { Change } from '../model/changeset.ts'
import type { Head } from '../model/head.ts'
import type { Figures } from '../model/result.ts'
import type { Standing } from './restore.ts'

const stands = (figures: Figures | undefined): figures is Figures =>
  figures !== undefined && figures.gone === undefined

/** Number of results and sum of their digests once these changes are in. The work grows with the changes, not with the state. */
export function standingAfter(
  head: Pick<Head, 'results' | 'digests'>,
  { state, restored }: Pick<Standing, 'state' | 'restored'>,
  changes: readonly Change[],
): Pick<Head, 'results' | 'digests'> {
  let { results, digests } = head
  if (restored) {
    const live = [...state.values()].filter(stands)
    results = live.length
    digests = sumOfDigests(live.map((figures) => figures.digest))
  }
  const added: string[] = []
  const removed: string[] = []
  for (const { key, digest } of changes) {
    const old = state.get(key)
    if (stands(old)) {
      removed.push(old.digest)
      results -= 1
    }
    if (digest !== null) {
      added.push(digest)
      results += 1
    }
  }
  return { results, digests: addDigests(digests, added, removed) }
}

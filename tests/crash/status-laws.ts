import { sumOfDigests } from '../../engine/diff/digest.ts'
import type { Envelope, FeedStatus } from '../../engine/model/envelope.ts'
import type { Head } from '../../engine/model/head.ts'

/** The newest status tells what the head says of revision and holds, and by it a member can prove to hold all. */
export function brokenStatus(
  statuses: readonly FeedStatus[],
  head: Head,
  envelopes: readonly Envelope[],
): readonly string[] {
  const newest = statuses.reduce<FeedStatus | undefined>(
    (best, one) => (best === undefined || isNewer(one, best) ? one : best),
    undefined,
  )
  if (newest === undefined) return ['no status was published']
  const broken: string[] = []
  if (newest.revision !== head.revision)
    broken.push(`the status is of revision ${newest.revision}, the head of ${head.revision}`)
  const holds = ({ holds: held }: Pick<Head, 'holds'>): string => held.map(({ id }) => id).join()
  if (holds(newest) !== holds(head))
    broken.push(`the status says that "${holds(newest)}" is held, the head "${holds(head)}"`)

  const members = new Map<string, Envelope>()
  for (const envelope of envelopes) {
    if (envelope.revision > (members.get(envelope.key)?.revision ?? 0)) members.set(envelope.key, envelope)
  }
  const digests = [...members.values()].flatMap(({ digest }) => digest ?? [])
  if (newest.results !== digests.length || newest.digests !== sumOfDigests(digests))
    broken.push(
      `a member holds ${digests.length} results, and can not prove that these are the ${newest.results} of the status`,
    )
  return broken
}

const isNewer = (one: FeedStatus, other: FeedStatus): boolean =>
  one.revision > other.revision || (one.revision === other.revision && one.saidAt >= other.saidAt)

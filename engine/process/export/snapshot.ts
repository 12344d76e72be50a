import { canonicalJson } from '../../flow/canonical-json.ts'
import { topics } from '../../model/envelope.ts'
import type { Exporting } from './ports.ts'

/** The first line of a snapshot. */
export interface SnapshotHead {
  readonly snapshot: 1
  readonly election: string
  readonly topic: string
  /** Where to go on in the topic: all that was published before is in the snapshot, or older than what is. */
  readonly from: readonly { readonly partition: number; readonly offset: number }[]
}

/**
 * All that stands of an election, and where to go on in the topic. The offsets are read before the entries, and entries are
 * written before they are published: so what the topic holds before the offsets is here, or a later revision of it. What
 * comes after may be here already; by the rule of revisions it is read again without harm. Withdrawn results are lines
 * too, without a record: an older revision that comes late must find them.
 */
export async function* snapshotLines(
  { exports, standing, election }: Pick<Exporting, 'exports' | 'standing' | 'election'>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const from = await exports.ends(topics.current, signal)
  const head: SnapshotHead = { snapshot: 1, election, topic: topics.current, from }
  yield `${JSON.stringify(head)}\n`
  for await (const contest of standing.contests(election, signal))
    for await (const envelope of standing.results(election, contest, signal))
      yield `${canonicalJson(envelope)}\n`
}

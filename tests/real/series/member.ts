import type { AlertEnvelope } from '../../../engine/model/alert.ts'
import type { CurrentEnvelope } from '../../../engine/model/current.ts'
import { type Envelope, topics } from '../../../engine/model/envelope.ts'
import type { FeedId, ResultKey } from '../../../engine/model/ids.ts'
import type { Stage } from './stage.ts'

/** What a member knows who follows the topics, and applies what it reads by the revision rule. */
export interface Known {
  /** What each feed says. */
  readonly feeds: ReadonlyMap<FeedId, ReadonlyMap<ResultKey, Envelope>>
  readonly current: ReadonlyMap<ResultKey, CurrentEnvelope>
  /** By id, those that were told of, cleared ones included. */
  readonly alerts: ReadonlyMap<string, AlertEnvelope>
}

/** What came since the member last read. */
export interface Heard {
  readonly changes: readonly Envelope[]
  readonly current: readonly CurrentEnvelope[]
  readonly alerts: readonly AlertEnvelope[]
  /** What no processor could process. */
  readonly dead: number
}

/** Follows the topics; each call reads what has come, and answers with it and with all that is known. */
export function member({
  heard: heardIn,
}: Pick<Stage, 'heard'>): (signal: AbortSignal) => Promise<{ known: Known; heard: Heard }> {
  let known: Known = { feeds: new Map(), current: new Map(), alerts: new Map() }
  const read = async <Said>(topic: string, signal: AbortSignal): Promise<readonly Said[]> => {
    const said = await heardIn(topic, signal)
    return said.map((value) => JSON.parse(value) as Said)
  }
  return async (signal) => {
    const heard: Heard = {
      changes: await read<Envelope>(topics.changes, signal),
      current: await read<CurrentEnvelope>(topics.current, signal),
      alerts: await read<AlertEnvelope>(topics.alerts, signal),
      dead: (await read(topics.dead, signal)).length,
    }
    const byFeed = Map.groupBy(heard.changes, ({ feed }) => feed)
    const feeds = new Map(known.feeds)
    for (const [feed, changes] of byFeed) {
      feeds.set(
        feed,
        newer(feeds.get(feed) ?? new Map<ResultKey, Envelope>(), changes, ({ key }) => key),
      )
    }
    known = {
      feeds,
      current: newer(known.current, heard.current, ({ key }) => key),
      alerts: newer(known.alerts, heard.alerts, ({ id }) => id),
    }
    return { known, heard }
  }
}

/** Per id the highest revision counts. */
function newer<Id, Said extends { readonly revision: number }>(
  known: ReadonlyMap<Id, Said>,
  heard: readonly Said[],
  idOf: (said: Said) => Id,
): ReadonlyMap<Id, Said> {
  if (heard.length === 0) return known
  const next = new Map(known)
  for (const one of heard) {
    const id = idOf(one)
    if ((next.get(id)?.revision ?? -1) < one.revision) next.set(id, one)
  }
  return next
}

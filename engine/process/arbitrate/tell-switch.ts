import type { Source } from '../../model/current.ts'
import type { FeedId } from '../../model/ids.ts'
import { nameOf, sourceUnder } from './candidate.ts'
import type { Decision } from './decide.ts'
import type { Ports } from './read-keys.ts'

/** Says in the trace that another source took over: of the one that was left, else of the one that counts now. */
export function tellSwitch({ body, switched }: Decision, at: string, { trace }: Pick<Ports, 'trace'>): void {
  if (switched === null) return
  const { from, to, why, words } = switched
  const feed = feedIn(from) ?? feedIn(to) ?? body.feeds[0] ?? ('' as FeedId)
  trace.emit({
    event: 'current.switched',
    feed,
    poll: 'arbitrate',
    at,
    election: body.election,
    key: body.key,
    from: nameOf(from),
    to: nameOf(to),
    why,
    words,
  })
}

function feedIn(source: Source): FeedId | undefined {
  const under = sourceUnder(source)
  return under?.kind === 'feed' ? under.feed : under?.feeds[0]
}

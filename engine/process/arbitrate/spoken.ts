import { canonicalJson } from '../../flow/canonical-json.ts'
import type { ChangeKind } from '../../model/changeset.ts'
import type { Current } from '../../model/current.ts'
import type { Mode, ResultRecord } from '../../model/result.ts'
import type { CurrentBody, CurrentEntry, Spoken } from '../../register/current-entries.ts'

/** When and as what this is said: as before, where it says the same. */
export function spokenOf(current: Current, entry: CurrentEntry | undefined, decidedAt: string): Spoken {
  if (entry === undefined)
    return { revision: 1, previous: null, kind: kindOf(null, current.record), decidedAt }
  const { body, version } = entry
  if (canonicalJson(currentIn(body)) === canonicalJson(current)) return body.spoken
  const kind = kindOf(body.record, current.record)
  return { revision: version + 1, previous: body.spoken.revision, kind, decidedAt }
}

function currentIn(body: CurrentBody): Current {
  const { spoken: _, memory: __, ...current } = body
  return current
}

/** A vote figure that fell is a correction, and so is what the office calls one. */
export function kindOf(before: ResultRecord | null, now: ResultRecord | null): ChangeKind {
  if (now === null) return 'withdrawn'
  if (before === null) return 'added'
  const votes = new Map(now.selections.map((selection) => [selection.id, selection.votes]))
  const fell = before.selections.some(({ id, votes: was }) =>
    Object.entries(was).some(([mode, count]) => {
      const is = votes.get(id)
      return (is?.[mode as Mode | 'total'] ?? (mode === 'total' ? 0 : count)) < count
    }),
  )
  const status = now.reporting?.status
  return fell || status === 'correction' || status === 'recount' ? 'corrected' : 'revised'
}

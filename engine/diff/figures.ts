import type { Change } from '../model/changeset.ts'
import type { Digest } from '../model/ids.ts'
import type { Figures, Mode, ModesById, Result, ResultRecord, Votes } from '../model/result.ts'

/** What the state keeps of a result once it is published. */
export function figuresOf(result: Pick<Result, 'record' | 'digest'>): Omit<Figures, 'revision'> {
  const { record, digest } = result
  const { reporting, ballots } = record
  const votes: Record<string, number> = {}
  for (const selection of record.selections) votes[selection.id] = selection.votes.total
  return {
    digest,
    votes,
    ...modesOf(record),
    ...(reporting?.unitsReporting === undefined ? {} : { unitsReporting: reporting.unitsReporting }),
    ...(reporting?.unitsTotal === undefined ? {} : { unitsTotal: reporting.unitsTotal }),
    ...(ballots?.cast === undefined ? {} : { ballotsCast: ballots.cast }),
    ...(record.unit.within === undefined ? {} : { within: record.unit.within }),
    unitName: record.unit.name,
  }
}

function modesOf({ selections }: ResultRecord): { readonly modes?: ModesById } {
  let byId: Record<string, ModesById[string]> | undefined
  for (const { id, votes } of selections) {
    const modes = modesIn(votes)
    if (modes === undefined) continue
    byId ??= {}
    byId[id] = modes
  }
  return byId === undefined ? {} : { modes: byId }
}

/** All votes but the total. Undefined: there are none. */
function modesIn(votes: Votes): ModesById[string] | undefined {
  let modes: Partial<Record<Mode, number>> | undefined
  for (const key in votes) {
    const figure = votes[key as Mode]
    if (key === 'total' || figure === undefined) continue
    modes ??= {}
    modes[key as Mode] = figure
  }
  return modes
}

/** What the state keeps after a change; a withdrawn key stays, so that what comes back knows what it follows. */
export function figuresAfter(change: Change, revision: number): Figures {
  if (change.record === null || change.digest === null) {
    return { digest: '' as Digest, revision, votes: {}, gone: true }
  }
  return { ...figuresOf({ record: change.record, digest: change.digest as Digest }), revision }
}

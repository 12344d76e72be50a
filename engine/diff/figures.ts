import type { Change } from '../model/changeset.ts'
import type { Digest } from '../model/ids.ts'
import type { Figures, ModesById, Result, ResultRecord } from '../model/result.ts'

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
    const { total: _total, ...modes } = votes
    if (!hasAny(modes)) continue
    byId ??= {}
    byId[id] = modes
  }
  return byId === undefined ? {} : { modes: byId }
}

function hasAny(object: object): boolean {
  for (const _ in object) return true
  return false
}

/** What the state keeps after a change; a withdrawn key stays, so that what comes back knows what it follows. */
export function figuresAfter(change: Change, revision: number): Figures {
  if (change.record === null || change.digest === null) {
    return { digest: '' as Digest, revision, votes: {}, gone: true }
  }
  return { ...figuresOf({ record: change.record, digest: change.digest as Digest }), revision }
}

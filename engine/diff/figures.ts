import type { Change } from '../model/changeset.ts'
import type { Digest } from '../model/ids.ts'
import type { Figures, Mode, ModesById, Result, ResultRecord, Votes } from '../model/result.ts'

type Made = { -readonly [Member in keyof Figures]: Figures[Member] }
type MadeOfNone = Omit<Made, 'revision'> & Partial<Pick<Made, 'revision'>>

/** What the state keeps of a result once it is published. */
export const figuresOf = ({ record, digest }: Pick<Result, 'record' | 'digest'>): Omit<Figures, 'revision'> =>
  made(record, digest)

function made(record: ResultRecord, digest: Digest): MadeOfNone {
  const { reporting, ballots, unit } = record
  const votes: Record<string, number> = {}
  for (const selection of record.selections) votes[selection.id] = selection.votes.total
  // Member by member, in this order: to spread what may be there costs more than all else here.
  const figures: MadeOfNone = { digest, votes }
  const modes = modesOf(record)
  if (modes !== undefined) figures.modes = modes
  if (reporting?.unitsReporting !== undefined) figures.unitsReporting = reporting.unitsReporting
  if (reporting?.unitsTotal !== undefined) figures.unitsTotal = reporting.unitsTotal
  if (ballots?.cast !== undefined) figures.ballotsCast = ballots.cast
  if (unit.within !== undefined) figures.within = unit.within
  figures.unitName = unit.name
  return figures
}

function modesOf({ selections }: ResultRecord): ModesById | undefined {
  let byId: Record<string, ModesById[string]> | undefined
  for (const { id, votes } of selections) {
    const modes = modesIn(votes)
    if (modes === undefined) continue
    byId ??= {}
    byId[id] = modes
  }
  return byId
}

/** All votes but the total. Undefined: there are none. */
function modesIn(votes: Votes): ModesById[string] | undefined {
  let modes: Modes | undefined
  for (const key in votes) {
    const figure = votes[key as Mode]
    if (key === 'total' || figure === undefined) continue
    modes ??= {}
    put(modes, key as Mode, figure)
  }
  return modes
}

type Modes = { -readonly [Name in Mode]?: number }

/** A member whose name is written out is put there without a look for where it belongs. */
function put(modes: Modes, mode: Mode, figure: number): void {
  if (mode === 'electionDay') modes.electionDay = figure
  else if (mode === 'early') modes.early = figure
  else if (mode === 'absentee') modes.absentee = figure
  else if (mode === 'absenteeInPerson') modes.absenteeInPerson = figure
  else if (mode === 'absenteeMail') modes.absenteeMail = figure
  else if (mode === 'provisional') modes.provisional = figure
  else if (mode === 'uocava') modes.uocava = figure
  else if (mode === 'writeIn') modes.writeIn = figure
  else if (mode === 'other') modes.other = figure
}

/** What the state keeps after a change; a withdrawn key stays, so that what comes back knows what it follows. */
export function figuresAfter(change: Change, revision: number): Figures {
  if (change.record === null || change.digest === null) {
    return { digest: '' as Digest, revision, votes: {}, gone: true }
  }
  const figures = made(change.record, change.digest as Digest)
  figures.revision = revision
  return figures as Figures
}

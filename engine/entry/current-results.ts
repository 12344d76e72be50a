import type { CurrentEnvelope } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import {
  type CurrentEntry,
  currentAt,
  currentContests,
  currentElections,
  currentEntries,
  type Named,
} from '../register/current-entries.ts'
import type { Register } from '../register/register.ts'

/** What is published of a result; of what is held back, and has no figures, how it is called. */
export type CurrentResult = CurrentEnvelope & { readonly named?: Named }

export interface CurrentAsked {
  /** Undefined: of all elections. */
  readonly election?: string | undefined
  /** Only of contests of which this says so, by their ids. */
  readonly isContest?: (contest: string) => boolean
  /** As it stood at a moment (ISO 8601) of an election. Undefined: now. */
  readonly at?: (election: string) => string | undefined
}

/** What is current, or was, by election, contest and unit. Those without a record are included: nobody reports them any more. */
export async function* currentResults(
  register: Register,
  { election: only, isContest = () => true, at = () => undefined }: CurrentAsked,
  signal: AbortSignal,
): AsyncIterable<CurrentResult> {
  for await (const election of currentElections(register, signal)) {
    if (only !== undefined && election !== only) continue
    const time = at(election)
    for await (const contest of currentContests(register, election, signal)) {
      if (!isContest(contest)) continue
      for await (const entry of currentEntries(register, election, contest, undefined, signal)) {
        if (time === undefined) yield resultOf(entry)
        else {
          const then = await currentAt(register, election, entry.body.key, time, signal)
          if (then !== undefined) yield resultOf(then)
        }
      }
    }
  }
}

function resultOf({ envelope, body }: CurrentEntry): CurrentResult {
  const { named } = body.memory
  return named === undefined ? envelope : { ...envelope, named }
}

/** A result that is reported. */
export type LiveCurrent = CurrentEnvelope & { readonly record: NonNullable<CurrentEnvelope['record']> }

export const isLive = (one: CurrentEnvelope): one is LiveCurrent => one.record !== null

/** `CONTEST/UNIT`, as people write it. */
export function resultText({ key }: Pick<CurrentEnvelope, 'key'>): string {
  const { contest, unit } = contestAndUnit(key)
  return `${contest}/${unit}`
}

import type { Election } from '../model/election.ts'
import type { Digest } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { AssembledResult, CaptureSays } from './assembled-result.ts'
import type { ResultDraft, Waiting } from './draft.ts'
import { type NamedContest, type NamedUnit, type Names, names } from './ids.ts'
import type { Unnamed } from './unnamed.ts'

/** A result, and all that it was made of. */
interface Known {
  readonly contest: NamedContest
  readonly unit: NamedUnit
  readonly said: Waiting
  readonly captures: CaptureSays
  readonly result: AssembledResult
  readonly unnamed: readonly Unnamed[]
}

/**
 * What an assembler made of the capture before, for whoever gives the next one lines that are the very same objects. A
 * result is made again unless all its lines are the same objects in the same order under the same names: so work can be
 * spared, and nothing else. For one plan alone.
 */
export interface AssemblyMemory {
  readonly names: Names
  readonly digestOf: (record: ResultRecord) => Digest
  find(draft: ResultDraft, captures: CaptureSays): Known | undefined
  keep(draft: ResultDraft, captures: CaptureSays, result: AssembledResult, unnamed: readonly Unnamed[]): void
  /** All of a capture is kept: what was known before goes. */
  turn(): void
}

/** Nothing is known yet. */
export function assemblyMemory(
  election: Election,
  feedUnit: string,
  digestOf: (record: ResultRecord) => Digest,
): AssemblyMemory {
  let before = new Map<string, Map<string, Known>>()
  let next = new Map<string, Map<string, Known>>()
  return {
    names: names(election, feedUnit),
    digestOf,
    find(draft, captures) {
      const known = before.get(draft.contest.id)?.get(draft.unit.id)
      return known !== undefined && isSame(known, draft, captures) ? known : undefined
    },
    keep({ contest, unit, waiting }, captures, result, unnamed) {
      if (waiting === undefined) return
      const known = { contest, unit, said: compact(waiting), captures, result, unnamed }
      const own = next.get(contest.id)
      if (own === undefined) next.set(contest.id, new Map([[unit.id, known]]))
      else own.set(unit.id, known)
    },
    turn() {
      before = next
      next = new Map()
    },
  }
}

function isSame(known: Known, { contest, unit, waiting }: ResultDraft, captures: CaptureSays): boolean {
  if (known.contest !== contest || known.unit !== unit || waiting === undefined) return false
  if (known.captures.asOf !== captures.asOf || known.captures.status !== captures.status) return false
  return areSame(known.said.values, waiting.values)
}

/** Do the lines stand where they stood? */
export const standSame = (known: Waiting, other: Waiting): boolean =>
  areSame(known.places, other.places) && areSame(known.origins, compactOrigins(other))

/** Lists that grew have room for more; those that are kept need none. */
const compact = (waiting: Waiting): Waiting => ({
  values: waiting.values.slice(),
  places: waiting.places.slice(),
  origins: compactOrigins(waiting),
})

/** One for all, where it is one. */
const compactOrigins = ({ origins }: Waiting): string[] =>
  origins.every((one) => one === origins[0]) ? origins.slice(0, 1) : origins

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false
  return true
}

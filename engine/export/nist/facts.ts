import type { Status } from '../../model/result.ts'
import { type ContestResults, updatedOf } from '../format.ts'
import type { NistContest } from './contest.ts'
import { nistId } from './id.ts'
import { countStatus } from './status.ts'
import type { NistObject } from './tree.ts'
import { type KnownUnit, reportingUnit, unitTree } from './unit-tree.ts'

const words = ['unitsReporting', 'unitsTotal', 'status', 'registered', 'cast'] as const
type Word = (typeof words)[number]
type Said = { -readonly [W in Word]?: (W extends 'status' ? Status : number) | null }

/** What contests say together of their units, parties, freshness: what stands once in a document. */
export interface Facts {
  add(results: ContestResults, contest: NistContest): void
  /** What nothing of is written where contests differ: a unit has one figure of each kind there. */
  reportingUnits(): Iterable<NistObject>
  ballotCounts(): Iterable<NistObject>
  readonly scope: string
  readonly hasPrecincts: boolean
  readonly parties: readonly string[]
  readonly statuses: ReadonlySet<Status>
  readonly updated: string
  /** How many results there are, are stale, and hold what a person set. */
  readonly counts: { readonly all: number; readonly stale: number; readonly set: number }
}

export function newFacts(): Facts {
  const units = new Map<string, KnownUnit>()
  const said = new Map<string, Said>()
  /** Of ballots that stand in no contest: they are the unit's own, whatever contests say. */
  const own = new Map<string, Said>()
  const parties = new Set<string>()
  const statuses = new Set<Status>()
  const counts = { all: 0, stale: 0, set: 0 }
  let updated = ''
  const tree = () => unitTree(units.values())
  const saidOf = (unit: string): Said => ({ ...said.get(unit), ...own.get(unit) })
  return {
    add({ results }, contest) {
      for (const unit of contest.tree.units) if (!units.has(unit.id)) units.set(unit.id, unit)
      for (const party of contest.parties) parties.add(party)
      for (const { record, stale, source, setWithin } of results) {
        const { unit, reporting, ballots } = record
        units.set(unit.id, unit)
        agree(record.contest.type === 'ballots' ? own : said, unit.id, { ...reporting, ...ballots })
        if (reporting?.status !== undefined) statuses.add(reporting.status)
        counts.all += 1
        counts.stale += stale.length > 0 ? 1 : 0
        counts.set += source.kind === 'override' || setWithin !== undefined ? 1 : 0
      }
      const newest = updatedOf(results)
      if (newest > updated) updated = newest
    },
    *reportingUnits() {
      const all = tree()
      for (const unit of all.units) {
        const { status, unitsReporting, unitsTotal, registered } = saidOf(unit.id)
        yield reportingUnit(unit, all.within(unit.id), {
          countStatus: countStatus(status ?? undefined),
          unitsReporting: unitsReporting ?? undefined,
          unitsTotal: unitsTotal ?? undefined,
          registered: registered ?? undefined,
        })
      }
    },
    *ballotCounts() {
      for (const { id } of tree().units) {
        const { cast } = saidOf(id)
        if (typeof cast !== 'number') continue
        yield { '@type': 'BallotCounts', GpUnitId: nistId('unit', id), Type: 'total', BallotsCast: cast }
      }
    },
    get scope() {
      return nistId('unit', tree().root.id)
    },
    get hasPrecincts() {
      return tree().hasPrecincts
    },
    get parties() {
      return [...parties].toSorted()
    },
    statuses,
    get updated() {
      return updated
    },
    counts,
  }
}

/** Null stands for: contests differ. */
function agree(
  all: Map<string, Said>,
  unit: string,
  figures: Readonly<Partial<Record<Word, unknown>>>,
): void {
  const before = all.get(unit) ?? {}
  const now: Partial<Record<Word, unknown>> = { ...before }
  for (const word of words) {
    const figure = figures[word]
    if (figure === undefined) continue
    now[word] = before[word] === undefined || before[word] === figure ? figure : null
  }
  all.set(unit, now as Said)
}

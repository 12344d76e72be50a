import type { ContestType, Mode, Selection } from '../../model/result.ts'
import { modes } from '../../model/result.ts'
import type { ContestResults, LiveResult } from '../format.ts'
import { nistId } from './id.ts'
import { countStatus } from './status.ts'
import { identifier, known, type NistObject, textOf } from './tree.ts'
import { type UnitTree, unitTree } from './unit-tree.ts'

type Named = Omit<Selection, 'votes' | 'suppressed'>

const countTypes: Readonly<Record<Mode, string>> = {
  electionDay: 'election-day',
  early: 'early',
  absentee: 'absentee',
  absenteeInPerson: 'absentee-in-person',
  absenteeMail: 'absentee-mail',
  provisional: 'provisional',
  uocava: 'uocava',
  writeIn: 'write-in',
  other: 'other',
}

/** One contest as the classes of NIST have it. */
export interface NistContest {
  readonly tree: UnitTree
  readonly parties: readonly string[]
  candidates(): Iterable<NistObject>
  /** Undefined: nothing is voted on, there are ballots only. */
  readonly contest: NistObject | undefined
}

export function nistContest({ contest: id, results }: ContestResults): NistContest {
  const tree = unitTree(results.map(({ record }) => record.unit))
  const whole = wholeFirst(results, tree)
  const [first] = whole
  if (first === undefined) throw new TypeError(`there is nothing of the contest ${id}`)
  const { type } = first.record.contest
  const selections = selectionsOf(whole)
  return {
    tree,
    parties: [...new Set(selections.flatMap((one) => partyOf(one, type) ?? []))],
    candidates: () => candidatesOf(id, first.record.contest.name, type, selections),
    contest: type === 'ballots' ? undefined : contestOf(id, first, { tree, selections, results }),
  }
}

/** The unit that contains the others first: names that differ from unit to unit are taken from it. */
function wholeFirst(results: readonly LiveResult[], { root }: UnitTree): readonly LiveResult[] {
  const [whole, parts] = [true, false].map((is) =>
    results.filter(({ record }) => (record.unit.id === root.id) === is),
  )
  return [...(whole ?? []), ...(parts ?? [])]
}

/** In ballot order, as the first result that lists one has it; withheld ones among them. */
function selectionsOf(whole: readonly LiveResult[]): readonly Named[] {
  const found = new Map<string, Named>()
  for (const { record } of whole)
    for (const { id, name, party, writeIn } of [...record.selections, ...(record.suppressed ?? [])])
      if (!found.has(id)) found.set(id, { id, name, writeIn, ...(party === undefined ? {} : { party }) })
  return [...found.values()]
}

/** A party that is voted on itself has a name at least. */
const partyOf = ({ party, name }: Named, type: ContestType): string | undefined =>
  type === 'party' ? (party ?? name) : party

function* candidatesOf(
  contest: string,
  name: string,
  type: ContestType,
  selections: readonly Named[],
): Iterable<NistObject> {
  // Who stands for retention has no name but the contest's.
  if (type === 'retention')
    yield { '@type': 'Candidate', '@id': nistId('candidate', contest), BallotName: textOf(name) }
  if (type !== 'candidate') return
  for (const { id, name: ballotName, party } of selections)
    yield {
      '@type': 'Candidate',
      '@id': nistId('candidate', contest, id),
      BallotName: textOf(ballotName),
      ExternalIdentifier: identifier('selection', id),
      ...(party === undefined ? {} : { PartyId: nistId('party', party) }),
    }
}

const classes: Readonly<Record<Exclude<ContestType, 'ballots'>, string>> = {
  candidate: 'CandidateContest',
  'ballot-measure': 'BallotMeasureContest',
  retention: 'RetentionContest',
  party: 'PartyContest',
}

function contestOf(
  id: string,
  { record: { contest } }: LiveResult,
  {
    tree,
    selections,
    results,
  }: {
    readonly tree: UnitTree
    readonly selections: readonly Named[]
    readonly results: readonly LiveResult[]
  },
): NistObject {
  const { type, votesAllowed } = contest
  const district = results.find(({ record }) => record.unit.id === tree.root.id)?.record.reporting
  const byId = votesById(results)
  return {
    '@type': classes[type === 'ballots' ? 'candidate' : type],
    '@id': nistId('contest', id),
    ContestSelection: selections.map((one, at) => selectionOf(one, at + 1, { contest: id, type, byId })),
    ...known({ CountStatus: countStatus(district?.status) }),
    ElectionDistrictId: nistId('unit', tree.root.id),
    ExternalIdentifier: identifier('contest', id),
    Name: contest.name,
    OtherCounts: otherCounts(results),
    ...known({ SubUnitsReported: district?.unitsReporting, TotalSubUnits: district?.unitsTotal }),
    ...((votesAllowed ?? 1) > 1 ? { VoteVariation: 'n-of-m' } : {}),
    ...(type === 'candidate' ? { VotesAllowed: votesAllowed ?? 1 } : {}),
    ...(type === 'retention' ? { CandidateId: nistId('candidate', id) } : {}),
  }
}

/** What each unit says of a selection: its votes, or that they are withheld. */
type Counted = readonly [unit: string, votes: Pick<Selection, 'votes' | 'suppressed'> | 'withheld']

function votesById(results: readonly LiveResult[]): ReadonlyMap<string, readonly Counted[]> {
  const byId = new Map<string, Counted[]>()
  const add = (id: string, counted: Counted): void => {
    const found = byId.get(id)
    if (found === undefined) byId.set(id, [counted])
    else found.push(counted)
  }
  for (const { record } of results) {
    const unit = nistId('unit', record.unit.id)
    for (const one of record.selections) add(one.id, [unit, one])
    for (const { id } of record.suppressed ?? []) add(id, [unit, 'withheld'])
  }
  return byId
}

function selectionOf(
  { id, name, party, writeIn }: Named,
  order: number,
  {
    contest,
    type,
    byId,
  }: {
    readonly contest: string
    readonly type: ContestType
    readonly byId: ReadonlyMap<string, readonly Counted[]>
  },
): NistObject {
  const common = {
    '@id': nistId('selection', contest, id),
    SequenceOrder: order,
    VoteCounts: { [Symbol.iterator]: () => voteCounts(byId.get(id) ?? [])[Symbol.iterator]() },
  }
  if (type === 'party')
    return { '@type': 'PartySelection', ...common, PartyIds: [nistId('party', party ?? name)] }
  if (type !== 'candidate')
    return {
      '@type': 'BallotMeasureSelection',
      ...common,
      ExternalIdentifier: identifier('selection', id),
      Selection: textOf(name),
    }
  return {
    '@type': 'CandidateSelection',
    ...common,
    CandidateIds: [nistId('candidate', contest, id)],
    IsWriteIn: writeIn,
  }
}

function* voteCounts(counted: readonly Counted[]): Iterable<NistObject> {
  for (const [unit, said] of counted) {
    if (said === 'withheld') {
      yield voteCount(unit, 'total', 0, true)
      continue
    }
    yield voteCount(unit, 'total', said.votes.total, false)
    for (const mode of modes) {
      const count = said.votes[mode]
      const isHidden = said.suppressed?.includes(mode) ?? false
      if (count !== undefined || isHidden) yield voteCount(unit, countTypes[mode], count ?? 0, isHidden)
    }
  }
}

const voteCount = (unit: string, type: string, count: number, isHidden: boolean): NistObject => ({
  '@type': 'VoteCounts',
  GpUnitId: unit,
  ...(isHidden ? { IsSuppressedForPrivacy: true } : {}),
  Type: type,
  Count: count,
})

const otherCounts = (results: readonly LiveResult[]): readonly NistObject[] =>
  results.flatMap(({ record: { unit, ballots } }) => {
    const { overvotes, undervotes } = ballots ?? {}
    if (overvotes === undefined && undervotes === undefined) return []
    const counts = known({ Overvotes: overvotes, Undervotes: undervotes })
    return [{ '@type': 'OtherCounts', GpUnitId: nistId('unit', unit.id), ...counts }]
  })

import type { Contest, Selection } from '../model/result.ts'
import { aboveById } from '../results/unit-above.ts'
import { type ExportFormat, type LiveResult, updatedOf } from './format.ts'

type Named = Omit<Selection, 'votes' | 'suppressed'>

/** What a web page shows of one contest. `selections` stand once; figures are lists in their order. */
export interface CompactContest {
  readonly election: string
  readonly contest: Contest
  /** When the newest result was decided, in UTC. */
  readonly updated: string
  readonly selections: readonly Named[]
  readonly units: readonly CompactUnit[]
}
export interface CompactUnit {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly within?: string
  readonly revision: number
  /** Total votes; null where there are none of a selection, or they are withheld. */
  readonly votes: readonly (number | null)[]
  /** Parts of all votes from 0 to 1, null where `votes` is; empty without votes. */
  readonly shares: readonly (number | null)[]
  /** Places of selections whose votes are withheld for privacy. */
  readonly withheld?: readonly number[]
  /** Places of the selections with the most votes, and votes before the next one: never a call of a winner. */
  readonly leaders: readonly number[]
  readonly margin: number | null
  readonly reporting?: LiveResult['record']['reporting']
  readonly ballots?: LiveResult['record']['ballots']
  readonly completeness: LiveResult['completeness']
  readonly stale: LiveResult['stale']
  /** Of a sum: units within whose figures a person set, by name. */
  readonly setWithin?: readonly string[]
  /** Id of an override: a person set figures. */
  readonly override?: string
}

export const compactJson: ExportFormat = {
  name: 'compact-json',
  summary: 'small JSON for a web page: selections, units, votes, how far the count is, what is stale',
  extension: 'json',
  mediaType: 'application/json',
  *ofContest({ election, contest, results }) {
    const selections = selectionsOf(results)
    const places = new Map(selections.map(({ id }, at) => [id, at]))
    const top = results.reduce((one, other) => (depth(other) < depth(one) ? other : one))
    const said = { ...top.record.contest, id: contest }
    const head = { election: election.id, contest: said, updated: updatedOf(results), selections }
    yield `${JSON.stringify(head).slice(0, -1)},"units":[`
    for (const [at, result] of results.entries())
      yield `${at === 0 ? '\n' : ',\n'}${JSON.stringify(unitOf(result, places))}`
    yield '\n]}\n'
  },
}

/** The fewest levels: the whole, mostly. */
const depth = ({ record }: LiveResult): number => record.unit.id.split('/').length

function selectionsOf(results: readonly LiveResult[]): readonly Named[] {
  const found = new Map<string, Named>()
  for (const { record } of results.toSorted((one, other) => depth(one) - depth(other)))
    for (const { id, name, party, writeIn } of [...record.selections, ...(record.suppressed ?? [])])
      if (!found.has(id)) found.set(id, { id, name, writeIn, ...(party === undefined ? {} : { party }) })
  return [...found.values()]
}

function unitOf(
  { record, revision, standing, completeness, stale, source, setWithin }: LiveResult,
  places: ReadonlyMap<string, number>,
): CompactUnit {
  const { unit, reporting, ballots, suppressed = [] } = record
  const within = unit.within ?? aboveById(unit.id)
  const votes = Array.from<number | null>({ length: places.size }).fill(null)
  for (const one of record.selections) votes[placeIn(places, one.id)] = one.votes.total
  const shares = [...places.keys()].map((id) => standing?.shares[id] ?? null)
  const hasShares = Object.keys(standing?.shares ?? {}).length > 0
  return {
    id: unit.id,
    type: unit.type,
    name: unit.name,
    ...(within === undefined ? {} : { within }),
    revision,
    votes,
    shares: hasShares ? shares : [],
    ...(suppressed.length === 0 ? {} : { withheld: suppressed.map(({ id }) => placeIn(places, id)) }),
    leaders: (standing?.leaders ?? []).map((id) => placeIn(places, id)),
    margin: standing?.margin ?? null,
    ...(reporting === undefined ? {} : { reporting }),
    ...(ballots === undefined ? {} : { ballots }),
    completeness,
    stale,
    ...(source.kind === 'override' ? { override: source.override } : {}),
    ...(setWithin === undefined ? {} : { setWithin }),
  }
}

function placeIn(places: ReadonlyMap<string, number>, id: string): number {
  const place = places.get(id)
  if (place === undefined) throw new TypeError(`no selection ${id} stands in its own contest`)
  return place
}

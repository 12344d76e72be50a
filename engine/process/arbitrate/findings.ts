import type { Finding } from '../../model/alert.ts'
import type { SourceOrder } from '../../model/desk.ts'
import { usualTolerance } from '../../plan/desk-sources.ts'
import type { Found } from '../follow-alerts.ts'
import { type Candidate, nameOf } from './candidate.ts'
import { type Difference, differencesOf, totalOf, votesById } from './differences.ts'

/** The names of what arbitration finds, beside those of the rules of an election. */
export const arbitrationRules = ['sources_disagree', 'source_behind', 'no_order'] as const

/** More rows of a table are not shown. */
const mostRows = 50
/** More selections that not all have are not named. */
const mostNamed = 3

/** What a person should know of who reports one contest in one unit: of sources that can be used. Pure. */
export function findingsOf(
  usable: readonly Candidate[],
  order: SourceOrder | undefined,
  behind: { readonly source: Candidate; readonly stands: Candidate } | undefined,
): readonly Found[] {
  const feeds = usable.filter(({ source }) => source.kind === 'feed')
  if (feeds.length < 2) return []
  const since = feeds.reduce((newest, { source }) => later(newest, source.capturedAt), '')
  const found = (severity: Found['severity'], finding: Finding): Found => ({
    ...finding,
    severity,
    feed: null,
    since,
  })
  const tolerance = order?.tolerance ?? usualTolerance
  // What a person has set is no disagreement of sources.
  const compared = feeds.filter(({ hasSetWithin }) => hasSetWithin !== true)
  const differences = differencesOf(
    compared.map(({ record }) => record),
    tolerance,
  )
  return [
    ...(order === undefined ? [found('note', noOrder(feeds))] : []),
    ...(differences.length === 0 ? [] : [found('alert', disagreement(compared, differences))]),
    ...(behind === undefined ? [] : [found('alert', isBehind(behind.source, behind.stands))]),
  ]
}

function noOrder(feeds: readonly Candidate[]): Finding {
  const words = `${placeOf(feeds)}: ${namesOf(feeds)} report it, and no order of them is declared`
  return { rule: 'no_order', about: '', measure: feeds.length, limit: 1, words }
}

function disagreement(feeds: readonly Candidate[], differences: readonly Difference[]): Finding {
  const worstFirst = differences.toSorted((one, other) => other.votes - one.votes)
  const [worst] = worstFirst
  const { votes = 0, allowed = 0 } = worst ?? {}
  const limit = Math.floor(allowed)
  const lacked = worstFirst.filter(({ lacking }) => lacking.length > 0)
  const [apart] = worstFirst.filter(({ lacking }) => lacking.length === 0)
  const differ = apart && `${namesOf(feeds)} differ by ${number(apart.votes)} votes of ${apart.name}`
  const facts = [
    ...(differ === undefined ? [] : [differ]),
    ...lacked.slice(0, mostNamed).map((one) => lackWords(feeds, one)),
    ...(lacked.length > mostNamed ? [`${lacked.length - mostNamed} more that not all have`] : []),
    `${number(limit)} are allowed`,
    ...(lacked.length > 0 ? ['what is one selection under several ids is matched by the crosswalk'] : []),
  ]
  const words = `${placeOf(feeds)}: ${facts.join('; ')}`
  return { rule: 'sources_disagree', about: '', measure: votes, limit, words, table: tableOf(feeds) }
}

/** `Cleo Marsh: 900 votes in st, not in hb` */
function lackWords(feeds: readonly Candidate[], { selection, name, votes, lacking }: Difference): string {
  const having = feeds.filter(({ record }) => record.selections.some(({ id }) => id === selection))
  const without = feeds.filter(({ record }) => lacking.includes(record))
  return `${name}: ${number(votes)} votes in ${namesOf(having)}, not in ${namesOf(without)}`
}

function isBehind(source: Candidate, stands: Candidate): Finding {
  const names = [calledOf(source), calledOf(stands)]
  const words = `${placeOf([source])}: ${names[0]} counts before ${names[1]}, and has fewer votes than it published; ${names[1]} stands until it has caught up`
  const measure = Math.max(1, totalOf(stands.record) - totalOf(source.record))
  return { rule: 'source_behind', about: '', measure, limit: 0, words, table: tableOf([stands, source]) }
}

/** Selections by source. */
function tableOf(feeds: readonly Candidate[]): readonly (readonly string[])[] {
  const names = new Map(
    feeds.flatMap(({ record }) => record.selections.map(({ id, name }) => [id, name] as const)),
  )
  const votes = feeds.map(({ record }) => votesById(record))
  const rows = [...names].slice(0, mostRows).map(([id, name]) => [
    name,
    ...votes.map((byId) => {
      const count = byId.get(id)
      return count === undefined ? '' : number(count)
    }),
  ])
  return [['', ...feeds.map(calledOf)], ...rows]
}

const placeOf = ([first]: readonly Candidate[]): string =>
  first === undefined ? '' : `${first.record.unit.name}, ${first.record.contest.name}`

/** A sum is not what its feed says where a person set figures in it. */
const calledOf = ({ source, hasSetWithin }: Candidate): string =>
  hasSetWithin === true ? `${nameOf(source)} (with figures set by hand)` : nameOf(source)

const namesOf = (feeds: readonly Candidate[]): string => feeds.map(calledOf).join(' and ')

const number = (value: number): string => value.toLocaleString('en-US')
const later = (one: string, other: string): string => (other > one ? other : one)

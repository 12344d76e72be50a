import fc from 'fast-check'
import type { ContestResults } from '../../engine/export/format.ts'
import {
  type Ballots,
  contestTypes,
  type Mode,
  modes,
  type Reporting,
  type ResultRecord,
  statuses,
} from '../../engine/model/result.ts'
import { election, live } from './samples.ts'

const count = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER))
/** Names as nobody should give them: quotes, line ends, signs of another direction, what XML can not say. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '=SUM(A1)',
    `'=1`,
    `"a", "b"`,
    'a\r\nb',
    '\u202eevil',
    'a\u0000b',
    '\ud800',
    '<&>]]>',
    'a\u00a0b',
    ' ',
    '-1',
    'مرشح',
  ),
)
const id = fc
  .oneof(
    fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
    fc.string({ unit: 'binary', minLength: 1 }),
    name,
  )
  .map((text) => text.replaceAll(/[\s|]/g, '_'))
  .filter((text) => !(text in Object.prototype))

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never
}

const votes = fc
  .record({
    total: count,
    modes: fc.dictionary(fc.constantFrom<Mode>(...modes), count, { noNullPrototype: true }),
    hidden: fc.subarray([...modes]),
    isWithheld: fc.boolean(),
  })
  .map(({ total, modes: cast, hidden, isWithheld }) => {
    const suppressed = hidden.filter((mode) => cast[mode] === undefined)
    return {
      isWithheld,
      figures: { votes: { ...cast, total }, ...(suppressed.length > 0 && { suppressed }) },
    }
  })
const reporting: fc.Arbitrary<Reporting> = fc
  .record({
    unitsReporting: optional(fc.nat()),
    unitsTotal: optional(fc.nat()),
    status: optional(fc.constantFrom(...statuses)),
  })
  .map(defined)
const ballots: fc.Arbitrary<Ballots> = fc
  .record({
    cast: optional(count),
    registered: optional(count),
    overvotes: optional(count),
    undervotes: optional(count),
  })
  .map(defined)

const unit = fc.record({ id, name, type: fc.oneof(fc.constantFrom('county', 'precinct', 'state'), name) })
const named = fc
  .record({ id, name, party: optional(name), writeIn: fc.boolean() })
  .map(({ party, ...one }) => ({ ...one, ...(party !== undefined && { party }) }))
const contest = fc.record({
  id,
  name,
  type: fc.constantFrom(...contestTypes, 'ballots' as const),
  votesAllowed: optional(fc.integer({ min: 1, max: 9 })),
  selections: fc.uniqueArray(named, { minLength: 1, maxLength: 4, selector: (one) => one.id }),
  /** One for each unit that has a result. */
  figures: fc.array(
    fc.record({
      votes: fc.array(votes, { minLength: 4, maxLength: 4 }),
      reporting: optional(reporting),
      ballots: optional(ballots),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})
type Some<T> = T extends fc.Arbitrary<infer One> ? One : never

function resultsOf(
  { id: contestId, name: contestName, type, votesAllowed, selections, figures }: Some<typeof contest>,
  units: readonly Some<typeof unit>[],
): ContestResults {
  const results = figures.slice(0, units.length).map((some, at) => {
    const pairs = selections.map((one, place) => [one, some.votes[place]] as const)
    const shown = pairs.flatMap(([one, cast]) =>
      cast?.isWithheld === false ? [{ ...one, ...cast.figures }] : [],
    )
    const withheld = pairs.flatMap(([one, cast]) => (cast?.isWithheld === true ? [one] : []))
    const isVotedOn = type !== 'ballots'
    return live({
      election: election.id,
      contest: {
        id: contestId,
        name: contestName,
        type,
        ...(votesAllowed !== undefined && { votesAllowed }),
      },
      unit: { id: '', name: '', type: '', ...units[at], ...(at > 0 && { within: units[0]?.id ?? '' }) },
      ...(some.reporting !== undefined && { reporting: some.reporting }),
      ...(some.ballots !== undefined && { ballots: some.ballots }),
      selections: isVotedOn ? shown : [],
      ...(isVotedOn && withheld.length > 0 && { suppressed: withheld }),
    })
  })
  const ordered = results.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return { election, contest: contestId, results: ordered }
}

/** Contests of one election over the same units, each with results in some of them. */
export const someElection: fc.Arbitrary<readonly ContestResults[]> = fc
  .record({
    units: fc.uniqueArray(unit, { minLength: 1, maxLength: 4, selector: (one) => one.id }),
    contests: fc.uniqueArray(contest, { minLength: 1, maxLength: 4, selector: (one) => one.id }),
  })
  .map(({ units, contests }) =>
    contests
      .map((one) => resultsOf(one, units))
      .toSorted((one, other) => (one.contest < other.contest ? -1 : 1)),
  )

/** Ids of a contest that come back from an export. */
export const idsOf = ({ contest: contestId, results }: ContestResults): readonly string[] => [
  contestId,
  ...results.flatMap(({ record }) => [record.unit.id, ...listed(record).map((one) => one.id)]),
]
export const namesOf = ({ results }: ContestResults): readonly string[] =>
  results.flatMap(({ record }) => listed(record).map((one) => one.name))

const listed = ({ selections, suppressed = [] }: ResultRecord) => [...selections, ...suppressed]

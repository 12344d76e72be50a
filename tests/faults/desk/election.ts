import type { FeedId } from '../../../engine/model/ids.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import type { DeskRule } from '../../../engine/plan/desk-rule.ts'

/** A made-up election that three feeds report: a state by its counties, a vendor by precincts, and one county by itself. */
export const election = 'zz-2031-11-04-general'
export const state = 'ocd-division/country:us/state:zz'
export const ash = `${state}/county:ash`
export const bay = `${state}/county:bay`
export const contests = ['zz/governor', 'zz/measure-1'] as const
export const selections = ['jones', 'smith'] as const

const precincts = (county: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${county}/precinct:${at + 1}`)

/** Every unit of the election, those above before those within. */
export const units: readonly string[] = [state, ash, bay, ...precincts(ash, 2), ...precincts(bay, 1)]
export const typeOf = (unit: string): string => /([a-z]+):[^/]+$/.exec(unit)?.[1] ?? 'other'
/** The unit that one lies in: of the state none. */
export const unitOver = (unit: string): string | undefined =>
  unit === state ? undefined : unit.slice(0, unit.lastIndexOf('/'))

/** What a feed reports, in its own words. */
export interface Reporter {
  readonly feed: FeedId
  /** Its jurisdiction, in its own words. */
  readonly feedUnit: string
  readonly units: readonly string[]
  /** How its ids read in the election's: what is not named is the same. */
  readonly ours: { readonly [kind in 'contests' | 'units' | 'selections']: Readonly<Record<string, string>> }
}
const same = { contests: {}, units: {}, selections: {} }

/** The office of Ash has words of its own. */
const ashUnits = Object.fromEntries(precincts(ash, 2).map((unit, at) => [`ash-${at + 1}`, unit]))
export const reporters: readonly Reporter[] = [
  { feed: 'zz-state' as FeedId, feedUnit: state, units: [state, ash, bay], ours: same },
  {
    feed: 'zz-precincts' as FeedId,
    feedUnit: state,
    units: units.filter((unit) => typeOf(unit) === 'precinct'),
    ours: same,
  },
  {
    feed: 'zz-ash' as FeedId,
    feedUnit: 'ash-county',
    units: Object.keys(ashUnits),
    ours: {
      contests: { 'ash/gov': 'zz/governor', 'ash/m1': 'zz/measure-1' },
      units: { 'ash-county': ash, ...ashUnits },
      selections: { j: 'jones', s: 'smith' },
    },
  },
]

/** The word of a feed for what the election calls so. */
export const theirs = ({ ours }: Reporter, kind: 'contests' | 'units' | 'selections', id: string): string =>
  Object.entries(ours[kind]).find(([, mine]) => mine === id)?.[0] ?? id

/** More votes than any precinct can have: whatever says so is kept back. */
export const mostVotes = 600
const tooMany: DeskRule = {
  name: 'too_many',
  severity: 'hold',
  contest: 'zz/*',
  unitTypes: ['precinct'],
  rule: {
    needs: {},
    judge({ said: { record } }) {
      const votes = record.selections.reduce((sum, one) => sum + one.votes.total, 0)
      const words = `${votes} votes, of ${mostVotes} at most`
      return votes > mostVotes ? [{ about: '', measure: votes, limit: mostVotes, words }] : []
    },
  },
}

export const tolerance = { votes: 10, percent: 0.5 }
export const desk: Desk = {
  ...plainDesk(election),
  rules: [tooMany],
  sources: [
    {
      contest: 'zz/*',
      unit: `${state}/*/*`,
      order: ['zz-ash', 'zz-precincts'],
      tolerance,
    },
    {
      contest: 'zz/*',
      unit: `${state}/*`,
      order: ['zz-state', 'zz-ash', 'zz-precincts', 'units'],
      tolerance,
    },
    { contest: 'zz/*', order: ['zz-state', 'units'], tolerance },
  ],
  crosswalks: Object.fromEntries(
    reporters.map(({ feed, ours }) => [
      feed,
      {
        contests: ours.contests,
        units: ours.units,
        selections: Object.fromEntries(contests.map((contest) => [contest, ours.selections])),
      },
    ]),
  ),
}

import type { Digest, ResultKey } from './ids.ts'

/** How votes were cast (NIST SP 1500-100 CountItemType). `total` stands apart: the modes need not add up to it. */
export const modes = [
  'electionDay',
  'early',
  'absentee',
  'absenteeInPerson',
  'absenteeMail',
  'provisional',
  'uocava',
  'writeIn',
  'other',
] as const
export type Mode = (typeof modes)[number]
/** A mode that is missing was not reported. Zero is a value. */
export type Votes = { readonly total: number } & Readonly<Partial<Record<Mode, number>>>

/** NIST SP 1500-100 ResultsStatus. */
export const statuses = [
  'pre-election',
  'unofficial-partial',
  'unofficial-complete',
  'certified',
  'correction',
  'recount',
] as const
export type Status = (typeof statuses)[number]

/** NIST SP 1500-100: the classes of Contest. */
export const contestTypes = ['candidate', 'ballot-measure', 'retention', 'party'] as const
/** `ballots` is none of them: ballots and voters of a unit, that stand in no contest. Nothing is voted on. */
export type ContestType = (typeof contestTypes)[number] | 'ballots'

/** NIST SP 1500-100: ReportingUnitType, but for `other`. */
export const unitTypes = [
  'ballot-batch',
  'ballot-style-area',
  'borough',
  'city',
  'city-council',
  'combined-precinct',
  'congressional',
  'country',
  'county',
  'county-council',
  'drop-box',
  'judicial',
  'municipality',
  'polling-place',
  'precinct',
  'school',
  'special',
  'split-precinct',
  'state',
  'state-house',
  'state-senate',
  'town',
  'township',
  'utility',
  'village',
  'vote-center',
  'ward',
  'water',
] as const

export interface Contest {
  readonly id: string
  readonly name: string
  readonly type: ContestType
  /** How many selections a voter may mark. */
  readonly votesAllowed?: number
}
export interface Unit {
  readonly id: string
  /** NIST ReportingUnitType: state, county, precinct, … */
  readonly type: string
  readonly name: string
  /** The unit that contains this one. */
  readonly within?: string
}
export interface Reporting {
  readonly unitsReporting?: number
  readonly unitsTotal?: number
  readonly status?: Status
  /** The source's own time, ISO 8601 with offset. Outside the digest: a new time stamp alone is no change. */
  readonly asOf?: string
}
export interface Ballots {
  readonly cast?: number
  readonly registered?: number
  readonly overvotes?: number
  readonly undervotes?: number
}
export interface Selection {
  readonly id: string
  readonly name: string
  readonly party?: string
  readonly writeIn: boolean
  readonly votes: Votes
  /** Modes that the source withholds for privacy. */
  readonly suppressed?: readonly Mode[]
}

/** The standard record, `schemas/result.schema.json`: one contest in one unit, its selections in ballot order. */
export interface ResultRecord {
  readonly election: string
  readonly contest: Contest
  readonly unit: Unit
  readonly reporting?: Reporting
  readonly ballots?: Ballots
  readonly selections: readonly Selection[]
  /** Selections whose total the source withholds: they have no votes here. */
  readonly suppressed?: readonly Omit<Selection, 'votes'>[]
}

/** Where figures stand in the raw bytes: payload (with member), then places by selection; `''` is for the rest of the record. */
export interface Locator {
  readonly origin: string
  readonly places: Readonly<Record<string, readonly string[]>>
}

/** What a capture says of one contest in one unit. */
export interface Result {
  readonly key: ResultKey
  readonly digest: Digest
  readonly record: ResultRecord
  readonly locators: readonly Locator[]
}

/** By selection id, the votes of each mode that was reported. */
export type ModesById = Readonly<Record<string, Readonly<Partial<Record<Mode, number>>>>>

/** What the state keeps of a result: enough for the checks and for a diff in election terms. */
export interface Figures {
  readonly digest: Digest
  /** The revision that last spoke of this key, withdrawals included. */
  readonly revision: number
  /** Total votes by selection id. */
  readonly votes: Readonly<Record<string, number>>
  /** Votes by mode, of the selections for which the source reports any. */
  readonly modes?: ModesById
  readonly unitsReporting?: number
  readonly unitsTotal?: number
  readonly ballotsCast?: number
  /** The unit it lies in: which totals it is a part of. */
  readonly within?: string
  /** What the source calls its unit: for people, once it is gone. */
  readonly unitName?: string
  /** Withdrawn: the key stays, so that what comes back knows what it follows. */
  readonly gone?: true
}

import type { Check, Doubt, Examined } from '../../engine/check/check.ts'
import type { Component, Site } from '../../engine/component.ts'
import { digest } from '../../engine/diff/digest.ts'
import { figuresOf } from '../../engine/diff/figures.ts'
import type { Election } from '../../engine/model/election.ts'
import type { Hold } from '../../engine/model/hold.ts'
import { type ResultKey, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import type { Ballots, Figures, Reporting, Result, ResultRecord, Votes } from '../../engine/model/result.ts'

export const state = 'ocd-division/country:us/state:mn'
export const county = (name: string): string => `${state}/county:${name}`

export interface Said {
  readonly contest?: string
  readonly unit: string
  readonly within?: string
  /** Without it that of a state or of a county. */
  readonly type?: string
  /** In ballot order, by selection id; a list names them s1, s2, … */
  readonly votes: Readonly<Record<string, number | Votes>> | readonly number[]
  readonly parties?: readonly string[]
  readonly writeIns?: readonly string[]
  readonly votesAllowed?: number
  readonly ballots?: Ballots
  readonly reporting?: Reporting
}

/** A result as a source would give it. */
export function result(said: Said): Result {
  const { contest = 'mn/president', unit, within = unit === state ? undefined : state } = said
  const named = Array.isArray(said.votes)
    ? said.votes.map((votes, index) => [`s${index + 1}`, votes] as const)
    : Object.entries(said.votes)
  const record: ResultRecord = {
    election: election.id,
    contest: {
      id: contest,
      name: contest,
      type: 'candidate',
      ...(said.votesAllowed && { votesAllowed: said.votesAllowed }),
    },
    unit: {
      id: unit,
      type: said.type ?? (unit === state ? 'state' : 'county'),
      name: unit.slice(unit.lastIndexOf(':') + 1),
      ...(within && { within }),
    },
    ...(said.reporting && { reporting: said.reporting }),
    ...(said.ballots && { ballots: said.ballots }),
    selections: named.map(([id, votes], index) => ({
      id,
      name: id,
      ...(said.parties?.[index] && { party: said.parties[index] }),
      writeIn: said.writeIns?.includes(id) ?? false,
      votes: typeof votes === 'number' ? { total: votes } : votes,
    })),
  }
  return {
    key: resultKey(contest, unit),
    digest: digest(record),
    record,
    locators: [{ origin: 'file.txt', places: { '': ['L1'] } }],
  }
}

const stood = (said: Said, revision = 1): readonly [ResultKey, Figures] => {
  const one = result(said)
  return [one.key, { ...figuresOf(one), revision }]
}

export const election: Election = {
  id: 'us-2020-11-03-general',
  title: '',
  date: '2020-11-03',
  pollsClose: [{ unit: state, at: '2020-11-04T02:00:00Z' }],
  testWindows: [],
  stages: [],
  contests: [],
  registration: {},
}

/** What a check is shown: results now and before, and whatever else the case is about. */
export function examined(
  now: readonly Said[],
  before: readonly Said[] = [],
  more: Partial<Omit<Examined, 'now' | 'before' | 'doubted' | 'facts'>> & {
    readonly doubted?: readonly ResultKey[]
    readonly facts?: Partial<Examined['facts']>
  } = {},
): Examined {
  const results = now.map(result)
  const { doubted = [], facts, ...rest } = more
  return {
    capture: 'c'.repeat(64) as Sha256,
    capturedAt: '2020-11-04T05:00:00.000Z',
    election,
    unit: state,
    now: new Map(results.map((one) => [one.key, one])),
    before: new Map(before.map((said) => stood(said))),
    heldBefore: new Map(),
    holds: [],
    failed: [],
    facts: {
      rows: results.length,
      results: results.length,
      rejected: 0,
      rejections: [],
      electionDates: [],
      ...facts,
    },
    factsBefore: undefined,
    doubted: (key) => doubted.includes(key),
    ...rest,
  }
}

/** A hold as the last verdict left it. */
export const hold = (code: string, group: string, more: Partial<Hold> = {}): Hold => ({
  id: 'h-00000000',
  code,
  group,
  scope: {},
  reason: '',
  results: 1,
  places: [],
  capture: 'b'.repeat(64) as Sha256,
  since: '2020-11-04T04:00:00.000Z',
  ...more,
})

/** What the last verdict kept back: `heldBefore`. */
export const keptBack = (...said: readonly Said[]): Examined['heldBefore'] =>
  new Map(said.map(result).map((one) => [one.key, figuresOf(one)]))

const site: Site = {
  position: () => undefined,
  report: (error) => {
    throw error
  },
}

/** Asks a check with these options. */
export function ask<Options>(
  check: Component<string, Options, Check>,
  shown: Examined,
  options: Options = {} as Options,
): readonly Doubt[] {
  return [...check.create(options, site).examine(shown)]
}

/** Code and group of each doubt. */
export const inShort = (doubts: readonly Doubt[]): readonly string[] =>
  doubts.map(({ code, group }) => `${code} ${group}`)

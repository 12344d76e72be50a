import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Check, Doubt, Examined } from '../../engine/check/check.ts'
import { compared } from '../../engine/check/compared.ts'
import type { Remembered, ResultChanged } from '../../engine/check/remembered.ts'
import * as table from '../../engine/check/table.ts'
import { digest } from '../../engine/diff/digest.ts'
import { figuresOf } from '../../engine/diff/figures.ts'
import type { Election } from '../../engine/model/election.ts'
import type { Hold } from '../../engine/model/hold.ts'
import { type Digest, type ResultKey, resultKey } from '../../engine/model/ids.ts'
import type { Figures, Result, ResultRecord } from '../../engine/model/result.ts'
import { notes } from '../../engine/poll/notes.ts'
import { stoodSince } from '../../engine/poll/stood-since.ts'
import { setAllInPlace } from '../../engine/state/set-in-place.ts'
import { nights, type Said } from './random-nights.ts'

const state = 'ocd-division/country:us/state:xx'
const election: Election = {
  id: 'us-2024-11-05-general',
  title: 'General election',
  date: '2024-11-05',
  timezone: 'America/New_York',
  pollsClose: [{ unit: state, at: '2024-11-06T01:00:00Z' }],
  testWindows: [{ from: '2024-11-01T00:00:00Z', to: '2024-11-02T00:00:00Z' }],
  stages: [],
  contests: [],
  registration: { [`${state}/precinct:a`]: 2_000 },
} as unknown as Election

const names = ['Ada', 'Bo', 'Cy', 'Dee']
function resultOf({ contest, unit, votes, cast, within, title }: Said): Result {
  const id = unit === '' ? state : `${state}/precinct:${unit}`
  // A longer list of one contest has the selections of another.
  const record: ResultRecord = {
    election: election.id,
    contest: { id: contest, name: title || contest, type: 'candidate', votesAllowed: 1 },
    unit: {
      id,
      type: unit === '' ? 'state' : 'precinct',
      name: unit,
      ...(within && unit !== '' && { within: state }),
    },
    ...(cast !== undefined && { ballots: { cast } }),
    selections: votes.map((total, at) => {
      const name = names[contest === 'xx/two' ? (at + 2) % 4 : at] ?? ''
      return { id: name, name, writeIn: false, votes: { total, early: total > 1_000 ? total - 1 : total } }
    }),
  }
  return {
    key: resultKey(contest, id),
    digest: digest(record),
    record,
    locators: [{ origin: 'f', places: { '': ['L1'] } }],
  }
}

/** All that it says but votes. */
const namesIn = (result: Result | undefined): string =>
  JSON.stringify(result?.record, (name, value: unknown) => (name === 'votes' ? undefined : value)) ?? ''

const checks: readonly Check[] = Object.values(table).map((one) =>
  (one as { create(options: object, site: object): Check }).create({}, {}),
)

const gathers = checks.flatMap((check) => check.gathers ?? [])

/** As a poll asks them: about one thing, and of what they gather together. `apart`, each looks for itself. */
function doubtsIn(
  all: readonly Check[],
  examined: Omit<Examined, 'doubted'>,
  apart = false,
): readonly (readonly Doubt[])[] {
  const doubted = new Set<ResultKey>()
  const together: Examined = { ...examined, gathers, doubted: (key) => doubted.has(key) }
  return all.map((check) => {
    const doubts = [...check.examine(apart ? { ...together, gathers: [] } : together)]
    for (const { keys } of doubts) for (const key of keys ?? []) doubted.add(key)
    return doubts
  })
}

test('every check that remembers doubts what it doubts without, whatever comes and goes', {
  timeout: 120_000,
}, () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(nights, ([first, steps]) => {
      const [known, besides] = [notes(), notes()]
      const compares = {
        take: (of: object) => besides.take(of),
        keep: (of: object, note: unknown) => besides.keep(of, note),
      }
      let results = new Map<ResultKey, Result>()
      let before = new Map<ResultKey, Figures>()
      let holds: readonly Hold[] = []
      for (const [at, step] of [
        { put: first, out: [], commits: 'anew' as const, restarts: false, minutes: 0 },
        ...steps,
      ].entries()) {
        const next = new Map(results)
        for (const one of step.out) {
          const key = [...next.keys()][one]
          if (key !== undefined) next.delete(key)
        }
        for (const one of step.put) {
          const result = resultOf(one)
          // A unit is one thing in all its contests.
          const unit = [...next.values()].find(({ record }) => record.unit.id === result.record.unit.id)
            ?.record.unit
          const record = unit === undefined ? result.record : { ...result.record, unit }
          next.set(result.key, { ...result, record, digest: digest(record) })
        }
        const now = new Map([...next].toSorted(([one], [other]) => (one < other ? -1 : 1)))
        const changed: ResultChanged[] = [...new Set([...results.keys(), ...now.keys()])].flatMap((key) => {
          const [was, is] = [results.get(key), now.get(key)]
          return was === is ? [] : [{ was, is, countedOn: namesIn(was) === namesIn(is) }]
        })
        for (const one of [known, besides]) one.turn(step.restarts ? undefined : changed)
        const stood = stoodSince(before, known)
        const remembered: Remembered = {
          changed: known.changed,
          stood: stood.changed,
          take: (of) => known.take(of),
          keep: (of, note) => known.keep(of, note),
        }
        const standing = new Map([...before].filter(([, { gone }]) => gone === undefined))
        expect([...stood.standing]).toEqual([...standing])
        const examined: Omit<Examined, 'doubted'> = {
          capture: 'c' as Examined['capture'],
          capturedAt: new Date(Date.UTC(2024, 10, 6, 0, 59 + step.minutes)).toISOString(),
          election,
          unit: state,
          now,
          before: standing,
          heldBefore: new Map(),
          holds,
          facts: { rows: 5, results: now.size, rejected: 0, rejections: [], electionDates: [] },
          factsBefore: undefined,
          failed: [],
        }
        const plain = doubtsIn(checks, examined, true)
        expect(doubtsIn(checks, examined)).toEqual(plain)
        expect(doubtsIn(checks, { ...examined, remembered })).toEqual(plain)
        expect(compared({ now, before: standing, remembered: { ...remembered, ...compares } })).toEqual(
          compared({ now, before: standing }),
        )
        for (const { code } of plain.flat()) seen.add(code)
        holds = plain.flat().map(({ code, scope }) => ({ code, scope }) as Hold)
        if (step.commits !== undefined) before = committed(before, now, at, step.commits)
        results = now
      }
    }),
    { numRuns: 800 },
  )
  expect([...seen].toSorted()).toEqual(expect.arrayContaining(wanted))
})

/** All that is remembered was shown to be remembered where there was a doubt. */
const wanted = [
  'CHECK_BALLOTS',
  'CHECK_FALL',
  'CHECK_GONE',
  'CHECK_HIDDEN_TOTAL',
  'CHECK_MIXED_CONTESTS',
  'CHECK_MODES',
  'CHECK_NEGATIVE',
  'CHECK_PARTS',
  'CHECK_REGISTERED',
  'CHECK_REPEATED',
  'CHECK_SAME_BLOCK',
  'CHECK_TEST_DECK',
  'CHECK_TIME_GATE',
  'CHECK_UNNAMED',
  'CHECK_ZERO_OUT',
]

const other = 'other' as Digest

/** What stands then: figures of what did not change are the very same. */
function committed(
  before: Map<ResultKey, Figures>,
  now: ReadonlyMap<ResultKey, Result>,
  revision: number,
  how: 'anew' | 'in place' | 'in two steps' | 'otherwise',
): Map<ResultKey, Figures> {
  const entries: (readonly [ResultKey, Figures])[] = []
  for (const [key, result] of now)
    if (before.get(key)?.digest !== result.digest) entries.push([key, { ...figuresOf(result), revision }])
  for (const [key, { digest: last }] of before)
    if (!now.has(key)) entries.push([key, { digest: last, revision, votes: {}, gone: true }])
  // What stands is not what was said: somebody restored it, or another plan did.
  if (how === 'otherwise')
    return new Map([...before, ...entries.map(([key, one]) => [key, { ...one, digest: other }] as const)])
  if (how === 'anew') return new Map([...before, ...entries])
  const half = how === 'in place' ? 0 : entries.length >> 1
  if (half > 0) setAllInPlace(before, entries.slice(0, half))
  setAllInPlace(before, entries.slice(half))
  return before
}

import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Election } from '../model/election.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, isZero, placesOf, totalOf, unitOf } from './figures.ts'
import { heldFor } from './held-for.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * Nothing but zeros before the unit's polls close (DESIGN P4). What is there early publishes by itself at closing time,
 * except figures that first came inside a test window and have not changed since: those wait for a person.
 * One state, on the morning of an election: 98 of 4,110 precincts "reporting" in the live files, before the polls opened (DOMAIN §3).
 */
export const timeGate = component({
  type: 'time_gate',
  summary: 'Holds every figure but zeros until the polls of its unit have closed.',
  options,
  create: (): Check => ({
    *examine(examined) {
      const now = millisecondsOf(examined.capturedAt)
      if (isOpen(examined, now)) return
      const closings = new Map<string, string | undefined>()
      const closingIn = (unit: string): string | undefined => {
        if (!closings.has(unit)) closings.set(unit, closingOf(examined.election, unit, examined.unit))
        return closings.get(unit)
      }
      const early = new Map<string, Result[]>()
      const tests: Result[] = []
      for (const result of examined.now.values()) {
        if (isZero(result)) continue
        if (isTestData(examined, result, now)) tests.push(result)
        else {
          const closes = closingIn(result.record.unit.id)
          if (closes !== undefined && now < momentOf(closes)) {
            const others = early.get(closes)
            if (others === undefined) early.set(closes, [result])
            else others.push(result)
          }
        }
      }
      if (tests.length > 0) yield testData(tests)
      for (const closes of [...early.keys()].toSorted()) yield tooEarly(early.get(closes) ?? [], closes)
    },
  }),
})

/** Is every poll that the election knows closed, and nothing a test? */
function isOpen({ election, holds }: Examined, now: number): boolean {
  const { pollsClose, testWindows } = election
  return (
    pollsClose.every(({ at }) => momentOf(at) <= now) &&
    !isInWindow(testWindows, now) &&
    !holds.some(({ code }) => code === 'CHECK_TEST_WINDOW')
  )
}

const isInWindow = (windows: Election['testWindows'], now: number): boolean =>
  windows.some(({ from, to }) => millisecondsOf(from) <= now && now < millisecondsOf(to))

const millisecondsOf = (iso: string): number => epochMilliseconds(iso) ?? 0

let lastMoment: { readonly iso: string; readonly milliseconds: number } | undefined
/** Most units close at one moment; reading it again for each result would cost more than all else here. */
function momentOf(iso: string): number {
  if (lastMoment?.iso !== iso) lastMoment = { iso, milliseconds: millisecondsOf(iso) }
  return lastMoment.milliseconds
}

/**
 * The closing time that the election gives for the smallest unit containing this one, or the feed's. A place that it does
 * not know closes with the last one that it does: what is missing from the election file must not open a gate.
 */
function closingOf(election: Election, unit: string, feedUnit: string): string | undefined {
  const around = (one: string) => election.pollsClose.filter((entry) => contains(entry.unit, one))
  const smallest = [around(unit), around(feedUnit)]
    .find((entries) => entries.length > 0)
    ?.toSorted((one, other) => other.unit.length - one.unit.length)[0]
  return (
    smallest?.at ??
    election.pollsClose
      .map(({ at }) => at)
      .toSorted()
      .at(-1)
  )
}

const contains = (outer: string, unit: string): boolean => unit === outer || unit.startsWith(`${outer}/`)

/** Taken inside a test window, or the very figures that were held for it. */
function isTestData(examined: Examined, result: Result, now: number): boolean {
  if (isInWindow(examined.election.testWindows, now)) return true
  if (!examined.heldBefore.has(result.key)) return false
  const heldAsTest = heldFor(examined, 'CHECK_TEST_WINDOW', result) !== undefined
  return heldAsTest && examined.heldBefore.get(result.key)?.digest === result.digest
}

function testData(results: readonly Result[]): Doubt {
  return {
    code: 'CHECK_TEST_WINDOW',
    group: 'test-window',
    ...covering(results),
    reason: `${said(results)} came inside a test window of the office and did not change since`,
  }
}

function tooEarly(results: readonly Result[], closes: string): Doubt {
  return {
    code: 'CHECK_TIME_GATE',
    group: `closes ${closes}`,
    ...covering(results),
    reason: `${said(results)} before the polls close at ${closes}`,
    due: closes,
  }
}

function covering(results: readonly Result[]): Pick<Doubt, 'scope' | 'keys' | 'places'> {
  const keys: readonly ResultKey[] = results.map((result) => result.key)
  const units = [...new Set(keys.map(unitOf))]
  const contests = [...new Set(results.map((result) => result.record.contest.id))]
  return { keys, scope: { units, contests }, places: placesOf(results) }
}

function said(results: readonly Result[]): string {
  const largest = results.toSorted((one, other) => totalOf(other) - totalOf(one))[0]
  const votes = largest === undefined ? 0 : totalOf(largest)
  const of = largest === undefined ? '' : ` (${count(votes)} votes in ${largest.record.unit.name} the most)`
  return `${count(results.length)} ${results.length === 1 ? 'result has' : 'results have'} figures${of}`
}

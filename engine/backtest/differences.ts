import type { Hold } from '../model/hold.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { Case, Expectation, ExpectedHold } from './case.ts'
import { changesOf } from './changes-of.ts'
import type { Difference } from './difference.ts'
import { expectedResults } from './expected-results.ts'
import { resultDifferences } from './result-differences.ts'

/** Everything in which a verdict is not what the case expects; without an expectation all of it is unexpected. */
export function differencesFrom(one: Case, judged: Judged, folder: string): readonly Difference[] {
  const { expect } = one
  if (expect === undefined) {
    return [{ about: 'this case', expected: 'nothing yet', got: inShort(judged) }]
  }
  return [
    ...countDifferences(expect, judged),
    ...holdDifferences(expect.holds ?? [], judged.holds),
    ...(expect.results === undefined
      ? []
      : resultDifferences(expectedResults(folder, expect.results, one.at), judged.results)),
  ]
}

const inShort = ({ rows, results, holds }: Judged): string =>
  `rows: ${figure(rows)}, results: ${figure(results.length)}, holds: ${holds.map(({ code }) => code).join(', ') || 'none'}`

function countDifferences(
  { rows, rejected = 0, changes }: Expectation,
  judged: Judged,
): readonly Difference[] {
  const got = changesOf(judged.changes)
  const kinds = ['added', 'revised', 'corrected', 'withdrawn'] as const
  return [
    ...(rows === undefined ? [] : unequal('rows read', rows, judged.rows)),
    ...unequal('rows rejected', rejected, judged.rejected),
    ...(changes === undefined
      ? []
      : kinds.flatMap((kind) => unequal(`results ${kind}`, changes[kind] ?? 0, got[kind]))),
  ]
}

const unequal = (about: string, expected: number, got: number): readonly Difference[] =>
  expected === got ? [] : [{ about, expected: figure(expected), got: figure(got) }]

function holdDifferences(expected: readonly ExpectedHold[], got: readonly Hold[]): readonly Difference[] {
  const left = [...got]
  const differences: Difference[] = []
  for (const wanted of expected) {
    const about = `the hold ${wanted.code}${wanted.group === undefined ? '' : ` on ${wanted.group}`}`
    const index = left.findIndex(
      ({ code, group }) => code === wanted.code && (wanted.group === undefined || group === wanted.group),
    )
    const [found] = index === -1 ? [] : left.splice(index, 1)
    if (found === undefined) differences.push({ about, expected: 'a hold', got: 'none' })
    else if (wanted.results !== undefined && wanted.results !== found.results) {
      differences.push({
        about,
        expected: `${figure(wanted.results)} results kept back`,
        got: figure(found.results),
      })
    }
  }
  const unexpected = left.map(({ code, group, reason }) => ({
    about: `the hold ${code} on ${group}`,
    expected: 'none',
    got: reason,
  }))
  return [...differences, ...unexpected]
}

const figure = (value: number): string => value.toLocaleString('en-US')

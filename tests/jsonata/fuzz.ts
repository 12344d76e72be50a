import { compare, type Evaluator } from './compare.ts'
import { constructsOf } from './coverage.ts'
import { outside, type Pair, pairsOf } from './grammar.ts'
import { shrunk } from './shrink.ts'

/** What many random pairs came to. Plain data, so that workers can send it. */
export interface Report {
  pairs: number
  /** The same value, and the same error. */
  values: number
  faults: number
  bounded: number
  unreadable: number
  /** Allowed differences by the name of the deviation. */
  explained: Record<string, number>
  /** What was not compiled, by the reason. */
  left: Record<string, number>
  differences: Difference[]
  /** Constructs and built-ins in expressions that gave a value that is something. */
  reached: Record<string, number>
}
export interface Difference {
  readonly seed: number
  /** As small as it could be made. */
  readonly pair: Pair
  readonly library: string
  readonly ours: string
}

export const emptyReport = (): Report => ({
  pairs: 0,
  values: 0,
  faults: 0,
  bounded: 0,
  unreadable: 0,
  explained: {},
  left: {},
  differences: [],
  reached: {},
})

/** Differences that are made small: more of them have the same few causes. */
const mostShrunk = 20

/** Compares the pairs of seeds: four of each, with the same expression. */
export async function fuzz(
  seeds: Iterable<number>,
  ours: Evaluator,
  report = emptyReport(),
): Promise<Report> {
  for (const seed of seeds) {
    // One after another: they share one processor.
    // oxlint-disable-next-line no-await-in-loop
    for (const pair of pairsOf(seed)) await one(seed, pair, ours, report)
  }
  return report
}

async function one(seed: number, pair: Pair, ours: Evaluator, report: Report): Promise<void> {
  const compared = await compare(pair, ours, outside)
  report.pairs += 1
  switch (compared.kind) {
    case 'same':
      if (compared.outcome.kind === 'fault') report.faults += 1
      else report.values += 1
      if (compared.outcome.kind === 'value' && compared.outcome.text !== 'undefined') {
        for (const construct of constructsOf(compared.ast)) count(report.reached, construct)
      }
      return
    case 'explained':
      count(report.explained, compared.by)
      return
    case 'left':
      count(report.left, compared.because)
      return
    case 'different':
      report.differences.push(await differenceOf(seed, pair, ours, report.differences.length < mostShrunk))
      return
    case 'bounded':
    case 'unreadable':
      report[compared.kind] += 1
  }
}

async function differenceOf(seed: number, pair: Pair, ours: Evaluator, small: boolean): Promise<Difference> {
  const differs = async (next: Pair): Promise<boolean> =>
    (await compare(next, ours, outside)).kind === 'different'
  const least = small ? await shrunk(pair, differs) : pair
  const compared = await compare(least, ours, outside)
  if (compared.kind !== 'different') throw new Error(`seed ${seed} differs only now and then`)
  return { seed, pair: least, library: compared.library, ours: compared.ours }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** Adds up what workers sent. */
export function joined(reports: readonly Report[]): Report {
  const sum = emptyReport()
  for (const report of reports) {
    for (const key of ['pairs', 'values', 'faults', 'bounded', 'unreadable'] as const) sum[key] += report[key]
    for (const key of ['explained', 'left', 'reached'] as const) {
      for (const [name, times] of Object.entries(report[key])) sum[key][name] = (sum[key][name] ?? 0) + times
    }
    sum.differences.push(...report.differences)
  }
  return sum
}

/** A difference with the line that brings it back. */
export const reproduction = ({ seed, pair, library, ours }: Difference): string =>
  [
    `seed ${seed}: ${pair.expression}`,
    `  on ${JSON.stringify(pair.data)}`,
    `  library ${library}`,
    `  ours    ${ours}`,
  ].join('\n')

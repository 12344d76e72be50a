import { type FeedsLine, testedFeeds } from '../all-feeds.ts'
import type { Found } from '../figures.ts'

/** `feed test` over all feeds of the project, three times: each compiles them all, and judges every case. */
export async function* feeds({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const rounds = Array.from({ length: smoke ? 1 : 3 }, testedFeeds)
  const [first] = rounds
  if (first === undefined) throw new RangeError('nothing was measured')
  yield { remark: `feed test judged ${first.cases} cases with ${first.rows.toLocaleString('en')} rows.` }
  const figure = (name: string, unit: 'ms' | '1/s', of: (line: FeedsLine) => number): Found => ({
    figure: { name, unit, better: unit === 'ms' ? 'less' : 'more', rounds: rounds.map(of) },
  })
  yield figure('cases judged', '1/s', ({ cases, seconds }) => cases / seconds)
  yield figure('whole, with loading and compiling', 'ms', ({ whole }) => whole * 1_000)
}

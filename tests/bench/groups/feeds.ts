import { testedFeeds } from '../all-feeds.ts'
import type { Found } from '../figures.ts'

/** `feed test` over all feeds of the project. */
export async function* feeds(): AsyncIterable<Found> {
  const { cases, rows, seconds, whole } = testedFeeds()
  yield { remark: `feed test judged ${cases} cases.` }
  const figure = (name: string, unit: 'each' | 'ms' | '1/s', value: number): Found => ({
    figure: { name, unit, better: unit === 'ms' ? 'less' : 'more', rounds: [value] },
  })
  yield figure('rows judged', 'each', rows)
  yield figure('rows', '1/s', rows / seconds)
  yield figure('whole, with loading and compiling', 'ms', whole * 1_000)
}

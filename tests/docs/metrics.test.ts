import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Metric, metricNamespace, metrics } from '../../engine/trace/metric-names.ts'

const page = readFileSync('docs/metrics.md', 'utf8')

test('docs/metrics.md has every metric once, below who writes it, with its unit, its statistic and its sentence', () => {
  const parts = page.split(/^## Of the (\w+)$/m)
  const rows = (title: string): readonly string[] =>
    (parts[parts.indexOf(title) + 1] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  const wanted = (by: Metric['by']): readonly string[] =>
    Object.entries<Metric>(metrics)
      .filter(([, metric]) => metric.by === by)
      .map(([name, { unit, perGroup, statistic, says }]) => {
        const of = perGroup === true ? `${unit}, by group` : unit
        return `| \`${name}\` | ${of} | ${statistic} | ${says} |`
      })
  expect(rows('pollers')).toEqual(wanted('poller'))
  expect(rows('watch')).toEqual(wanted('watch'))
  expect(rows('consumers')).toEqual(wanted('consumer'))
  expect(page).toContain(`namespace \`${metricNamespace}\``)
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Group, Results } from '../figures.ts'
import { files, readResults } from '../results-file.ts'
import { barsSvg } from './bars-svg.ts'
import { performancePage, unmetGoals } from './page.ts'
import { reasons } from './reasons.ts'
import { performanceFiles } from './write-plots.ts'

const recorded = performanceFiles().map(({ path, text }) => [path, text] as const)

test.each(recorded)('%s says what was recorded (npm run bench -- --plots writes it anew)', (path, text) => {
  expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(text)
})

test('every goal that is not met has its reason', () => {
  const results = readResults(files.recorded)
  const unmet = unmetGoals(results).map(({ group, ratio }) => `${group}: ${ratio.name}`)
  expect(unmet.filter((name) => reasons[name] === undefined)).toEqual([])
})

describe('the page of one group', () => {
  const group: Group = {
    at: '2026-11-26T06:00:00.000Z',
    commit: 'abc1234',
    machine: {
      cpu: 'one',
      cores: 2,
      memoryGigabytes: 8,
      system: 'Linux',
      node: 'v24',
      java: undefined,
      load: 0.4,
    },
    seconds: 12,
    pace: [9],
    figures: [{ name: 'node alone', unit: 'ms', better: 'less', rounds: [30, 31, 34] }],
    ratios: [{ name: 'feed / node', better: 'less', rounds: [3, 3, 3], goal: { atMost: 2 } }],
    remarks: ['On one core.'],
  }
  const results: Results = { cold: group }
  const page = (name: string): string => `before\n<!-- bench: ${name} -->\nold\n<!-- /bench -->\nafter\n`
  const made = (name: string): string => performancePage(page(name), results)

  test('has medians in the place of what stood between the marks', () => {
    expect(made('cold')).toBe(`before
<!-- bench: cold -->
|  | median | middle half apart | rounds |
| --- | --: | --: | --: |
| node alone | 31 ms | 13 % | 3 |
| feed / node | 3x | 0 % | 3 |

On one core.
<!-- /bench -->
after
`)
  })

  test('says which goal is not met, and that nobody knows why', () => {
    expect(made('goals')).toContain('| cold | feed / node | at most 2x | 3x | **not met** |')
    expect(made('unmet')).toContain(
      '- **cold: feed / node**, 3x where at most 2x is wanted: the reason is not known.',
    )
  })

  test('has a line for each port, with both homes beside each other', () => {
    const figures = [', embedded', ', real servers'].map((home, index) => ({
      name: `archive: written${home}`,
      unit: 'MB/s' as const,
      better: 'more' as const,
      rounds: [40 - index],
    }))
    expect(performancePage(page('ports'), { ports: { ...group, figures } })).toContain(
      '| archive: written | 40 MB/s | 39 MB/s |',
    )
  })

  test('has a line for each kind of expression, with its code alone', () => {
    const times = ['library', 'engine', 'code alone'].map((what, at) => ({
      name: `wildcard: ${what}`,
      unit: 'µs' as const,
      better: 'less' as const,
      rounds: [[6, 0.5, 0.25][at] ?? 0],
    }))
    const gains = ['wildcard', 'geometric mean'].map((name) => ({
      name,
      better: 'more' as const,
      rounds: [12],
    }))
    const text = performancePage(page('constructs'), {
      constructs: { ...group, figures: times, ratios: gains },
    })
    expect(text).toContain('| wildcard | 6 µs | 0.5 µs | 0.25 µs | 12x |')
    expect(text).toContain('| geometric mean |  |  |  | 12x |')
  })

  test('says that another was not recorded', () => {
    expect(made('decode')).toContain('Not recorded yet.')
  })
})

test('a picture of the same values is the same text', () => {
  const bars = {
    title: 'Bars',
    unit: 'ms',
    of: ['one', 'two'],
    series: [{ name: 'wall', values: [1.5, null] }],
  }
  expect(barsSvg(bars)).toBe(barsSvg(bars))
  expect(barsSvg(bars)).toMatch(/^<svg [^]*>1\.5<[^]*>Bars</)
})

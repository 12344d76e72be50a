import type { Account } from './account.ts'
import type { ReadSource } from './reading.ts'

/** What the readings of one source came to. */
export interface Told {
  readonly account: Account
  readonly readings: readonly { readonly feed: string; readonly read: ReadSource; readonly facts: number }[]
}

/** The page docs/formats.md: a table of all sources, generated from the run of their test. */
export function formatsPage(all: readonly Told[]): string {
  const read = all.filter(({ account }) => account.refused === undefined)
  const refused = all.filter(({ account }) => account.refused !== undefined)
  const feeds = new Map(
    read.flatMap(({ readings }) => readings.map((one) => [one.feed, one.read.yaml] as const)),
  )
  const lines = [...feeds.values()].map(({ feed }) => feed).toSorted((a, b) => a - b)
  const facts = sum(read, ({ readings }) => sum(readings, (one) => one.facts))
  return [
    '# Formats',
    '',
    'Sources that offices and vendors published, each read by feeds of this project and compared with facts that were computed without the',
    'engine. The test run writes this page (`npm run formats`); the next run fails where it is no longer true, speed apart, which is that of',
    'the machine that wrote it. YAML: lines of the feed that are not blank (median, where there are several), and of the profile it shares',
    'with others. Rows, results and facts are those of all files together; a fact is one figure.',
    '',
    `**${read.length} sources**, ${feeds.size} feeds with a median of ${median(lines)} lines of YAML, ${grouped(facts)} facts, all matched.`,
    '',
    '| source | format | feeds | YAML | rows | results | facts | rows/s |',
    '| --- | --- | --: | --: | --: | --: | --: | --: |',
    ...read.map(rowOf),
    '',
    ...(refused.length === 0 ? [] : ['## Refused', '', ...refused.map(refusal), '']),
  ].join('\n')
}

/** The page without its figures of speed, which differ from run to run. */
export const withoutSpeed = (page: string): string => page.replace(/ [\d,]+ \|$/gm, ' |')

function rowOf({ account, readings }: Told): string {
  const feeds = new Map(readings.map((one) => [one.feed, one.read.yaml] as const))
  const own = [...feeds.values()].map(({ feed }) => feed).toSorted((a, b) => a - b)
  const profiles = new Set(
    [...feeds.values()].flatMap(({ profile }) => (profile === undefined ? [] : [profile])),
  )
  const rows = sum(readings, ({ read }) => read.judged.rows)
  const cells = [
    account.source,
    account.format.replaceAll('|', '\\|'),
    `${feeds.size}`,
    [`${median(own)}`, ...[...profiles].map((count) => `${count}`)].join(' + '),
    grouped(rows),
    grouped(sum(readings, ({ read }) => read.judged.results.length)),
    grouped(sum(readings, ({ facts }) => facts)),
    grouped(
      speed(
        rows,
        sum(readings, ({ read }) => read.seconds),
      ),
    ),
  ]
  return `| ${cells.join(' | ')} |`
}

const refusal = ({ account }: Told): string =>
  `- **${account.source}** (${account.format}): ${account.refused}`

/** Two digits say enough. */
function speed(rows: number, seconds: number): number {
  const exact = rows / Math.max(seconds, 0.001)
  const unit = 10 ** Math.max(Math.floor(Math.log10(Math.max(exact, 1))) - 1, 0)
  return Math.round(exact / unit) * unit
}
const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0)
const median = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
const grouped = (value: number): string => value.toLocaleString('en-US')

import { readFileSync } from 'node:fs'
import type { Account } from './account.ts'
import { yamlOf } from './yaml-lines.ts'

/** What one reading came to, in numbers. */
export interface Came {
  readonly feed: string
  readonly rows: number
  readonly results: number
  readonly facts: number
  readonly seconds: number
}

export const pagePath = 'docs/formats.md'
/** The page as it is now; empty where there is none. */
export const pageNow = (): string => readFileSync(pagePath, 'utf8')

/** The page: a table of all sources, generated from the run of their tests. */
export function formatsPage(
  all: ReadonlyMap<string, Account>,
  came: ReadonlyMap<string, readonly Came[]>,
): string {
  const accounts = [...all.values()]
  const rows = accounts.flatMap((account) =>
    account.readings === undefined ? [] : [rowOf(account, came.get(account.source) ?? [])],
  )
  const refused = accounts.flatMap(({ source, format, refused: why }) =>
    why === undefined ? [] : [`- **${source}** (${format}): ${why.trim().replace(/\s+/g, ' ')}`],
  )
  return [
    '# Formats',
    '',
    'Sources that offices and vendors published, each read by feeds of this project and compared with facts that were computed',
    'without the engine: those of `expected.json` beside the files, or totals counted by a script that `tests/real/sources` quotes.',
    'The test run writes this page (`npm run formats`), and the next run fails where it is no longer true, but for speed, which',
    'is that of the machine that wrote it, through every stage to the verdict.',
    '',
    headline(all, rows),
    '',
    'YAML is lines that are not blank: of the feed (the median, where there are several), and of the profiles it shares with',
    'others. Rows, results and facts are those of all files together; a fact is one figure.',
    '',
    '| source | format | feeds | YAML | rows | results | facts | rows/s |',
    '| --- | --- | --: | --: | --: | --: | --: | --: |',
    ...rows,
    '',
    ...(refused.length === 0 ? [] : ['## Refused', '', 'What no spec reads, and why.', '', ...refused, '']),
  ].join('\n')
}

/** The sentence above the table, of what stands in it. */
export function headline(all: ReadonlyMap<string, Account>, rows: readonly string[]): string {
  const feeds = new Set([...all.values()].flatMap(({ readings = [] }) => readings.map(({ feed }) => feed)))
  const lines = [...feeds].map((feed) => yamlOf(feed).feed).toSorted((a, b) => a - b)
  const facts = rows.reduce((sum, row) => sum + Number(row.split(' | ')[6]?.replaceAll(',', '')), 0)
  return `**${rows.length} sources**, ${feeds.size} feeds of ${median(lines)} lines of YAML (the median), ${grouped(facts)} facts, all matched.`
}

/** The line of a source in the table. */
export function rowOf({ source, format }: Account, came: readonly Came[]): string {
  const yaml = [...new Set(came.map(({ feed }) => feed))].map((feed) => yamlOf(feed))
  const own = yaml.map(({ feed }) => feed).toSorted((a, b) => a - b)
  const profiles = new Map(yaml.flatMap(({ profile }) => (profile === undefined ? [] : [profile])))
  const rows = sum(came, (one) => one.rows)
  const cells = [
    source,
    format.replaceAll('|', '\\|'),
    `${yaml.length}`,
    [`${median(own)}`, ...[...profiles.values()].map((count) => `${count}`)].join(' + '),
    grouped(rows),
    grouped(sum(came, (one) => one.results)),
    grouped(sum(came, (one) => one.facts)),
    grouped(
      speed(
        rows,
        sum(came, (one) => one.seconds),
      ),
    ),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The page without its figures of speed, which differ from run to run. */
export const withoutSpeed = (page: string): string => page.replace(/ [\d,]+ \|$/gm, ' |')

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

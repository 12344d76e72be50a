import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Played } from './play-story.ts'

/** One fault over all its schedules. */
export interface Row {
  readonly fault: string
  readonly schedules: number
  /** Faults of polls and consumers that were drawn, and those that came before these had ended: the others changed nothing. */
  readonly drawn: number
  readonly struck: number
  /** Schedules after which a figure is missing or wrong. */
  readonly lost: number
  /** After which something counts twice, or was published and never committed. */
  readonly doubled: number
  /** After which the revision rule does not lead to what stands, or an older revision was first seen after a newer one. */
  readonly reordered: number
  /** After which any other law is broken: holds, status, leases, sums of consumers. */
  readonly other: number
  /** Messages on the topic that say again what was said: allowed, and made harmless by the revision rule. */
  readonly repeated: number
  readonly polls: Spread
  /** Of the night's clock, in seconds. */
  readonly recovery: Spread
}
interface Spread {
  readonly median: number
  readonly most: number
}

const doubled = /^two messages have the id|^published and never committed/
const reordered =
  /was first published after|as its key's previous revision|^an older plan came after|^a gap was told/
const lost =
  /^committed and never published|members hold|^the state|^lost:|^the chain|^consumers hold|^consumers have the sums|^the ledger|^the sums|^current|^the alerts|^the exports|^the night|comes from a capture|^nothing was published|its capture|^the archive lists|^the feed does not come to rest/

/** What kind of law a sentence says is broken. */
export function kindOf(law: string): 'lost' | 'doubled' | 'reordered' | 'other' {
  if (doubled.test(law)) return 'doubled'
  if (reordered.test(law)) return 'reordered'
  return lost.test(law) ? 'lost' : 'other'
}

export function rowOf(fault: string, played: readonly Played[]): Row {
  const broken = (kind: string): number =>
    played.filter((one) => one.broken.some((law) => kindOf(law) === kind)).length
  return {
    fault,
    schedules: played.length,
    drawn: played.reduce((sum, { drawn = 0 }) => sum + drawn, 0),
    struck: played.reduce((sum, { struck = 0 }) => sum + struck, 0),
    lost: broken('lost'),
    doubled: broken('doubled'),
    reordered: broken('reordered'),
    other: broken('other'),
    repeated: played.reduce((sum, one) => sum + one.repeated, 0),
    polls: spread(played.map(({ polls }) => polls)),
    recovery: spread(played.map(({ seconds }) => seconds)),
  }
}

function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((one, other) => one - other)
  return { median: sorted[sorted.length >> 1] ?? 0, most: sorted.at(-1) ?? 0 }
}

const headings = [
  'fault',
  'schedules',
  'struck of drawn',
  'lost',
  'doubled',
  'reordered',
  'other laws',
  'raw duplicates',
  'polls (or consumers) to recover (median, most)',
  'recovery in the night (median, most)',
]

const cells = (row: Row): readonly string[] => [
  row.fault,
  String(row.schedules),
  `${row.struck} of ${row.drawn}`,
  ...[row.lost, row.doubled, row.reordered, row.other, row.repeated].map(String),
  `${row.polls.median}, ${row.polls.most}`,
  `${row.recovery.median} s, ${row.recovery.most} s`,
]

/** As Markdown that can be read as it is. */
export function tableOf(rows: readonly Row[]): string {
  const all = [headings, ...rows.map(cells)]
  const widths = headings.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)))
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(headings), rule, ...rows.map((row) => line(cells(row)))].join('\n')
}

const folder = new URL('report/', import.meta.url)

/** One kind of homes, and what its figures mean nothing without. */
interface Section {
  readonly homes: string
  readonly words: string
  /** How many schedules the run was asked for. */
  readonly asked: number
  readonly at: string
  readonly commit: string
  readonly rows: readonly Row[]
}

/**
 * Prints the rows of one kind of homes. A whole run (so many schedules `asked`) is kept in `report/report.md` as well,
 * beside those of the other homes that were asked for the same at the same commit; a smoke run, or a seed that is played
 * again, leaves the report as it is.
 */
export function report(
  homes: string,
  rows: readonly Row[],
  words: string,
  { asked, isWhole }: { readonly asked: number | undefined; readonly isWhole: boolean },
): void {
  process.stdout.write(`\n${homes}: ${words}\n${tableOf(rows)}\n`)
  if (!isWhole || asked === undefined) return
  const mine: Section = { homes, words, asked, at: new Date().toISOString(), commit: commit(), rows }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${homes}.json`, folder), JSON.stringify(mine, undefined, 2))
  const sections = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Section)
    .filter((one) => one.commit === mine.commit && one.asked === mine.asked)
  writeFileSync(new URL('report.md', folder), `# Faults\n\n${sections.map(sectionOf).join('\n')}`)
}

function sectionOf({ homes, words, asked, at, commit: of, rows }: Section): string {
  const schedules = rows.reduce((sum, row) => sum + row.schedules, 0)
  const run = `${schedules} schedules, seeds from 1 in each row (\`CANVASS_FAULTS=${asked}\`), ended ${at}, commit ${of}.`
  return `## ${homes}\n\n${words}. ${run}\n\n${tableOf(rows)}\n`
}

function commit(): string {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const changed =
      git('--no-optional-locks', 'status', '--porcelain', '--untracked-files=no') === ''
        ? ''
        : ' with changes'
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`
  } catch {
    return 'unknown'
  }
}

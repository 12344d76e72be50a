import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Account, LabelLine, RuleLine } from './account.ts'
import { placeOf } from './alarms.ts'

export const pagePath = 'docs/quality.md'

/** What stands of one series in the page. */
export interface Chapter {
  /** Tells it from others; its place in the page is by it. */
  readonly id: string
  readonly title: string
  /** Which recorded files, and what reads them. */
  readonly about: string
  /** What of it no rule can find, and what limits were chosen on: paragraphs. */
  readonly limits: readonly string[]
  readonly account: Account
  /** Why a label was not found, by its name. */
  readonly outOfReach: (line: LabelLine) => string | undefined
}

/** What the page says of a series now: its line in the table, and its part. Empty where it says nothing. */
export function chapterNow(id: string): string {
  const page = existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : ''
  return partsOf(page).get(id) ?? ''
}

/** Puts a series into the page, or in the place of what stood of it. One test file after the other may do so. */
export function writeChapter(chapter: Chapter): void {
  const parts = new Map(partsOf(existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : ''))
  parts.set(chapter.id, chapterText(chapter))
  const sorted = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lines = sorted.map(([, text]) =>
    text
      .split('\n')
      .find((line) => line.startsWith('<!-- in short: '))
      ?.slice(15, -4),
  )
  const all = sorted.map(([id, text]) => `${begin(id)}\n\n${text}\n\n<!-- /series -->\n`)
  writeFileSync(pagePath, [...head, ...lines, '', ...all].join('\n'))
}

const head = [
  '# Quality',
  '',
  'What the checks of feeds and the rules of elections find in recorded election nights whose errors are known. `npm run quality`',
  'plays each series again through the whole pipeline, as its feeds are shipped, and writes this page; the next test run fails',
  'where it is no longer true. A person, Kim, releases what labels say a person finds to be right, and at the end what is still open.',
  '',
  '**Read the figures with care.** Limits were chosen on these very series, or on elections before them, and there are few',
  'series: what a rule will do in another state or another year, these figures do not say.',
  '',
  'A check that is in no table below said nothing in any of these polls: nothing that it looks for happened, and nothing honest',
  'was held by it. Rows and reports that stand twice (`CHECK_SAME_ROWS`, `CHECK_REPEATED`), names that a document lacks',
  '(`CHECK_NAME_MISSING`), texts that were cut off (`CHECK_OPEN_END`) and what moved with falls (`CHECK_FELL_MOSTLY`) are found in',
  'files that tests spoil on purpose, and how often they are wrong in other places these series do not say.',
  '',
  'An *alarm* is one check or rule that says something of one contest in one unit, from the first look to the last at which it',
  'says so; *looks* counts those looks. It is right where a label of the series (errors that people found in the data,',
  'beforehand, with times) says that these figures were wrong, or to be looked at, or where the end of the count shows it;',
  'otherwise it is wrong. *County polls* are counties times their files that were published. *Per 1,000* of them: of what is held',
  'the looks at which it is wrongly held, of alerts the wrong ones, since people are told once of each.',
  '',
  '| series | looks | county polls | labels found | held rightly | wrongly | per 1,000 | alerts right | wrong | per 1,000 |',
  '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
]
const begin = (id: string): string => `<!-- series: ${id} -->`

function partsOf(page: string): ReadonlyMap<string, string> {
  const found = page.matchAll(/<!-- series: (\S+) -->\n\n([\s\S]*?)\n\n<!-- \/series -->/g)
  return new Map([...found].map(([, id = '', text = '']) => [id, text]))
}

export function chapterText({ title, about, limits, account, outOfReach }: Chapter): string {
  const { looks, polls, countyPolls, rules, labels, alarms } = account
  const wrong = alarms.filter(({ because }) => because === undefined)
  const foundLabels = labels.filter(({ by }) => by.length > 0)
  const sum = (lines: readonly RuleLine[], of: (line: RuleLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0)
  const holding = rules.filter(({ severity }) => severity === 'hold')
  const telling = rules.filter(({ severity }) => severity !== 'hold')
  const short = [
    title,
    grouped(looks),
    grouped(countyPolls),
    labels.length === 0 ? 'none given' : `${foundLabels.length} of ${labels.length}`,
    grouped(sum(holding, ({ right }) => right.alarms)),
    grouped(sum(holding, ({ wrong: hits }) => hits.alarms)),
    perThousand(
      sum(holding, ({ wrong: hits }) => hits.polls),
      countyPolls,
    ),
    grouped(sum(telling, ({ right }) => right.alarms)),
    grouped(sum(telling, ({ wrong: hits }) => hits.alarms)),
    perThousand(
      sum(telling, ({ wrong: hits }) => hits.alarms),
      countyPolls,
    ),
  ]
  return [
    `<!-- in short: | ${short.join(' | ')} | -->`,
    '',
    `## ${title}`,
    '',
    `${about} ${grouped(looks)} looks, ${grouped(polls)} polls, ${grouped(countyPolls)} county polls.`,
    '',
    '| check or rule | it | right: alarms | looks | wrong: alarms | looks | per 1,000 |',
    '| --- | --- | --: | --: | --: | --: | --: |',
    ...rules.map((line) => ruleRow(line, countyPolls)),
    ...(wrong.length === 0
      ? ['', 'No alarm is wrong.']
      : [
          '',
          'Wrong:',
          '',
          ...wrong.map(
            ({ rule, key, from, to, polls: at }) =>
              `- ${rule}: ${placeOf(key)}, ${spanOf(from, to)}, ${at} ${at === 1 ? 'look' : 'looks'}`,
          ),
        ]),
    ...(labels.length === 0
      ? []
      : [
          '',
          '| label | wants | known from | found | by |',
          '| --- | --- | --- | --- | --- |',
          ...labels.map((line) => labelRow(line, outOfReach(line))),
        ]),
    ...limits.flatMap((paragraph) => ['', paragraph]),
  ].join('\n')
}

function ruleRow({ rule, severity, right, wrong }: RuleLine, countyPolls: number): string {
  const cells = [
    rule,
    severity === 'hold' ? 'holds' : severity === 'alert' ? 'alerts' : 'notes',
    ...[right.alarms, right.polls, wrong.alarms, wrong.polls].map(grouped),
    perThousand(severity === 'hold' ? wrong.polls : wrong.alarms, countyPolls),
  ]
  return `| ${cells.join(' | ')} |`
}

function labelRow({ label, by, at }: LabelLine, why: string | undefined): string {
  const { unit, stream, expect, flagAt, what } = label
  const said = what.length > 90 ? `${what.slice(0, what.lastIndexOf(' ', 88))} …` : what
  const cells = [
    `${unit}, ${stream}: ${said}`,
    expect,
    flagAt === null ? 'not within the series' : shortTime(flagAt),
    at === undefined ? 'no' : shortTime(at),
    by.length > 0 ? by.join(', ') : `out of reach: ${why ?? 'nobody says why'}`,
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

const shortTime = (at: string): string => at.replace(/^\d+-(.*)T(\d\d:\d\d):\d\dZ$/, '$1 $2')
const spanOf = (from: string, to: string): string =>
  from === to ? shortTime(from) : `${shortTime(from)} to ${shortTime(to)}`
const grouped = (value: number): string => value.toLocaleString('en-US')
const perThousand = (hits: number, polls: number): string =>
  polls === 0 ? '–' : ((hits / polls) * 1_000).toFixed(2)

import { posix } from 'node:path'
import { readCases } from '../backtest/read-cases.ts'
import { type CaseRun, runCases } from '../backtest/run-cases.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { type Compiled } from '../plan/compile.ts'
import { compileAll } from '../plan/compile-all.ts'
import { folderFiles } from '../plan/feed-files.ts'
import { command, exit } from './command.ts'
import { specPaths } from './feeds.ts'
import type { Output } from './output.ts'
import { updateOneCase } from './update-one-case.ts'
import { counted, figure, oneLine, took } from './words.ts'

/** So many differences of one case are shown. */
const shownDifferences = 20

export const test = command({
  arguments: {
    feed: { about: 'ids of feeds, or paths of feed.yaml; none: all feeds', optional: true, many: true },
  },
  options: {
    update: { value: 'FEED/CASE', about: 'take what comes of this one case as what is expected of it' },
  },
  examples: ['feed test', 'feed test us-zz-harbor', 'feed test --update "us-zz-harbor/zero report"'],
  async run({ args, options, config, out, clock, signal }) {
    if (options.update !== undefined) return updateOneCase(options.update, { config, out, signal })
    const compiled = compileAll(specPaths(args.feed, config), folderFiles)
    const feeds = compiled.map((one) => withCases(one))
    const problems = feeds.flatMap((one) => one.problems)
    for (const problem of problems) out.line(renderText(problem))
    const runs: FeedRun[] = []
    const began = clock.elapsed()
    for (const { plan, folder, cases } of feeds) {
      if (plan === undefined || cases.length === 0) continue
      out.line(out.style('bold', plan.feed))
      for await (const run of runCases(plan, folder, cases, signal)) {
        runs.push({ feed: plan.feed, run })
        showRun(run, out)
      }
    }
    const without = feeds.flatMap(({ plan, cases, problems: own }) =>
      plan === undefined || own.length > 0 || cases.length > 0 ? [] : [plan.feed],
    )
    for (const name of without) out.line(`${name}  has no cases.yaml`)
    const bad = runs.filter(({ run }) => !isFine(run))
    const rate = { rows: rowsOf(runs), seconds: (clock.elapsed() - began) / 1000 }
    out.data({
      ...rate,
      cases: runs.map(({ feed, run }) => caseData(feed, run)),
      without,
      problems: problems.map(renderJson),
    })
    out.next(
      nextOf({
        count: runs.length,
        rate,
        problems: problems.length,
        bad: bad[0],
        without,
        root: config.feeds,
      }),
    )
    return bad.length + problems.length > 0 ? exit.problems : exit.fine
  },
})

interface FeedRun {
  readonly feed: string
  readonly run: CaseRun
}

/** The cases of a spec; what is wrong with either is told, and the other feeds are tested all the same. */
function withCases({ path, plan, problems }: Compiled) {
  const folder = posix.dirname(path)
  try {
    return { folder, plan, problems, cases: plan === undefined ? [] : readCases(folder) }
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error
    return { folder, plan, problems: error.errors as readonly FeedError[], cases: [] }
  }
}

interface Rate {
  readonly rows: number
  readonly seconds: number
}
const rowsOf = (runs: readonly FeedRun[]): number =>
  runs.reduce((sum, { run }) => sum + (run.kind === 'compared' ? run.judged.rows : 0), 0)

/** Compiling is not in it: it is the same for one row and for a million. */
const rateOf = ({ rows, seconds }: Rate): string =>
  `${counted(rows, 'row')} in ${took(seconds * 1000)}, ${figure(Math.round(rows / Math.max(seconds, 0.001)))} a second`

const isFine = (run: CaseRun): boolean => run.kind === 'compared' && run.differences.length === 0

function showRun(run: CaseRun, out: Output): void {
  const name = run.case.case
  if (isFine(run)) {
    out.line(`  ${out.style('green', 'as expected')}  ${name}`)
    return
  }
  if (run.kind === 'failed') {
    out.line(`  ${out.style('red', 'not judged')}   ${name}`)
    out.line(`    ${renderText(run.error).replaceAll('\n', '\n    ')}`)
    return
  }
  const { file, line, column } = run.case.at
  if (run.case.expect === undefined) {
    out.line(
      `  ${out.style('yellow', 'new')}          ${name}  ${out.style('dim', `${file}:${line}:${column}`)}`,
    )
    for (const { got } of run.differences)
      out.line(`    nothing is expected of it yet; it came to ${oneLine(got)}`)
    return
  }
  out.line(`  ${out.style('red', 'differs')}      ${name}  ${out.style('dim', `${file}:${line}:${column}`)}`)
  for (const { about, expected, got } of run.differences.slice(0, shownDifferences)) {
    out.line(`    ${oneLine(about)}: expected ${oneLine(expected)}, got ${oneLine(got)}`)
  }
  const more = run.differences.length - shownDifferences
  if (more > 0) out.line(out.style('dim', `    … and ${figure(more)} more`))
}

function caseData(feed: string, run: CaseRun): object {
  const one = { feed, case: run.case.case, ...run.case.at }
  return run.kind === 'failed'
    ? { ...one, problem: renderJson(run.error) }
    : { ...one, differences: run.differences }
}

function nextOf({
  count,
  rate,
  problems,
  bad,
  without,
  root,
}: {
  readonly count: number
  readonly rate: Rate
  readonly problems: number
  readonly bad: FeedRun | undefined
  readonly without: readonly string[]
  readonly root: string
}): string {
  if (problems > 0) return `${counted(problems, 'problem')} to correct; then "feed test" again.`
  if (bad?.run.kind === 'failed') return 'Correct what could not be judged; then "feed test" again.'
  if (bad?.run.case.expect === undefined && bad !== undefined)
    return `If that is right, make it what is expected: feed test --update "${bad.feed}/${bad.run.case.case}"`
  if (bad !== undefined) return `If that is right now: feed test --update "${bad.feed}/${bad.run.case.case}"`
  if (count > 0) return `${counted(count, 'case')} as expected: ${rateOf(rate)}.`
  return without.length === 0
    ? `There are no feeds below ${root}. CANVASS_FEEDS names another folder.`
    : `Keep a capture to begin with: feed record ${without[0]} --name NAME`
}

import { readCases } from '../backtest/read-cases.ts'
import { type CaseRun, runCases } from '../backtest/run-cases.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { command, exit } from './command.ts'
import { someFeeds } from './feeds.ts'
import type { Output } from './output.ts'
import { updateOneCase } from './update-one-case.ts'
import { counted, figure, oneLine } from './words.ts'

/** So many differences of one case are shown. */
const shownDifferences = 20

export const test = command({
  arguments: {
    feed: { about: 'ids of feeds, or paths of feed.yaml; none: all feeds', optional: true, many: true },
  },
  options: {
    update: { value: 'FEED/CASE', about: 'take what comes of this one case as what is expected of it' },
  },
  examples: [
    'feed test',
    'feed test us-ga-general-2020',
    'feed test --update "us-ga-general-2020/zero report"',
  ],
  async run({ args, options, config, out, signal }) {
    if (options.update !== undefined) return updateOneCase(options.update, { config, out, signal })
    const runs: { readonly feed: string; readonly run: CaseRun }[] = []
    const without: string[] = []
    for (const feed of someFeeds(args.feed, config)) {
      const cases = readCases(feed.folder)
      if (cases.length === 0) without.push(feed.plan.feed)
      else out.line(out.style('bold', feed.plan.feed))
      for await (const run of runCases(feed.plan, feed.folder, cases, signal)) {
        runs.push({ feed: feed.plan.feed, run })
        showRun(run, out)
      }
    }
    const bad = runs.filter(({ run }) => !isFine(run))
    out.data({ cases: runs.map(({ feed, run }) => caseData(feed, run)), without })
    for (const name of without) out.line(`${name}  has no cases.yaml`)
    out.next(nextOf(runs.length, bad[0], without, config.feeds))
    return bad.length > 0 ? exit.problems : exit.fine
  },
})

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

function nextOf(
  count: number,
  bad: { readonly feed: string; readonly run: CaseRun } | undefined,
  without: readonly string[],
  root: string,
): string {
  if (bad !== undefined) {
    const name = `${bad.feed}/${bad.run.case.case}`
    return bad.run.kind === 'failed'
      ? 'Correct what could not be judged; then "feed test" again.'
      : `If that is right now: feed test --update "${name}"`
  }
  if (count > 0) return `${counted(count, 'case')} as expected.`
  return without.length === 0
    ? `There are no feeds below ${root}. CANVASS_FEEDS names another folder.`
    : `Keep a capture to begin with: feed record ${without[0]} --name NAME`
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { saysFigures } from '../backtest/case.ts'
import { readCases } from '../backtest/read-cases.ts'
import { type CaseRun, runCases } from '../backtest/run-cases.ts'
import type { Config } from '../config.ts'
import { rememberedFiles } from '../deploy/remembered-files.ts'
import { deploymentFile, writeDeployment } from '../deploy/write-deployment.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { problemsOfShared } from '../plan/compile-shared.ts'
import { folderFiles } from '../plan/feed-files.ts'
import { hostAllowances } from '../plan/hosts.ts'
import { type Call, type Exit, exit } from './command.ts'
import { type FoundFeed, someFeeds } from './feeds.ts'
import { onceEach } from './once-each.ts'
import { counted, sized } from './words.ts'

/** Of a poll: a function is ended after a quarter of an hour, and has to say how its poll ended before that. */
const mostSeconds = 870

/**
 * Writes all that is put into an account: every feed that is no draft, once it is sound and its cases come to what is expected of them.
 * Throws every problem there is, and writes nothing then; none to deploy is a problem too, since all that is polled would be taken away.
 */
export async function compileDeployment(
  folder: string,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<Exit> {
  if (!existsSync(config.feeds)) throw feedError('DEPLOY_NO_FOLDER', { folder: config.feeds })
  const shared = problemsOfShared(config.feeds, folderFiles)
  if (shared.length > 0) throw new AggregateError(onceEach([...shared, ...problemsOfFeeds(config)]))
  const files = rememberedFiles(folderFiles)
  const found = someFeeds([], config, files)
  const feeds = found.filter(({ plan }) => plan.status !== 'draft')
  if (feeds.length === 0) throw feedError('DEPLOY_NO_FEEDS', { folder: config.feeds, drafts: found.length })
  const problems: FeedError[] = []
  let cases = 0
  for (const feed of feeds) {
    // oxlint-disable-next-line no-await-in-loop -- one feed at a time is in memory
    const tested = await testedBy(feed, signal)
    cases += tested.cases
    problems.push(...tested.problems)
  }
  if (problems.length > 0) throw new AggregateError(problems)
  const now = clock.now().getTime()
  const { deployment, bytes } = await writeDeployment(folder, {
    plans: feeds.map(({ plan }) => plan),
    hosts: hostAllowances(config.feeds, files, (error) => void problems.push(error)),
    root: config.feeds,
    files,
    build: config.environment['CANVASS_BUILD'] === undefined ? Math.floor(now / 1_000) : config.build,
    now,
  })
  const path = join(folder, deploymentFile)
  const schedules = deployment.feeds.flatMap((feed) => feed.schedules)
  out.data({
    path,
    build: deployment.build,
    bytes,
    cases,
    feeds: deployment.feeds.map(({ feed, planHash, status }) => ({ feed, planHash, status })),
  })
  for (const { feed, planHash, status, schedules: own } of deployment.feeds)
    out.line(
      `${feed}  ${out.style('dim', planHash.slice(0, 12))}  ${status}, ${counted(own.length, 'schedule')}`,
    )
  out.line(`${counted(cases, 'case')} as expected`)
  for (const [name, size] of Object.entries(bytes)) out.line(`${join(folder, name)}  ${sized(size)}`)
  out.next(
    `Build ${deployment.build}: ${counted(feeds.length, 'feed')}, ${counted(schedules.length, 'schedule')}, in ${path}; sst deploy takes it from there.`,
  )
  return exit.fine
}

/** Told together with those of what feeds share. */
function problemsOfFeeds(config: Config): readonly FeedError[] {
  try {
    someFeeds([], config)
    return []
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error
    return error.errors as readonly FeedError[]
  }
}

/** What keeps a feed from being deployed: a file that no function has, more time than one has, a case that comes to something else, no case at all. */
async function testedBy(
  { plan, folder, path }: FoundFeed,
  signal: AbortSignal,
): Promise<{ readonly cases: number; readonly problems: readonly FeedError[] }> {
  const { feed, hash } = plan
  const at = { file: path, line: 1, column: 1 }
  const problems: FeedError[] = []
  if (plan.recipe?.source.type === 'file') problems.push(feedError('DEPLOY_FILE_SOURCE', { feed }, { at }))
  const { seconds } = plan.limits
  if (seconds > mostSeconds)
    problems.push(feedError('DEPLOY_TIME_LIMIT', { feed, seconds, most: mostSeconds }, { at }))
  try {
    const cases = readCases(folder)
    const [first] = cases
    const details = { feed, hash: hash.slice(0, 12) }
    if (first === undefined) problems.push(feedError('DEPLOY_UNTESTED', details, { at }))
    // One that has no expectation yet is told as a case that comes to something else.
    else if (cases.every(({ expect }) => expect !== undefined && !saysFigures(expect)))
      problems.push(feedError('DEPLOY_NO_FIGURES', { ...details, name: first.case }, { at: first.at }))
    for await (const run of runCases(plan, folder, cases, signal)) problems.push(...problemsIn(feed, run))
    return { cases: cases.length, problems }
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error
    return { cases: 0, problems: [...problems, ...(error.errors as readonly FeedError[])] }
  }
}

function problemsIn(feed: string, run: CaseRun): readonly FeedError[] {
  if (run.kind === 'failed') return [run.error]
  const [first, ...others] = run.differences
  if (first === undefined) return []
  const difference =
    run.case.expect === undefined
      ? `nothing is expected of it yet, and it came to ${first.got}`
      : `${first.about}: expected ${first.expected}, got ${first.got}`
  const details = { feed, name: run.case.case, difference, more: others.length }
  return [feedError('DEPLOY_CASE_DIFFERS', details, { at: run.case.at })]
}

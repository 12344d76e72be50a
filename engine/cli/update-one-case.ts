import type { Case } from '../backtest/case.ts'
import { changesOf } from '../backtest/changes-of.ts'
import { judgeCases } from '../backtest/judge-cases.ts'
import { readCases } from '../backtest/read-cases.ts'
import { updateCase } from '../backtest/update-case.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { slug } from '../flow/slug.ts'
import type { Judged } from '../poll/process-capture.ts'
import { type Call, type Exit, exit } from './command.ts'
import { type FoundFeed, oneFeed } from './feeds.ts'

/** Judges a feed's cases up to the one, and writes what comes of that one. */
export async function updateOneCase(
  word: string,
  { config, out, signal }: Pick<Call, 'config' | 'out' | 'signal'>,
): Promise<Exit> {
  const { feed, name } = split(word)
  const found = oneFeed(feed, config)
  const wanted = caseCalled(name, found)
  const cases = readCases(found.folder).slice(0, wanted.index + 1)
  for await (const run of judgeCases(found.plan, found.folder, cases, signal)) {
    if (run.case.index !== wanted.index) continue
    if (run.kind === 'failed') throw run.error
    const written = updateCase(found.folder, run.case, run.judged)
    out.data({ feed: found.plan.feed, case: run.case.case, written })
    for (const path of written) out.line(`wrote ${path}`)
    for (const line of warning(run.judged)) out.line(line)
  }
  out.next('Read what was written before you commit it: git diff, and git status for files that are new')
  return exit.fine
}

/** An expectation that nothing is published is mostly a mistake of the fixture or of a limit. */
function warning({ changes, holds, rows }: Judged): readonly string[] {
  const { added, revised, corrected, withdrawn } = changesOf(changes)
  if (added + revised + corrected + withdrawn > 0) return []
  const codes = [...new Set(holds.map(({ code }) => code))]
  const why = codes.length === 0 ? 'nothing has changed' : `held by ${codes.join(', ')}`
  return [
    `NOTHING is published in this case now (${rows} rows; ${why}).`,
    ...(codes.length === 0
      ? []
      : ['If only the fixture is too small for a limit, give the case checks of its own.']),
  ]
}

function split(word: string): { readonly feed: string; readonly name: string } {
  const [, feed, name] = /^(.*feed\.ya?ml|[^/]+)\/(.+)$/.exec(word) ?? []
  if (feed !== undefined && name !== undefined) return { feed, name }
  const advice = 'Write --update FEED/CASE, such as "us-zz-harbor/zero report".'
  throw feedError('CLI_USAGE', { problem: `--update "${word}" names no feed and case`, advice })
}

function caseCalled(name: string, { plan, folder }: FoundFeed): Case {
  const cases = readCases(folder)
  const found = cases.find((one) => one.case === name || slug(one.case) === slug(name))
  if (found !== undefined) return found
  const known = cases.map((one) => one.case)
  throw feedError('CLI_CASE_UNKNOWN', { feed: plan.feed, name, near: near(name, known), known })
}

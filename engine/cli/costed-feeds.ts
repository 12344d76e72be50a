import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { feedError } from '../errors/feed-error.ts'
import { compileAll } from '../plan/compile-all.ts'
import { findFeeds, folderFiles } from '../plan/feed-files.ts'
import type { Plan } from '../plan/plan.ts'
import { someFeeds } from './feeds.ts'

/** The feeds that an estimate is of. */
export interface CostedFeeds {
  readonly plans: readonly Plan[]
  /** Specs that do not compile, by their paths: an estimate of all others says more than none. */
  readonly broken: readonly string[]
}

/**
 * The feeds that are named; else those that are polled, or, for planning ahead where none is, all that might be. Throws every problem
 * of feeds that are named, and CLI_USAGE where there is none to count.
 */
export function costedFeeds(named: readonly string[], config: Pick<Config, 'feeds'>): CostedFeeds {
  if (named.length > 0) return { plans: someFeeds(named, config).map(({ plan }) => plan), broken: [] }
  const root = config.feeds
  const plans: Plan[] = []
  const broken: string[] = []
  for (const { path, plan } of existsSync(root)
    ? compileAll(findFeeds(root, folderFiles), folderFiles)
    : []) {
    if (plan === undefined) broken.push(path)
    else plans.push(plan)
  }
  const live = plans.filter(({ status }) => status === 'live')
  const counted = live.length > 0 ? live : plans.filter(({ status }) => status !== 'draft')
  if (counted.length > 0) return { plans: counted, broken }
  const problem = existsSync(root)
    ? plans.length === 0
      ? `There is no feed below ${root}${broken.length > 0 ? ' that compiles' : ''}`
      : `No feed below ${root} is more than a draft`
    : `There is no folder ${root}, where feeds are looked for`
  const advice = 'Name the feeds to count; or count a stage while nothing is polled: --feeds 0.'
  throw feedError('CLI_USAGE', { problem, advice })
}

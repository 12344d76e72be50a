import type { Config } from '../config.ts'
import { compileAll } from '../plan/compile-all.ts'
import { findFeeds, folderFiles } from '../plan/feed-files.ts'

export const noFeeds = (root: string): string =>
  `There are no feeds below ${root}. docs/spec.md says how to write one; CANVASS_FEEDS names another folder.`

function brokenText(broken: number, all: number, root: string): string {
  if (all === 1) return `The feed below ${root} has problems.`
  if (broken === all) return `All ${all} feeds below ${root} have problems.`
  return `${broken} of the ${all} feeds below ${root} have problems, and none of the others is live.`
}

/** What to do to have results: a sentence that ends with the command, after what has to be done before it. */
export function firstPoll({ feeds: root }: Pick<Config, 'feeds'>): string {
  const specs = findFeeds(root, folderFiles)
  if (specs.length === 0) return noFeeds(root)
  const compiled = compileAll(specs, folderFiles)
  const isAnyLive = compiled.some(({ plan }) => plan?.status === 'live')
  const broken = compiled.filter(({ plan }) => plan === undefined)
  if (!isAnyLive && broken.length > 0)
    return `${brokenText(broken.length, compiled.length, root)} Feeds with problems are not polled: feed validate`
  const before = isAnyLive ? '' : `No feed below ${root} is live. Set status: live in the feed.yaml of one. `
  return `${before}Poll the feeds once: feed run --once`
}

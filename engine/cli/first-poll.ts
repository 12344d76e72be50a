import type { Config } from '../config.ts'
import { compileAll } from '../plan/compile-all.ts'
import { findFeeds, folderFiles } from '../plan/feed-files.ts'

export const noFeeds = (root: string): string =>
  `There are no feeds below ${root}. docs/spec.md says how to write one; CANVASS_FEEDS names another folder.`

/** What to do to have results: a sentence that ends with the command, after what has to be done before it. */
export function firstPoll({ feeds: root }: Pick<Config, 'feeds'>): string {
  const specs = findFeeds(root, folderFiles)
  if (specs.length === 0) return noFeeds(root)
  const isAnyLive = compileAll(specs, folderFiles).some(({ plan }) => plan?.status === 'live')
  const before = isAnyLive ? '' : `No feed below ${root} is live. Set status: live in the feed.yaml of one. `
  return `${before}Poll the feeds once: feed run --once`
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import type { Config } from '../config.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { compileAll } from '../plan/compile-all.ts'
import type { SpecFiles } from '../plan/compiling.ts'
import { findFeeds, folderFiles } from '../plan/feed-files.ts'
import type { Plan } from '../plan/plan.ts'

/** A feed that compiles, and the folder of its spec: fixtures and cases lie beside it. */
export interface FoundFeed {
  readonly path: string
  readonly folder: string
  readonly plan: Plan
}

/** The specs that words name, as ids or as paths; no words name all feeds of the folder. CLI_FEED_UNKNOWN. */
export function specPaths(
  words: readonly string[],
  { feeds: root }: Pick<Config, 'feeds'>,
): readonly string[] {
  if (words.length === 0) return findFeeds(root, folderFiles)
  let known: ReadonlyMap<string, string> | undefined
  return words.map((word) => {
    const path = pathOf(word)
    if (path !== undefined) return path
    known ??= idsBelow(root)
    const found = known.get(word)
    if (found !== undefined) return found
    const names = [...known.keys()]
    throw feedError('CLI_FEED_UNKNOWN', { name: word, near: near(word, names), root, known: names })
  })
}

/** The one feed that a word names. Throws every problem of its spec. */
export function oneFeed(word: string, config: Pick<Config, 'feeds'>): FoundFeed {
  const [found] = someFeeds([word], config)
  if (found === undefined) throw new Error('a word names one feed')
  return found
}

/** The feeds that words name (none: all of them). Throws every problem of their specs. */
export function someFeeds(
  words: readonly string[],
  config: Pick<Config, 'feeds'>,
  files: SpecFiles = folderFiles,
): readonly FoundFeed[] {
  const problems: FeedError[] = []
  const found: FoundFeed[] = []
  for (const { path, plan, problems: own } of compileAll(specPaths(words, config), files)) {
    problems.push(...own)
    if (plan !== undefined) found.push({ path, folder: posix.dirname(path), plan })
  }
  if (problems.length > 0) throw new AggregateError(problems)
  return found
}

/** A word with a slash or an ending is a path: of a spec, or of the folder it lies in. */
function pathOf(word: string): string | undefined {
  const path = word.replaceAll('\\', '/')
  if (/\.ya?ml$/.test(path)) return path
  if (!path.includes('/')) return undefined
  return existsSync(path) && statSync(path).isDirectory() ? posix.join(path, 'feed.yaml') : path
}

/** Read off the text, not compiled: a feed is found among thousands, broken ones included. */
function idsBelow(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const path of findFeeds(root, folderFiles)) {
    const id = idIn(path)
    if (id === undefined) continue
    const first = found.get(id)
    if (first !== undefined) {
      const at = { file: path, line: 1, column: 1 }
      throw feedError('SPEC_SAME_NAME', { what: 'feed', name: id, other: `${first}:1` }, { at })
    }
    found.set(id, path)
  }
  return found
}

/** Also of a file that is no UTF-8: compiling it then says so. */
const idIn = (path: string): string | undefined =>
  /^feed:[ \t]*["']?([a-z0-9-]+)/m.exec(readFileSync(path, 'latin1'))?.[1]

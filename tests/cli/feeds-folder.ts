import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ended, feed } from '../helpers/feed-command.ts'

/** The feeds of these tests in a folder that a test may change, and a home beside it. */
export interface FeedsFolder extends Disposable {
  readonly path: string
  /** Variables for a command line that works here. */
  readonly environment: { readonly CANVASS_FEEDS: string; readonly CANVASS_HOME: string }
  feed(...words: readonly string[]): Promise<Ended>
  /** Path of a file of the feed us-xx-tiny. */
  tiny(...names: readonly string[]): string
  read(...names: readonly string[]): string
  /** Replaces the first occurrence of a text in a file of us-xx-tiny. */
  edit(name: string, from: string, to: string): void
}

export function feedsFolder(): FeedsFolder {
  const path = mkdtempSync(join(tmpdir(), 'feeds-'))
  const feeds = join(path, 'feeds')
  cpSync(join(import.meta.dirname, 'feeds'), feeds, { recursive: true })
  const environment = { CANVASS_FEEDS: feeds, CANVASS_HOME: join(path, 'home') }
  const tiny = (...names: readonly string[]) => join(feeds, 'us-xx/tiny', ...names)
  return {
    path,
    environment,
    tiny,
    feed: (...words) => feed(words, { environment }),
    read: (...names) => readFileSync(tiny(...names), 'utf8'),
    edit(name, from, to) {
      const text = readFileSync(tiny(name), 'utf8')
      if (!text.includes(from)) throw new Error(`${name} has no "${from}"`)
      writeFileSync(tiny(name), text.replace(from, to))
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** The feed of these tests, read from where a function can reach it. */
export function deployable(): FeedsFolder {
  const folder = feedsFolder()
  folder.edit(
    'feed.yaml',
    'file: { path: live.csv }',
    'http: { url: "https://results.example.gov/live.csv" }',
  )
  return folder
}

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFeeds, folderFiles } from '../../../engine/plan/feed-files.ts'
import { built } from '../../bundle/built.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { planOf } from '../../helpers/judged.ts'
import { precinctsFile, precinctsPlan } from '../../helpers/precincts-feed.ts'

export interface Inits {
  /** Milliseconds, round by round; each round has a process for each, one after the other. */
  readonly empty: readonly number[]
  readonly entry: readonly number[]
  /** The first event: a feed of delimited text over HTTP, polled into stores of this machine. */
  readonly first: readonly number[]
}

/** How long a polling function takes to load, beside one that has nothing in it. It has the plans of all feeds, apart. */
export async function functionInits(rounds: number): Promise<Inits> {
  const folder = mkdtempSync(join(tmpdir(), 'canvass-inits-'))
  try {
    await using server = await startHttpServer((_, response) => void response.end(precinctsFile([12, 9])))
    const csv = precinctsPlan('cold', `${server.url}/precincts.csv`)
    const plans = findFeeds('feeds', folderFiles).map((path) => planOf(path))
    const { entry } = await built([csv, ...plans], folder, true)
    const empty = join(folder, 'empty.mjs')
    writeFileSync(empty, 'export const handler = async () => ({})\n')
    const found = { empty: [] as number[], entry: [] as number[], first: [] as number[] }
    // The first round reads files that the others find in memory.
    for (let round = -1; round < rounds; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one process beside another would slow both
      const nothing = await initOf(folder, round, empty)
      // oxlint-disable-next-line no-await-in-loop
      const poller = await initOf(folder, round, entry, csv.feed)
      if (round < 0) continue
      found.empty.push(nothing.init)
      found.entry.push(poller.init)
      found.first.push(poller.first ?? Number.NaN)
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function initOf(
  folder: string,
  round: number,
  ...words: readonly string[]
): Promise<{ readonly init: number; readonly first?: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'init-of.ts'), ...words],
    { env: { CANVASS_HOME: join(folder, `home-${round}`) } },
  )
  return JSON.parse(stdout) as { readonly init: number; readonly first?: number }
}

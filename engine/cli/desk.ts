import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { feedsOfPoller } from '../entry/feeds-of-poller.ts'
import { FeedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'

/*
 * `feed` at the desk of a stage, where no specs lie: it works with those that the pollers have in their code as it begins, and
 * counts as of their build.
 */
try {
  const config = readConfig(process.env)
  const polling = config.cloud?.polling
  if (polling !== undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'canvass-desk-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    const { feeds, build } = await feedsOfPoller(polling, folder, config, new AbortController().signal)
    process.env['CANVASS_FEEDS'] = feeds
    process.env['CANVASS_BUILD'] = String(build)
  }
  await import('./main.ts')
} catch (error) {
  if (!(error instanceof FeedError)) throw error
  process.stderr.write(`${renderText(error)}\n`)
  process.exitCode = 1
}

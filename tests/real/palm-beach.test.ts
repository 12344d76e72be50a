import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { inMemory, temporaryFolder } from '../helpers/temporary-folder.ts'
import { describeReal, realFile } from './real-files.ts'

const polls = ['20190304-145055', '20190304-145204', '20190304-145306']
const { signal } = new AbortController()

describeReal('Palm Beach, polled every minute', () => {
  test('three polls of the same file publish it once', async () => {
    const { plan } = compileFeed('feeds/us-fl-palm-beach/general-2018/feed.yaml', folderFiles)
    if (plan === undefined) throw new Error('the feed does not compile')
    let at = 0
    // As many publishers do, this one says nothing of versions: only the bytes tell.
    await using server = await startHttpServer((_, response) =>
      response.end(
        readFileSync(
          realFile('us-fl-palmbeach-clarity-summary-snapshots', `snapshots/${polls[at]}_summary.zip`),
        ),
      ),
    )
    const clock = manualClock({ start: '2019-03-04T19:50:55Z', auto: true })
    const config = readConfig({ CANVASS_HOME: temporaryFolder('palm-beach', inMemory()) })
    await using homes = await openHomes(config, { clock })
    const there = { ...homes, route: () => ({ host: '127.0.0.1', port: server.port, plain: true }) }
    const outcomes: unknown[] = []
    for (; at < polls.length; at += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one poll after the other
      outcomes.push(await pollFeed(plan, there, config, signal))
      // oxlint-disable-next-line no-await-in-loop -- as above
      await clock.advance(66_000)
    }
    expect(outcomes).toMatchObject([
      { kind: 'published', revision: 1, changes: 48, holds: [] },
      { kind: 'unchanged' },
      { kind: 'unchanged' },
    ])
  })
})

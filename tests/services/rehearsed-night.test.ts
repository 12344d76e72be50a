import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { readNight } from '../../engine/rehearse/night.ts'
import { playNight } from '../../engine/rehearse/play.ts'
import type { Report } from '../../engine/rehearse/report.ts'
import { feed } from '../helpers/feed-command.ts'
import { planOf } from '../helpers/judged.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = cloudNeeds
const { signal } = new AbortController()
const plans = ['us-zz/state-night', 'us-zz-harbor/county-night', 'us-zz-orchard/county-night'].map((one) =>
  planOf(`feeds/rehearsal/feeds/${one}/feed.yaml`),
)
const watcher = { seen: () => undefined, told: () => undefined }

/** All of it but how many polls found nothing: the night leaves some of these out, not the same ones each time. */
const toldOf = ({ feeds, ...rest }: Report) => ({
  ...rest,
  feeds: feeds.map(({ polls, unchanged, ...one }) => ({ ...one, withNews: polls - unchanged })),
})

describe.skipIf(missing)(
  named('the whole shipped night, capture by capture and under the shipped plans'),
  () => {
    test('comes to the same report and the same chain of changesets on the real servers', {
      timeout: 360_000,
    }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'canvass-rehearsed-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      // What exports come to on both homes has tests of its own.
      const environment = { ...cloudEnvironment(folder), CANVASS_EXPORT_FORMATS: 'compact-json' }
      expect(await feed(['setup', '--home', 'aws'], { environment })).toMatchObject({ exit: 0 })
      const night = readNight('feeds/rehearsal')
      const played = []
      for (const home of ['embedded', 'aws'] as const) {
        const config = readConfig(environment, home)
        const play = { night, plans, config, resume: false, speed: Infinity, everyCapture: true, watcher }
        const report = await playNight(play, signal)
        await using homes = await openHomes(config)
        const chain: string[] = []
        for (const plan of plans)
          for await (const { revision, changeset } of homes.archive.revisions(plan.feed, signal))
            chain.push(`${plan.feed} ${revision} ${changeset}`)
        played.push({ report, chain })
      }
      const [embedded, aws] = played
      expect(aws?.chain).toEqual(embedded?.chain)
      expect(aws?.chain).toHaveLength(8 + 6 + 7)
      expect(aws && toldOf(aws.report)).toEqual(embedded && toldOf(embedded.report))
      expect(aws?.report.holds.map(({ code, how }) => `${code} ${how}`)).toEqual([
        'CHECK_TIME_GATE due',
        'CHECK_TEST_DECK superseded',
        'DECODE_CONTRADICTED superseded',
        'CHECK_FALL null',
      ])
    })
  },
)

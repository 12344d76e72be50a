import { expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { readNight } from '../../engine/rehearse/night.ts'
import { playNight } from '../../engine/rehearse/play.ts'
import type { NightEvent, Scene } from '../../engine/rehearse/scene.ts'
import { planOf } from '../helpers/judged.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const orchard = 'feeds/rehearsal/feeds/us-zz-orchard/county-night/feed.yaml'

/** One county of the shipped night; `seen` is told of everything. */
function played(
  signal: AbortSignal,
  watch: { seen?: (scene: Scene) => void; told?: (event: NightEvent) => void } = {},
) {
  const plan = planOf(orchard)
  const config = { ...readConfig({}), data: temporaryFolder('play') }
  const watcher = { seen: () => undefined, told: () => undefined, ...watch }
  const night = readNight('feeds/rehearsal')
  return playNight(
    { night, plans: [plan], config, resume: false, speed: Infinity, everyCapture: true, watcher },
    signal,
  )
}
const never = new AbortController().signal

test('every capture is polled at its very moment, and the hour for which a hold waits is not slept through', async () => {
  const events: NightEvent[] = []
  const scenes: Scene[] = []
  const report = await played(never, {
    told: (event) => void events.push(event),
    seen: (scene) => void scenes.push(scene),
  })
  expect(report.feeds).toMatchObject([{ feed: 'zz-orchard', captures: 7, shown: 7, failed: 0, corrected: 1 }])
  // A file over SFTP is read two seconds after it was seen first.
  expect(
    events.filter(({ kind }) => kind === 'published').map(({ at }) => at.toISOString().slice(11, 19)),
  ).toEqual([
    '01:29:02',
    expect.stringMatching(/^02:0[0-2]/),
    '02:25:02',
    '03:00:02',
    '03:25:02',
    '04:05:02',
    '04:50:02',
  ])
  expect(report.holds).toMatchObject([
    { code: 'CHECK_TIME_GATE', from: '2026-11-04T01:50:02.000Z', how: 'due' },
  ])
  expect(report.feeds[0]?.polls).toBeLessThan(45)
  expect(report.corrections).toEqual([
    {
      feed: 'zz-orchard',
      at: '2026-11-04T03:25:02.000Z',
      contest: 'Library Measure',
      unit: 'Cider Mill',
      falls: [{ name: 'Yes', from: 701, to: 697 }],
    },
  ])
  const parts = scenes.map(({ part }) => part)
  expect(parts).toEqual(parts.toSorted((one, other) => one - other))
  expect(scenes.at(-1)?.feeds[0]?.totals.map(({ record }) => record.contest.id)).toEqual([
    'zz/orchard/library',
    'zz/orchard/school-board-2',
  ])
})

test('a night that is stopped ends with the reason', async () => {
  const stop = new AbortController()
  const reason = new Error('enough')
  const stopped = played(stop.signal, { told: ({ kind }) => kind === 'held' && stop.abort(reason) })
  await expect(stopped).rejects.toBe(reason)
})

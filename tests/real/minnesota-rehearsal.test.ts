import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { readNight } from '../../engine/rehearse/night.ts'
import { playNight } from '../../engine/rehearse/play.ts'
import type { Report } from '../../engine/rehearse/report.ts'
import type { NightEvent } from '../../engine/rehearse/scene.ts'
import { planOf } from '../helpers/judged.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { minnesotaFeed, saidIn } from './minnesota-files.ts'
import { describeReal, realFile } from './real-files.ts'

describeReal('a rehearsal of the Minnesota night', () => {
  const folder = realFile('series-mn-sos-2020-night', '')
  const plan = planOf(minnesotaFeed)
  const events: NightEvent[] = []
  let report: Report

  let data = ''
  beforeAll(async () => {
    data = madeFolder('rehearsal')
    const watcher = { seen: () => undefined, told: (event: NightEvent) => void events.push(event) }
    // Exports of real figures have tests of their own; of all formats, after every capture, they take most of the time.
    const config = readConfig({ CANVASS_HOME: data, CANVASS_EXPORT_FORMATS: 'compact-json' })
    report = await playNight(
      {
        night: readNight(folder),
        plans: [plan],
        config,
        resume: false,
        speed: Infinity,
        everyCapture: true,
        watcher,
      },
      AbortSignal.timeout(170_000),
    )
  }, 180_000)
  afterAll(() => rmSync(data, { recursive: true }))

  test('runs from the first capture to the last, and misses none', () => {
    expect(report.night).toMatchObject({
      from: '2020-11-03T07:34:37Z',
      to: expect.stringMatching(/^2020-11-04T18:5/),
    })
    expect(report.feeds).toMatchObject([
      { feed: plan.feed, plan: plan.hash, shown: 75, captures: 75, failed: 0, withdrawn: 0 },
    ])
    const first = events.find(({ kind }) => kind === 'published')
    const last = events.findLast(({ kind }) => kind === 'published')
    expect([first, last].map((event) => event?.at.toISOString())).toEqual([
      '2020-11-03T07:34:37.000Z',
      '2020-11-04T18:50:13.000Z',
    ])
  })

  test('holds what looked like test decks at the very capture, and lets go of it', () => {
    const decks = report.holds.filter(({ code }) => code === 'CHECK_TEST_DECK')
    const county = (name: string) => `ocd-division/country:us/state:mn/county:${name}`
    const otterTail = decks.find(({ units }) => units.includes(county('otter_tail')))
    expect(otterTail).toMatchObject({
      from: '2020-11-04T04:00:05.000Z',
      until: '2020-11-04T12:00:07.000Z',
      how: 'superseded',
      results: 2,
    })
    expect(decks.every(({ until }) => until !== null)).toBe(true)
  })

  test('ends with the figures of the last capture, but for the falls that wait for a person', () => {
    const last = ['USPresCty', 'ussenatecty', 'ushouse'].map((stream) =>
      realFile('series-mn-sos-2020-night', `snapshots/${stream}/20201104T185013Z.txt`),
    )
    const held = report.holds.filter(({ until }) => until === null).flatMap((hold) => hold.held)
    const sum = (votes: Readonly<Record<string, number>> | null) =>
      Object.values(votes ?? {}).reduce((all, one) => all + one, 0)
    const expected: Record<string, number> = {}
    for (const [key, { votes }] of saidIn(last)) {
      const standing = held.find((one) => one.key === key)
      const contest = key.slice(0, key.indexOf('|'))
      expected[contest] = (expected[contest] ?? 0) + sum(standing === undefined ? votes : standing.before)
    }
    const played = report.totals.map(({ record: { contest, selections } }) => [
      contest.id,
      selections.reduce((all, { votes }) => all + votes.total, 0),
    ])
    expect(Object.fromEntries(played)).toEqual(expected)
    expect(held.map(({ key }) => key.slice(key.lastIndexOf(':') + 1))).toEqual([
      'swift',
      'swift',
      'koochiching',
      'lake',
    ])
  })
})

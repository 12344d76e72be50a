import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { type Around, type Ended, feed } from './feed-command.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { inMemory, temporaryFolder } from './temporary-folder.ts'

/** Votes of Ada and of Bo, by county. */
export type Counties = Readonly<Record<string, readonly [number, number]>>

/** An operator's machine: a state's file that a test writes, and the command line over embedded homes in a folder. */
export interface Night {
  readonly folder: string
  readonly clock: ManualClock
  readonly environment: Readonly<Record<string, string>>
  /** The office publishes this; later than what it published before. */
  publish(counties: Counties, feed?: string): void
  feed(words: readonly string[], around?: Omit<Around, 'environment'>): Promise<Ended>
  /** As `feed`, for machines: what --json printed, line by line. */
  json(words: readonly string[]): Promise<{ readonly exit: number | null; readonly lines: readonly Said[] }>
}
// oxlint-disable-next-line typescript/no-explicit-any -- JSON of a command: the assertions are its types
type Said = any

export const state = 'ocd-division/country:us/state:xx'
const county = (name: string): string => `${state}/county:${name.toLowerCase()}`
export const figureOf = (name: string, selection = 'ada'): string => `xx/senator/${county(name)}/${selection}`
export const firstCounts: Counties = { Oak: [1_200, 900], Elm: [3_100, 2_800], Fir: [450, 610] }

export function night(
  options: {
    readonly start?: string
    readonly feeds?: Readonly<Record<string, string>>
    /** Of a test that runs beside others of its file. */
    readonly onTestFinished?: TestContext['onTestFinished']
  } = {},
): Night {
  const folder = temporaryFolder('night', inMemory(), options.onTestFinished)
  const clock = manualClock({ start: options.start ?? '2024-11-06T02:00:00Z', auto: true })
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('feeds/elections/us-2024-11-05-general.yaml', election)
  write('feeds/elections/us-2024-11-05-general/contests.csv', 'id,name\nxx/senator,US Senator\n')
  for (const [name, text] of Object.entries(options.feeds ?? { 'us-xx-county': spec('us-xx-county') }))
    write(`feeds/us-xx/${name}/feed.yaml`, text)
  write('.env', 'CANVASS_PERSON=Kim\n')
  const environment = {
    CANVASS_ENV_FILE: join(folder, '.env'),
    CANVASS_FEEDS: join(folder, 'feeds'),
    CANVASS_HOME: join(folder, 'data'),
  }
  const run = (words: readonly string[], around: Omit<Around, 'environment'> = {}): Promise<Ended> =>
    feed(words, { clock, ...around, environment })
  return {
    folder,
    clock,
    environment,
    publish: (counties, name = 'us-xx-county') => write(`feeds/us-xx/${name}/counts.csv`, fileOf(counties)),
    feed: run,
    async json(words) {
      const { exit, stdout } = await run([...words, '--json'])
      const lines = stdout.split('\n').filter(Boolean)
      return { exit, lines: lines.map((line): Said => JSON.parse(line)) }
    },
  }
}

const election = `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
contests: us-2024-11-05-general/contests.csv
`

export const spec = (name: string, status = 'live', more = ''): string => `
feed: ${name}
title: Counties of a state that does not exist
election: us-2024-11-05-general
unit: ${state}
status: ${status}
schedule:
  timezone: America/New_York
  every: 10m
  windows:
    - { from: 2024-11-05 20:00, to: 2024-11-06 03:00, every: 30s }
  expect_change_within: 30m
source:
  file: { path: counts.csv }
decode:
  csv: {}
map: |
  {
    "contest":   { "name": Contest },
    "unit":      { "type": "county", "name": County },
    "selection": { "name": Candidate, "party": Party },
    "votes":     { "election_day": $votes(Day), "absentee": $votes(Mail), "total": $votes(Total) }
  }
${more}`

/** The file as the office writes it. */
export const fileOf = (counties: Counties): string =>
  [
    'County,Contest,Candidate,Party,Day,Mail,Total',
    ...Object.entries(counties).flatMap(([name, [ada, bo]]) => [
      rowOf(name, 'Ada', 'REP', ada),
      rowOf(name, 'Bo', 'DEM', bo),
    ]),
    '',
  ].join('\n')

const rowOf = (name: string, candidate: string, party: string, total: number): string => {
  const mail = Math.floor(total / 3)
  const cell = /[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
  return `${cell},US Senator,${candidate},${party},${total - mail},${mail},${total}`
}
